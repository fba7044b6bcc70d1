import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { settle, userSysId, whoAmI } from './access.js'
import {
  type Answer,
  call,
  type CallOptions,
  createTestClock,
  emulatorAt,
  list,
  type TestClock,
} from './call.js'

const path = '/api/now/table/incident?sysparm_limit=4'
// On the hour, when counting starts afresh.
const noon = Date.UTC(2026, 10, 20, 12)

function addLimit(emulator: Emulator, limit: number, changes: Record<string, string> = {}): string {
  const rule = { name: 'Limit', rest_api: 'now/table', type: 'all', request_limit: String(limit) }
  return emulator.asUser('admin').create('sys_rate_limit_rules', { ...rule, ...changes }).sys_id!
}

describe('rate limits of the emulator', () => {
  let clock: TestClock
  let emulator: Emulator
  beforeEach(() => {
    clock = createTestClock(noon)
    emulator = emulatorAt(clock, { incidents: 8, switches: { 'rate-limit-lateness': 0 } })
  })
  const statuses = async (times: number, options: CallOptions = {}): Promise<number[]> => {
    const seen: number[] = []
    for (let time = 0; time < times; time++) seen.push((await call(emulator, path, options)).status)
    return seen
  }

  it('says nothing where no rule matches', async () => {
    const names = [...(await call(emulator, path)).headers.keys()].join()
    expect(names).not.to.match(/ratelimit|retry-after/)
  })

  it('answers 429 with the words of the instance, until the hour is over', async () => {
    const rule = addLimit(emulator, 2)
    clock.advance(600_000)
    expect(await statuses(2)).to.deep.equal([200, 200])
    const answer = await call(emulator, path)
    expect(answer.status).to.equal(429)
    expect(answer.body).to.deep.equal({
      error: {
        message: 'Rate limit exceeded',
        detail: 'Rate limit of 2 requests per hour for Table API exceeded',
      },
      status: 'failure',
    })
    expect(answer.headers.get('X-RateLimit-Limit')).to.equal('2')
    expect(answer.headers.get('X-RateLimit-Reset')).to.equal(String(noon / 1000 + 3600))
    expect(answer.headers.get('X-RateLimit-Rule')).to.equal(rule)
    expect(answer.headers.get('Retry-After')).to.equal('3000')
    expect(await statuses(1, { as: 'david.loo' }), 'each person counts alone').to.deep.equal([200])
    expect((await call(emulator, whoAmI)).headers.has('X-RateLimit-Limit'), 'another API').to.equal(false)
    clock.advance(3_000_000)
    const again = await call(emulator, path)
    expect([again.status, again.headers.has('Retry-After')]).to.deep.equal([200, false])
    expect(again.headers.get('X-RateLimit-Limit')).to.equal('2')
  })

  it('prefers the rule of a user, then of a role, then of all, and the lowest of two', async () => {
    const [itil] = await list(emulator, 'sys_user_role', { sysparm_query: 'name=itil' }, { as: 'admin' })
    const limitOf = async (as: string): Promise<string | null> =>
      (await call(emulator, path, { as })).headers.get('X-RateLimit-Limit')
    addLimit(emulator, 10)
    expect(await limitOf('beth.anglin')).to.equal('10')
    addLimit(emulator, 30, { type: 'role', role: itil!.sys_id! })
    addLimit(emulator, 20, { type: 'role', role: itil!.sys_id! })
    expect(await limitOf('beth.anglin')).to.equal('20')
    expect(await limitOf('abel.tuter')).to.equal('10')
    addLimit(emulator, 100, { type: 'user', user: await userSysId(emulator, 'beth.anglin') })
    expect(await limitOf('beth.anglin')).to.equal('100')
    addLimit(emulator, 1, { active: 'false' })
    expect(await limitOf('abel.tuter')).to.equal('10')
  })

  it('enforces a limit late: counts are committed every 30 s', async () => {
    emulator.switches['rate-limit-lateness'] = 30
    addLimit(emulator, 2)
    expect(await statuses(5)).to.deep.equal([200, 200, 200, 200, 200])
    clock.advance(29_999)
    expect(await statuses(1)).to.deep.equal([200])
    clock.advance(1)
    expect(await statuses(1)).to.deep.equal([429])
  })

  it('limits every API by a switch alone, and forgets with a reset', async () => {
    emulator.switches['rate-limit'] = 1
    expect(await statuses(2)).to.deep.equal([200, 429])
    expect((await call(emulator, whoAmI)).status).to.equal(200)
    emulator.reset()
    emulator.switches['rate-limit'] = 1
    emulator.switches['rate-limit-lateness'] = 0
    expect(await statuses(2)).to.deep.equal([200, 429])
  })

  it('limits the Knowledge API to 500 an hour for those who are not signed in', async () => {
    const articles = '/api/sn_km_api/knowledge/articles?limit=1'
    const visitor = await call(emulator, articles, { as: '' })
    expect(visitor.headers.get('X-RateLimit-Limit')).to.equal('500')
    const external = await call(emulator, articles, { as: 'nora.external' })
    expect(external.headers.get('X-RateLimit-Limit')).to.equal('500')
    expect((await call(emulator, articles)).headers.has('X-RateLimit-Limit')).to.equal(false)
  })
})

