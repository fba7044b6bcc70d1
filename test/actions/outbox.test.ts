import { expect } from 'chai'
import { createMemoryOutboxStore, type OutboxStore } from '../../src/actions/outbox-store.js'
import { createOutbox } from '../../src/actions/outbox.js'
import type { IncidentDraft } from '../../src/client/types.js'
import type { Incident } from '../../src/protocol/records.js'
import { SnowError } from '../../src/shared/errors.js'
import { flush } from '../support/flush.js'
import { createTestClock } from '../support/test-clock.js'
import { clientWith, incidentOf, outcome } from './incidents.js'

const draft: IncidentDraft = { shortDescription: 'Printer on fire' }
const key = '6f1d1e5e-0000-4000-8000-000000000001'
const lost = new SnowError('SNOW_OUTCOME_UNKNOWN', 'lost')

/** An instance that counts its rows, and whose answers go as the test says. */
function setUp(store: OutboxStore = createMemoryOutboxStore()) {
  const clock = createTestClock()
  const world = {
    rows: [] as Incident[],
    posts: 0,
    lookUps: [] as number[],
    /** Runs instead of a good answer, once the row is there or not. */
    answer: (row: Incident): Incident => row,
    lands: true,
    visible: true,
    owner: 'abel' as string | undefined,
  }
  const lostAt = { now: 0 }
  const client = clientWith({
    async create(_draft, correlationId) {
      world.posts += 1
      lostAt.now = clock.now()
      const row = incidentOf({ sysId: String(world.posts).padStart(32, '0'), correlationId })
      if (world.lands) world.rows.push(row)
      return world.answer(row)
    },
    async findByCorrelationId(correlationId) {
      world.lookUps.push(clock.now() - lostAt.now)
      return world.visible ? world.rows.find((row) => row.correlationId === correlationId) : undefined
    },
    async get(sysId) {
      return world.rows.find((row) => row.sysId === sysId)!
    },
  })
  const open = () => createOutbox({ client, place: 'here', owner: () => world.owner, store, clock })
  /** Moves time second by second, letting each answer arrive. */
  const pass = async (seconds: number): Promise<void> => {
    await flush()
    for (let second = 0; second < seconds; second += 1) {
      clock.advance(1_000)
      await flush()
    }
  }
  return { world, clock, open, pass, store, outbox: open() }
}

const failWith = (error: unknown) => (): never => {
  throw error
}

