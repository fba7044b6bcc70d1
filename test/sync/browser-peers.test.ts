import { expect } from 'chai'
import { createBrowserPeers } from '../../src/sync/browser-peers.js'
import type { SyncNews } from '../../src/sync/peers.js'
import { flush } from '../support/flush.js'
import { createTestClock } from '../support/test-clock.js'

/** A promise and what settles it. */
function expectation<T = void>() {
  let meet!: (value: T) => void
  const met = new Promise<T>((resolve) => (meet = resolve))
  return { meet, met }
}

describe('createBrowserPeers', () => {
  const lives: AbortController[] = []
  let name: string

  before(function () {
    // The locks of Node are of one process and answer in another order.
    if (typeof window === 'undefined') this.skip()
  })
  beforeEach(() => (name = `peers-${crypto.randomUUID()}`))
  afterEach(() => lives.splice(0).forEach((life) => life.abort()))

  function tab(options: { hidden?: boolean } = {}) {
    const life = new AbortController()
    lives.push(life)
    const clock = createTestClock()
    const look = { hidden: options.hidden ?? false, changed: (): void => {} }
    const visibility = {
      get hidden() {
        return look.hidden
      },
      onChange: (listener: () => void) => void (look.changed = listener),
    }
    return { peers: createBrowserPeers({ name, clock, visibility }), life, clock, look }
  }

  function lead({ peers, life }: ReturnType<typeof tab>) {
    const began = expectation<AbortSignal>()
    peers.lead({ signal: life.signal, intervalMs: 5_000 }, (signal) => began.meet(signal))
    return began.met
  }

  async function waiting(count: number): Promise<void> {
    for (let turn = 0; turn < 2_000; turn += 1) {
      await flush()
      const { pending = [] } = await navigator.locks.query()
      if (pending.filter((lock) => lock.name === name).length === count) return
    }
    throw new Error('nobody waits for the lead')
  }

  it('lets one tab lead, and the next when that one leaves', async () => {
    const first = tab()
    const second = tab()
    const leading = await lead(first)
    let led = false
    const next = lead(second).then(() => (led = true))
    await waiting(1)
    expect(led).to.equal(false)
    first.life.abort()
    expect(leading.aborted).to.equal(true)
    await next
  })

  it('hands the lead to a tab that waits when it is hidden, and keeps it when none does', async () => {
    const first = tab()
    const leading = await lead(first)
    first.look.hidden = true
    first.look.changed()
    await navigator.locks.query()
    expect(leading.aborted).to.equal(false)
    const next = lead(tab())
    await waiting(1)
    first.look.changed()
    await next
    expect(leading.aborted).to.equal(true)
  })

  it('robs a frozen tab of the lead, but none that gives signs of life', async () => {
    const release = expectation()
    const robbed = navigator.locks.request(name, () => release.met).catch((error: Error) => error.name)
    const patient = tab()
    const led = lead(patient)
    await waiting(1)
    patient.clock.advance(1_000_000)
    const heard = expectation<SyncNews>()
    patient.peers.listen(heard.meet, patient.life.signal)
    tab().peers.tell({ events: [] })
    await heard.met
    patient.clock.advance(1_000_000)
    await waiting(1)
    patient.clock.advance(200_001)
    await led
    expect(await robbed).to.equal('AbortError')
    release.meet()
  })

  it('tells the other tabs, not itself', async () => {
    const first = tab()
    const second = tab()
    const heard = expectation<SyncNews>()
    second.peers.listen(heard.meet, second.life.signal)
    const own: SyncNews[] = []
    first.peers.listen((news) => own.push(news), first.life.signal)
    first.peers.tell({ events: [], completedAt: 'now' })
    expect(await heard.met).to.deep.equal({ events: [], completedAt: 'now' })
    expect(own).to.deep.equal([])
  })
})

describe('createBrowserPeers without locks', () => {
  it('lets everybody lead: the epoch of the cursor keeps order', () => {
    const signal = new AbortController().signal
    const peers = createBrowserPeers({ name: 'alone', locks: undefined })
    let led = 0
    peers.lead({ signal, intervalMs: 5_000 }, () => (led += 1))
    peers.lead({ signal, intervalMs: 5_000 }, () => (led += 1))
    expect(led).to.equal(2)
  })
})
