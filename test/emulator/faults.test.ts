import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { FaultMoment, FaultRule } from '../../src/emulator/faults/fault-plan.js'
import { createSwitches, parseSwitch, switchNames } from '../../src/emulator/switches.js'
import { call, createTestClock, emulatorAt, list, origin, resultOf, tokenRequest, tokensFor } from './call.js'

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
    const bare = createEmulator({
      incidents: 0,
      faults: [{ match: {}, effect: { kind: 'html', status: 204 } }],
    })
    expect((await call(bare, path)).status).to.equal(204)
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

describe('faults in the middle of a body', () => {
  const broken = async (when: FaultMoment, effect: FaultRule['effect'], signal?: AbortSignal) => {
    const emulator = createEmulator({ incidents: 20, faults: [{ match: { method: 'POST' }, when, effect }] })
    const response = await emulator.fetch(
      new Request(`${origin}${path}`, {
        method: 'POST',
        headers: {
          Authorization: `Basic ${btoa('beth.anglin:snowline')}`,
          'Content-Type': 'application/json',
        },
        body: '{"short_description":"Half told"}',
        ...(signal === undefined ? {} : { signal }),
      }),
    )
    expect(response.status).to.equal(201)
    expect(emulator.log.writesTo('incident', 'create')).to.have.length(1)
    return response
  }

  it('ends it, as if it were whole', async () => {
    const text = await (await broken('mid-body@10', 'truncate')).text()
    expect(text).to.equal('{"result":')
    expect(await (await broken('mid-body@0', 'truncate')).text()).to.equal('')
    const whole = await (await broken('mid-body@9999999', 'truncate')).json()
    expect(whole).to.have.property('result')
  })

  it('breaks the connection after the bytes, which arrive', async () => {
    const reader = (await broken('mid-body@10', 'reset')).body!.getReader()
    const first = await reader.read()
    expect(new TextDecoder().decode(first.value)).to.equal('{"result":')
    expect(await reader.read().catch((error: unknown) => error)).to.be.instanceOf(TypeError)
  })

  it('stalls after the bytes until the client gives up', async () => {
    const controller = new AbortController()
    const reader = (await broken('mid-body@10', 'stall', controller.signal)).body!.getReader()
    expect((await reader.read()).value).to.have.length(10)
    const more = reader.read().catch((error: unknown) => error)
    controller.abort()
    expect(await more).to.have.property('name', 'AbortError')
  })

  it('writes an error where the rows broke off, under status 200', async () => {
    const text = await (await broken('mid-body@30', 'error-object')).text()
    expect(text).to.match(/^\{"result":\{.{19}\],"error":\{"message":"Transaction cancelled: maximum/)
    expect(() => JSON.parse(text)).to.throw(SyntaxError)
  })

  it('breaks an answer without a body at once, or leaves it as it is', async () => {
    const deleted = async (effect: 'reset' | 'truncate' | 'error-object'): Promise<unknown> => {
      const rule: FaultRule = { match: { method: 'DELETE' }, when: 'mid-body@5', effect }
      const emulator = createEmulator({ incidents: 3, faults: [rule] })
      const [row] = await list(emulator, 'incident', { sysparm_limit: '1' })
      const answer = call(emulator, `${path}/${row!['sys_id']}`, { as: 'admin', method: 'DELETE' })
      const met = await answer.then(
        ({ status }) => status,
        (error: Error) => error.message,
      )
      expect(emulator.log.writesTo('incident', 'delete')).to.have.length(1)
      return met
    }
    expect(await deleted('reset')).to.contain('reset the connection')
    expect(await deleted('truncate')).to.equal(204)
    expect(await deleted('error-object')).to.equal(204)
  })
})

describe('faults of the instance itself', () => {
  it('shows a late commit to nobody until its time, though the answer has it', async () => {
    const clock = createTestClock()
    const emulator = emulatorAt(clock, {
      incidents: 20,
      faults: [{ match: { method: 'POST' }, effect: { kind: 'late-commit', ms: 10_000 } }],
    })
    const answer = await call(emulator, path, { json: { correlation_id: 'late', work_notes: 'Soon' } })
    const made = resultOf(answer)
    expect([answer.status, made.correlation_id]).to.deep.equal([201, 'late'])
    const found = () => list(emulator, 'incident', { sysparm_query: 'correlation_id=late' })
    const journal = () =>
      list(emulator, 'sys_journal_field', { sysparm_query: `element_id=${made.sys_id}` }, { as: 'admin' })
    expect([(await found()).length, (await journal()).length]).to.deep.equal([0, 0])
    expect((await call(emulator, `${path}/${made.sys_id}`)).status).to.equal(404)
    clock.advance(9_999)
    expect(await found()).to.have.length(0)
    clock.advance(1)
    const [row] = await found()
    expect(row).to.include({ sys_id: made.sys_id, sys_updated_on: made.sys_updated_on })
    expect(await journal()).to.have.length(1)
    const [write] = emulator.log.writesTo('incident')
    expect(write!.visibleAt - write!.at).to.equal(10_000)
    // What is written meanwhile by others is there at once, and a change of the row comes late as well.
    const [other] = await list(emulator, 'incident', { sysparm_limit: '1' })
    emulator.faults.set([{ match: { method: 'PATCH', nth: 1 }, effect: 'late-commit' }])
    const patched = await call(emulator, `${path}/${other!.sys_id}`, {
      method: 'PATCH',
      json: { urgency: '1' },
    })
    expect(resultOf(patched).urgency).to.equal('1')
    emulator.asUser('beth.anglin').update('incident', other!.sys_id!, { short_description: 'Sooner' })
    const read = async () => resultOf(await call(emulator, `${path}/${other!.sys_id}`))
    expect(await read()).to.include({ urgency: other!.urgency, short_description: 'Sooner' })
    clock.advance(5_000)
    expect(await read()).to.include({ urgency: '1', short_description: 'Sooner' })
  })

  it('brings a deleted record back until the deletion is visible', async () => {
    const clock = createTestClock()
    const emulator = emulatorAt(clock, { incidents: 20, switches: { 'commit-delay': 1_000 } })
    const [row] = await list(emulator, 'incident', { sysparm_limit: '1' })
    const at = `${path}/${row!.sys_id}`
    expect((await call(emulator, at, { method: 'DELETE', as: 'admin' })).status).to.equal(204)
    expect((await call(emulator, at)).status).to.equal(200)
    clock.advance(1_000)
    expect((await call(emulator, at)).status).to.equal(404)
    // The delay is the instance's: what somebody does on it becomes visible late as well.
    const made = emulator.asUser('abel.tuter').create('incident', { short_description: 'From the phone' })
    expect((await call(emulator, `${path}/${made.sys_id}`)).status).to.equal(404)
    emulator.clock.advance(1_000)
    expect((await call(emulator, `${path}/${made.sys_id}`)).status).to.equal(200)
  })

  it('keeps late and prompt requests apart when they run at once', async () => {
    const clock = createTestClock()
    const emulator = emulatorAt(clock, {
      incidents: 5,
      faults: [{ match: { method: 'POST', nth: 2 }, effect: { kind: 'late-commit', ms: 50 } }],
    })
    await Promise.all(['a', 'b', 'c'].map((id) => call(emulator, path, { json: { correlation_id: id } })))
    const there = async () =>
      (
        await list(emulator, 'incident', { sysparm_query: 'correlation_idINa,b,c^ORDERBYcorrelation_id' })
      ).map(({ correlation_id }) => correlation_id)
    expect(await there()).to.deep.equal(['a', 'c'])
    clock.advance(50)
    expect(await there()).to.deep.equal(['a', 'b', 'c'])
  })

  it('answers with the answer to the request before, whoever sent it', async () => {
    const emulator = createEmulator({
      incidents: 20,
      faults: [{ match: { route: 'sys_user|incident', nth: 3 }, effect: 'duplicate-response' }],
    })
    const query = '/api/now/table/sys_user?sysparm_query=sys_id=javascript:gs.getUserID()'
    await call(emulator, `${path}?sysparm_limit=1`)
    const theirs = await call(emulator, query, { as: 'abel.tuter' })
    const stale = await call(emulator, query, { as: 'beth.anglin' })
    expect(stale.text).to.equal(theirs.text).and.to.contain('abel.tuter')
    expect(stale.headers.get('X-Transaction-ID')).to.equal(theirs.headers.get('X-Transaction-ID'))
    expect((await call(emulator, query, { as: 'beth.anglin' })).text).to.contain('beth.anglin')
  })

  it('answers the first request as usual, as there is no answer before it', async () => {
    const emulator = createEmulator({ incidents: 5, faults: [{ match: {}, effect: 'duplicate-response' }] })
    expect((await call(emulator, path)).status).to.equal(200)
    expect((await call(emulator, path, { as: 'nobody' })).status).to.equal(200)
  })

  it('lets the access token die, or all tokens of the person', async () => {
    const emulator = createEmulator({ incidents: 5 })
    const tokens = await tokensFor(emulator, 'abel.tuter')
    const headers = { Authorization: `Bearer ${tokens.access_token}` }
    const read = async () => (await call(emulator, path, { as: '', headers })).status
    const refresh = async () =>
      (await tokenRequest(emulator, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token }))
        .status
    emulator.faults.set([{ match: { route: '^/api', nth: 2 }, effect: 'token-death' }])
    expect([await read(), await read(), await read()]).to.deep.equal([200, 401, 401])
    expect(await refresh()).to.equal(200)
    const again = await tokensFor(emulator, 'abel.tuter')
    emulator.faults.set([{ match: { route: '^/api' }, effect: { kind: 'token-death', all: true } }])
    const bearer = { Authorization: `Bearer ${again.access_token}` }
    expect((await call(emulator, path, { as: '', headers: bearer })).status).to.equal(401)
    expect(await refresh()).to.equal(401)
  })

  it('lets the clock jump', async () => {
    const clock = createTestClock()
    const emulator = emulatorAt(clock, {
      incidents: 5,
      faults: [{ match: { nth: 2 }, effect: { kind: 'clock-jump', ms: 3_600_000 } }],
    })
    const made = async () => resultOf(await call(emulator, path, { json: {} })).sys_created_on
    expect([await made(), await made()]).to.deep.equal(['2026-11-20 12:00:00', '2026-11-20 13:00:00'])
  })

  it('hides rows from everybody, and counts them still', async () => {
    const emulator = createEmulator({ incidents: 20 })
    const rows = await list(emulator, 'incident', { sysparm_limit: '2' })
    emulator.hideRows('incident', [rows[0]!.number!, rows[1]!.sys_id!])
    const all = await call(emulator, path, { as: 'admin' })
    expect((all.body as { result: unknown[] }).result).to.have.length(
      Number(all.headers.get('X-Total-Count')) - 2,
    )
    expect((await call(emulator, `${path}/${rows[0]!.sys_id}`)).status).to.equal(404)
    emulator.showRows([rows[0]!.sys_id!])
    expect((await call(emulator, `${path}/${rows[0]!.sys_id}`)).status).to.equal(200)
    emulator.showRows()
    expect((await call(emulator, `${path}/${rows[1]!.sys_id}`)).status).to.equal(200)
    expect(() => emulator.hideRows('incident', ['INC9'])).to.throw('has no record INC9')
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

  it('goes back to the switches and the plan of the first second', async () => {
    const faults = [{ match: { nth: 1 }, effect: { kind: 'status', status: 503 } }] as const
    const emulator = createEmulator({ incidents: 0, faults, switches: { 'expires-in': 60 } })
    const statuses = async (): Promise<number[]> => [
      (await call(emulator, path)).status,
      (await call(emulator, path)).status,
    ]
    expect(await statuses()).to.deep.equal([503, 200])
    emulator.faults.clear()
    Object.assign(emulator.switches, { hibernate: true, 'expires-in': 1 })
    emulator.reset()
    expect(await statuses()).to.deep.equal([503, 200])
    expect(emulator.switches).to.include({ hibernate: false, 'expires-in': 60 })
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