describe('createOutbox', () => {
  it('writes the row before the first byte leaves', async () => {
    const { world, store, outbox } = setUp()
    let rowAtPost
    world.answer = (row) => {
      rowAtPost = store.find('here', 'abel', key)
      return row
    }
    const { incident, made } = await outbox.submit(draft, { key })
    expect(await rowAtPost).to.deep.include({ state: 'sending', draft })
    expect(incident.correlationId).to.equal(key)
    expect(made).to.equal(true)
    expect(await store.find('here', 'abel', key)).to.deep.include({
      state: 'sent',
      incident: incident.sysId,
      draft: undefined,
    })
  })

  for (const clicks of [2, 20]) {
    it(`files once for ${clicks} clicks`, async () => {
      const { world, outbox } = setUp()
      const all = await Promise.all(Array.from({ length: clicks }, () => outbox.submit(draft, { key })))
      expect(world.posts).to.equal(1)
      expect(new Set(all.map(({ incident }) => incident.sysId)).size).to.equal(1)
      expect((await outbox.submit(draft, { key })).made).to.equal(false)
      expect(world.posts).to.equal(1)
    })
  }

  it('files once for two tabs', async () => {
    const { world, open, outbox, pass } = setUp()
    const both = Promise.all([outbox.submit(draft, { key }), open().submit(draft, { key })])
    await pass(2)
    const [first, second] = await both
    expect(world.posts).to.equal(1)
    expect(second.incident.sysId).to.equal(first.incident.sysId)
    expect([first.made, second.made]).to.deep.equal([true, false])
  })

  it('finds a create whose answer was lost, and never sends a second one', async () => {
    const { world, outbox, pass } = setUp()
    world.answer = failWith(lost)
    const submission = outbox.submit(draft, { key })
    await pass(3)
    expect((await submission).incident.correlationId).to.equal(key)
    expect(world.posts).to.equal(1)
    expect(world.lookUps).to.deep.equal([1_000])
  })

  it('looks up at 1, 2, 4, 8, 15, 30 and 60 s, then says that it does not know', async () => {
    const { world, outbox, pass, store } = setUp()
    world.answer = failWith(lost)
    world.visible = false
    const result = outcome(outbox.submit(draft, { key }))
    await pass(61)
    expect(await result).to.equal('SNOW_OUTCOME_UNKNOWN')
    expect(world.lookUps).to.deep.equal([1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000])
    expect(await store.find('here', 'abel', key)).to.deep.include({ state: 'unknown', draft })
    const again = outcome(outbox.submit(draft, { key }))
    await pass(61)
    expect(await again).to.equal('SNOW_OUTCOME_UNKNOWN')
    expect(world.posts).to.equal(1)
  })

  for (const code of ['SNOW_TIMEOUT', 'SNOW_BAD_RESPONSE', 'SNOW_ABORTED', 'SNOW_UNEXPECTED'] as const) {
    it(`takes ${code} for an answer that was lost`, async () => {
      const { world, outbox, pass } = setUp()
      world.answer = failWith(new SnowError(code, 'x'))
      const submission = outbox.submit(draft, { key })
      await pass(1)
      expect((await submission).incident.correlationId).to.equal(key)
    })
  }

  it('gives the reason of a refusal at once, and lets the corrected submission through', async () => {
    const { world, outbox } = setUp()
    world.lands = false
    world.answer = failWith(new SnowError('SNOW_RULE_REFUSED', 'Pick a category'))
    expect(await outcome(outbox.submit(draft, { key }))).to.equal('SNOW_RULE_REFUSED')
    expect(await outbox.known(key)).to.equal(false)
    world.lands = true
    world.answer = (row) => row
    expect((await outbox.submit(draft, { key })).made).to.equal(true)
    expect(world.rows).to.have.length(1)
  })

  it('tells the second tab of the refusal that the first one met', async () => {
    const { world, open, outbox, pass } = setUp()
    world.lands = false
    let refuse = (): void => {}
    const answered = new Promise<void>((resolve) => (refuse = resolve))
    world.answer = (() => answered.then(failWith(new SnowError('SNOW_ACL_DENIED', 'no')))) as never
    const first = outcome(outbox.submit(draft, { key }))
    const second = outcome(open().submit(draft, { key }))
    await flush()
    refuse()
    await pass(2)
    expect([await first, await second]).to.deep.equal(['SNOW_ACL_DENIED', 'SNOW_ACL_DENIED'])
    expect(world.posts).to.equal(1)
  })

  it('follows to its end what a caller no longer waits for', async () => {
    const { world, outbox, store } = setUp()
    const life = new AbortController()
    const submission = outbox.submit(draft, { key, signal: life.signal })
    life.abort(new SnowError('SNOW_ABORTED', 'gone'))
    expect(await outcome(submission)).to.equal('SNOW_ABORTED')
    await flush()
    expect(world.posts).to.equal(1)
    expect((await store.find('here', 'abel', key))?.state).to.equal('sent')
  })

  it('sends nothing for a caller who has gone before', async () => {
    const { world, outbox } = setUp()
    const signal = AbortSignal.abort(new SnowError('SNOW_ABORTED', 'gone'))
    expect(await outcome(outbox.submit(draft, { key, signal }))).to.equal('SNOW_ABORTED')
    expect(world.posts).to.equal(0)
  })

  it('files although storage fails, says so, and asks the instance before it sends', async () => {
    const broken = new Proxy({} as OutboxStore, {
      get: () => () => Promise.reject(new SnowError('SNOW_STORAGE_FAILED', 'full')),
    })
    const { world, outbox, open } = setUp(broken)
    expect(outbox.durable).to.equal(true)
    await outbox.submit(draft, { key })
    expect(outbox.durable).to.equal(false)
    // The next page has forgotten the row; the instance has not.
    await open().submit(draft, { key })
    expect(world.posts).to.equal(1)
  })

  describe('resume', () => {
    it('looks up what a crash left behind, without sending anything', async () => {
      const { world, outbox, open, store } = setUp()
      const sending = { key, place: 'here', owner: 'abel', state: 'sending', startedAt: 0, draft } as const
      await store.claim({ ...sending, incident: undefined, refusal: undefined })
      expect((await outbox.resume()).map((row) => [row.key, row.state])).to.deep.equal([[key, 'unknown']])
      world.rows.push(incidentOf({ correlationId: key }))
      expect(await open().resume()).to.deep.equal([])
      expect((await store.find('here', 'abel', key))?.state).to.equal('sent')
      expect(world.posts).to.equal(0)
    })

    it('leaves the submissions of other people alone', async () => {
      const { world, outbox } = setUp()
      world.answer = failWith(lost)
      world.visible = false
      void outcome(outbox.submit(draft, { key }))
      await flush()
      world.owner = 'beth'
      const before = world.lookUps.length
      expect(await outbox.resume()).to.deep.equal([])
      world.owner = undefined
      expect(await outbox.resume()).to.deep.equal([])
      expect(world.lookUps.length).to.equal(before)
    })

    it('keeps no text of the one before, who left without signing out', async () => {
      const { world, outbox, pass, store } = setUp()
      await outbox.submit(draft, { key: 'settled' })
      world.answer = failWith(lost)
      world.visible = false
      const result = outcome(outbox.submit(draft, { key }))
      await flush()
      world.owner = 'beth'
      await outbox.resume()
      await pass(61)
      expect(await result).to.equal('SNOW_OUTCOME_UNKNOWN')
      const rows = await store.list('here')
      expect(rows.map(({ key, owner, state, draft }) => [key, owner, state, draft])).to.deep.equal([
        [key, 'abel', 'unknown', undefined],
      ])
    })

    it('does not disturb a submission that this page is working on', async () => {
      const { world, outbox, pass, store } = setUp()
      world.answer = failWith(lost)
      const submission = outbox.submit(draft, { key })
      await flush()
      await outbox.resume()
      await pass(1)
      await submission
      expect((await store.find('here', 'abel', key))?.state).to.equal('sent')
      expect(world.lookUps).to.deep.equal([1_000])
    })

    it('tidies up what has been settled for a day, and what the person has seen to', async () => {
      const { clock, outbox, store } = setUp()
      await outbox.submit(draft, { key })
      await outbox.resume()
      expect(await store.list('here')).to.have.length(1)
      clock.advance(86_400_001)
      await outbox.resume()
      expect(await store.list('here')).to.have.length(0)
      await outbox.submit(draft, { key: 'another' })
      await outbox.dismiss('another')
      expect(await store.list('here')).to.have.length(0)
    })
  })

  it('keeps no text of somebody who signed out, and still no second POST of theirs', async () => {
    const { world, outbox, store, pass } = setUp()
    await outbox.submit(draft, { key: 'settled' })
    world.answer = failWith(lost)
    world.visible = false
    const result = outcome(outbox.submit(draft, { key }))
    await pass(61)
    expect(await result).to.equal('SNOW_OUTCOME_UNKNOWN')
    await outbox.forget('abel')
    const rows = await store.list('here')
    expect(rows.map(({ key, state, draft }) => [key, state, draft])).to.deep.equal([
      [key, 'unknown', undefined],
    ])
    const again = outcome(outbox.submit(draft, { key }))
    await pass(61)
    expect(await again).to.equal('SNOW_OUTCOME_UNKNOWN')
    expect(world.posts).to.equal(2)
  })

  it('submits for nobody when nobody is signed in', async () => {
    const { world, outbox } = setUp()
    world.owner = undefined
    expect(await outcome(outbox.submit(draft, { key }))).to.equal('SNOW_NOT_CONNECTED')
    expect(world.posts).to.equal(0)
  })
})
