import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { createSwitches, parseSwitch, switchNames } from '../../src/emulator/switches.js'
import { call, createTestClock, emulatorAt, list } from './call.js'

const path = '/api/now/table/incident'

describe('faults', () => {
  it('meets the n-th request of a route and method only', async () => {
    const emulator = createEmulator({
      incidents: 20,
      faults: [
        {
          match: { route: '^/api/now/table/incident', method: 'get', nth: 2 },
          effect: { kind: 'status', status: 401 },
        },
      ],
    })
    const status = async (at: string) => (await call(emulator, at)).status
    expect(await status('/api/now/table/sys_user')).to.equal(200)
    expect((await call(emulator, path, { json: {} })).status).to.equal(201)
    expect([await status(path), await status(path), await status(path)]).to.deep.equal([200, 401, 200])
    expect(emulator.log.requests.map(({ fault }) => fault)).to.deep.equal([
      undefined,
      undefined,
      undefined,
      'status',
      undefined,
    ])
  })

  it('answers another status with headers and body', async () => {
    const emulator = createEmulator({ incidents: 20 })
    emulator.faults.add({
      match: { route: path, nth: 1 },
      effect: {
        kind: 'status',
        status: 429,
        message: 'Rate limit exceeded',
        detail: 'Wait',
        headers: { 'Retry-After': '7' },
      },
    })
    const limited = await call(emulator, path)
    expect([limited.status, limited.headers.get('Retry-After')]).to.deep.equal([429, '7'])
    expect(limited.body).to.deep.equal({
      error: { message: 'Rate limit exceeded', detail: 'Wait' },
      status: 'failure',
    })
    emulator.faults.add({ match: {}, effect: { kind: 'status', status: 500, body: 'oops' } })
    expect((await call(emulator, path)).text).to.equal('oops')
    emulator.faults.clear()
    expect((await call(emulator, path)).status).to.equal(200)
  })

  it('answers a page, half an answer, or an error beside the result', async () => {
    const emulator = createEmulator({ incidents: 20 })
    emulator.faults.add({ match: { nth: 1 }, effect: { kind: 'html' } })
    emulator.faults.add({ match: { nth: 2 }, effect: { kind: 'truncate' } })
    emulator.faults.add({ match: { nth: 3 }, effect: { kind: 'error-object' } })
    const page = await call(emulator, path)
    expect([page.status, page.headers.get('Content-Type')]).to.deep.equal([200, 'text/html;charset=UTF-8'])
    const half = await call(emulator, path)
    expect([half.status, half.body, half.text.slice(0, 11)]).to.deep.equal([200, undefined, '{"result":['])
    const both = (await call(emulator, path)).body as { result: unknown[]; error: { message: string } }
    expect(both.result).to.have.length(20)
    expect(both.error.message).to.equal('Transaction cancelled: maximum execution time exceeded')
  })

  it('resets a connection before or after the commit', async () => {
    const emulator = createEmulator({ incidents: 20 })
    for (const when of ['before-commit', 'after-commit'] as const) {
      emulator.log.clear()
      emulator.faults.clear()
      emulator.faults.add({ match: { method: 'POST' }, when, effect: { kind: 'reset' } })
      const failure = await call(emulator, path, { json: { correlation_id: when } }).catch(
        (error: unknown) => error,
      )
      expect(failure).to.be.instanceOf(TypeError)
      const rows = await list(emulator, 'incident', { sysparm_query: `correlation_id=${when}` })
      expect(rows).to.have.length(when === 'after-commit' ? 1 : 0)
      expect(emulator.log.writes).to.have.length(rows.length)
      expect(emulator.log.requests[0]).to.include({ status: 0, fault: 'reset' })
    }
  })

  it('stalls until the request is aborted', async () => {
    const emulator = createEmulator({ incidents: 20, faults: [{ match: {}, effect: { kind: 'stall' } }] })
    const controller = new AbortController()
    const waiting = call(emulator, path, { signal: controller.signal }).catch((error: unknown) => error)
    controller.abort()
    expect(await waiting).to.have.property('name', 'AbortError')
    const late = call(emulator, path, { signal: AbortSignal.abort() }).catch((error: unknown) => error)
    expect(await late).to.have.property('name', 'AbortError')
  })
})

describe('switches of the emulator', () => {
  it('sleeps: every path answers 200 with a page', async () => {
    const emulator = createEmulator({ switches: { hibernate: true }, incidents: 0 })
    for (const any of ['/', path, '/oauth_token.do']) {
      const answer = await call(emulator, any)
      expect([answer.status, answer.headers.get('Content-Type')]).to.deep.equal([
        200,
        'text/html;charset=UTF-8',
      ])
      expect(answer.headers.get('X-Transaction-ID')).to.equal(null)
    }
  })

  it('waits as long as latency says', async () => {
    const clock = createTestClock()
    const emulator = emulatorAt(clock, { switches: { latency: 300 }, incidents: 0 })
    let isAnswered = false
    const answer = call(emulator, path).then((value) => {
      isAnswered = true
      return value
    })
    await Promise.resolve()
    expect(isAnswered).to.equal(false)
    clock.advance(300)
    expect((await answer).status).to.equal(200)
  })

  it('reads switches from text, and says what to change', () => {
    expect(parseSwitch('hibernate=on')).to.deep.equal({ hibernate: true })
    expect(parseSwitch('km-api=false')).to.deep.equal({ 'km-api': false })
    expect(parseSwitch('latency=20')).to.deep.equal({ latency: 20 })
    expect(parseSwitch('journal-table=empty')).to.deep.equal({ 'journal-table': 'empty' })
    expect(parseSwitch('time-zone=Europe/Berlin')).to.deep.equal({ 'time-zone': 'Europe/Berlin' })
    for (const [text, problem] of [
      ['toString=1', 'There is no switch "toString". Switches: expires-in, hibernate'],
      ['hibernate', 'is on or off'],
      ['latency=-1', 'is a whole number from 0'],
      ['expires-in=0', 'is a whole number from 1'],
      ['journal-table=no', 'is one of forbidden, empty, readable'],
      ['time-zone=Mars', 'is a time zone such as Europe/Berlin'],
      ['time-zone=', 'is a time zone'],
    ] as const) {
      expect(() => parseSwitch(text), text).to.throw(problem)
    }
    expect(Object.keys(createSwitches())).to.deep.equal(switchNames)
  })
})