describe('transaction quotas of the emulator', () => {
  const cancelled = {
    error: {
      detail: 'Transaction cancelled: maximum execution time exceeded. Check logs for error trace.',
      message: 'Transaction cancelled: maximum execution time exceeded',
    },
    status: 'failure',
  }

  it('cancels with an error under 500, after the write', async () => {
    const emulator = createEmulator({ incidents: 3, switches: { 'transaction-cancel': '500' } })
    const writes = emulator.log.writes.length
    const answer = await call(emulator, '/api/now/table/incident', { json: { short_description: 'Lost?' } })
    expect(answer.status).to.equal(500)
    expect(answer.body).to.deep.equal(cancelled)
    expect(emulator.log.writes.length).to.equal(writes + 1)
    expect((await call(emulator, whoAmI)).status, 'an API without quota').to.equal(200)
  })

  it('cuts a list short under 200: no JSON, an error after some rows', async () => {
    const emulator = createEmulator({ incidents: 8, switches: { 'transaction-cancel': '200' } })
    const answer = await call(emulator, path)
    expect(answer.status).to.equal(200)
    expect(answer.body, 'invalid JSON').to.equal(undefined)
    expect(answer.text).to.match(/^\{"result":\[\{.*\}""\],"error":\{"detail":"Transaction cancelled/)
    const mended = JSON.parse(answer.text.replace('""]', ']')) as { result: unknown[] }
    expect(mended).to.deep.include(cancelled)
    expect(mended.result).to.have.length(2)
    const [row] = mended.result as { sys_id: string }[]
    const single = await call(emulator, `/api/now/table/incident/${row!.sys_id}`)
    expect(single.status, 'a record is not streamed').to.equal(500)
    const empty = await call(emulator, `${path}&sysparm_query=number=none`)
    expect([empty.status, empty.body], 'no row yet').to.deep.equal([200, undefined])
  })

  it('gives the Table API 60 s of the instance’s time', async () => {
    const clock = createTestClock(noon)
    const emulator = emulatorAt(clock, { incidents: 3, switches: { 'transaction-cancel': '500' } })
    const waiting = async (seconds: number, pathOf = path): Promise<{ seconds: number; status: number }> => {
      emulator.switches['transaction-seconds'] = seconds
      const startedAt = clock.now()
      let answer: Answer | undefined
      const done = call(emulator, pathOf).then((each) => (answer = each))
      for (let second = 0; second < 400 && answer === undefined; second++) {
        await settle()
        if (answer === undefined) clock.advance(1000)
      }
      return { status: (await done).status, seconds: Math.floor((clock.now() - startedAt) / 1000) }
    }
    expect((await waiting(60)).status).to.equal(200)
    const over = await waiting(61)
    expect(over.status).to.equal(500)
    // The clock of this test runs on while the answer is on its way, which takes some browsers a few turns.
    expect(over.seconds).to.be.within(60, 70)
    emulator.switches['transaction-cancel'] = 'off'
    expect((await waiting(300)).status).to.equal(200)
  })

  it('gives a batch 30 s', async () => {
    const clock = createTestClock(noon)
    const switches = { 'transaction-cancel': '500', 'transaction-seconds': 31 } as const
    const emulator = emulatorAt(clock, { incidents: 1, switches })
    const json = { batch_request_id: '1', rest_requests: [] }
    const answer = call(emulator, '/api/now/v1/batch', { json })
    await settle()
    clock.advance(30_000)
    expect((await answer).status).to.equal(500)
  })

  it('keeps the quotas as rows that an admin changes', async () => {
    const emulator = createEmulator({ incidents: 3, switches: { 'transaction-cancel': '500' } })
    const parameters = { sysparm_fields: 'rest_api,maximum_duration,sys_id' }
    emulator.switches['transaction-cancel'] = 'off'
    const rows = await list(emulator, 'sysrule_quota', parameters, { as: 'admin' })
    const quotas = Object.fromEntries(rows.map((row) => [row.rest_api, row.maximum_duration]))
    expect(quotas).to.deep.equal({
      'now/table': '60',
      'now/stats': '60',
      'now/attachment': '60',
      'now/import': '60',
      'now/batch': '30',
      ui: '298',
    })
    emulator.switches['transaction-cancel'] = '500'
    const table = rows.find((row) => row.rest_api === 'now/table')!
    emulator.asUser('admin').update('sysrule_quota', table.sys_id!, { active: 'false' })
    expect((await call(emulator, path)).status).to.equal(200)
  })
})

describe('semaphores of the emulator', () => {
  it('runs so many at once, lets others wait, and sends the rest away with a page', async () => {
    const clock = createTestClock(noon)
    const emulator = emulatorAt(clock, {
      incidents: 1,
      switches: { semaphores: 1, 'semaphore-queue': 1, 'transaction-seconds': 2 },
    })
    const three = [1, 2, 3].map(() => call(emulator, path))
    const refused = await three[2]!
    expect([refused.status, refused.headers.get('Content-Type')?.slice(0, 9)]).to.deep.equal([
      429,
      'text/html',
    ])
    emulator.switches['semaphore-overflow'] = '503'
    expect((await call(emulator, path)).status).to.equal(503)
    clock.advance(2000)
    expect((await three[0]!).headers.get('Server-Timing')).to.contain('sem_wait;dur=0')
    await settle()
    clock.advance(2000)
    const second = await three[1]!
    expect(second.status).to.equal(200)
    expect(second.headers.get('Server-Timing')).to.contain('sem_wait;dur=2000')
    emulator.switches['transaction-seconds'] = 0
    expect((await call(emulator, path)).status).to.equal(200)
  })
})
