import { expect } from 'chai'
import { lookAfterDraft, type DraftKeeper } from '../../src/state/draft-keeping.js'
import type { KeptContent, RestoredContent } from '../../src/state/kept-draft.js'
import type { DraftPlace, KeptDrafts } from '../../src/state/kept-drafts.js'
import type { ConnectionState } from '../../src/state/types.js'
import { flush } from '../support/flush.js'
import { ScriptedConnection } from '../support/scripted-workspace.js'
import { instance, sessionOfUser } from './sessions.js'

const session = sessionOfUser('abel')
const owner = session.user.sysId
const place = 'https://sn.example|prod'
const dead: ConnectionState = { phase: 'reconnect-needed', session, reason: 'expired' }
const connected: ConnectionState = { phase: 'connected', session }
const signingIn: ConnectionState = { phase: 'connecting', instance, by: 'redirect', startedAt: 1, session }

/** A connection whose sign-ins the test begins. */
class Connection extends ScriptedConnection {
  readonly works = new Set<() => Promise<unknown>>()
  override beforeSignIn(work: () => Promise<unknown>, signal: AbortSignal): void {
    this.works.add(work)
    signal.addEventListener('abort', () => this.works.delete(work))
  }
  async begin(): Promise<void> {
    this.become(signingIn)
    await Promise.all([...this.works].map((work) => work()))
  }
}

/** Kept drafts that live as long as the test. */
function createShelf() {
  const shelf = new Map<string, RestoredContent>()
  const keyOf = ({ owner, slot }: DraftPlace): string => `${owner} ${slot}`
  const drafts: KeptDrafts = {
    keep: async (where, content) => void shelf.set(keyOf(where), { ...content, lost: false }),
    async take(where) {
      const found = shelf.get(keyOf(where))
      shelf.delete(keyOf(where))
      return found
    },
    sweep: async () => undefined,
  }
  return { shelf, drafts }
}

const typed = (text: string): KeptContent => ({ text, files: [] })

/** One page with an element in which `text` is typed. */
function page({ shelf, drafts }: ReturnType<typeof createShelf>, state = connected, who = owner) {
  const connection = new Connection(state)
  const element = { content: undefined as KeptContent | undefined, restored: [] as unknown[] }
  const keeper: DraftKeeper = {
    kind: 'form',
    read: () => element.content,
    restore: ({ text }) => element.restored.push(text),
  }
  const life = new AbortController()
  let loads = 0
  const load = async (): Promise<KeptDrafts> => {
    loads += 1
    return drafts
  }
  const begin = (signal = life.signal): void =>
    lookAfterDraft(keeper, { connection, place, owner: who, load, mayHold: () => shelf.size > 0 }, signal)
  begin()
  return { connection, element, life, begin, loads: () => loads }
}

describe('lookAfterDraft', () => {
  it('keeps what is typed when the page leaves, and gives it back to the same person', async () => {
    const shelf = createShelf()
    const before = page(shelf, dead)
    before.element.content = typed('half a sentence')
    await before.connection.begin()
    expect(shelf.shelf.size).to.equal(1)
    const after = page(shelf)
    await flush()
    expect(after.element.restored).to.deep.equal(['half a sentence'])
    expect(shelf.shelf.size, 'once restored it is kept no longer').to.equal(0)
  })

  it('gives another person nothing', async () => {
    const shelf = createShelf()
    const before = page(shelf, dead)
    before.element.content = typed('of Abel')
    await before.connection.begin()
    const after = page(shelf, connected, 'beth')
    await flush()
    expect(after.element.restored).to.deep.equal([])
  })

  for (const [name, next] of [
    ['has succeeded', connected],
    ['was cancelled', dead],
    ['has failed', { phase: 'failed', error: new Error('x') as never, instance, session }],
  ] as const) {
    it(`keeps nothing once a sign-in in a window ${name}: the page is here, and what was typed with it`, async () => {
      const shelf = createShelf()
      const { connection, element } = page(shelf, dead)
      element.content = typed('x')
      await connection.begin()
      connection.become(next)
      await flush()
      expect(shelf.shelf.size).to.equal(0)
      expect(element.restored).to.deep.equal([])
    })
  }

  it('keeps it while the page is put away, until it is back', async () => {
    const shelf = createShelf()
    const { connection, element } = page(shelf, dead)
    element.content = typed('x')
    await connection.begin()
    connection.become({ ...dead, unconfirmed: true })
    await flush()
    expect(shelf.shelf.size, 'away').to.equal(1)
    connection.become(dead)
    await flush()
    expect(shelf.shelf.size, 'back as it was').to.equal(0)
  })

  it('forgets also what is still being kept when the sign-in ends at once', async () => {
    const shelf = createShelf()
    const { connection, element } = page(shelf, dead)
    element.content = typed('x')
    const begun = connection.begin()
    connection.become(dead)
    await begun
    await flush()
    expect(shelf.shelf.size).to.equal(0)
  })

  it('loads nothing for a page on which nothing is typed and all is well', async () => {
    const { connection, loads } = page(createShelf())
    await connection.begin()
    connection.become(connected)
    await flush()
    expect(loads()).to.equal(0)
  })

  it('loads ahead what a sign-in may soon need, as the network may be gone by then', async () => {
    const { connection, loads } = page(createShelf())
    connection.become({ ...connected, expiring: 3, expiryNotice: 3 })
    expect(loads()).to.equal(1)
  })

  it('keeps nobody from signing in when keeping fails', async () => {
    const shelf = createShelf()
    const { connection, element } = page(shelf, dead)
    shelf.drafts.keep = () => Promise.reject(new Error('a full disk'))
    element.content = typed('x')
    await connection.begin()
  })

  it('tells two of a kind apart, and leaves the place of one that is gone to the next', async () => {
    const shelf = createShelf()
    const { connection, element, life, begin } = page(shelf, dead)
    begin(new AbortController().signal)
    element.content = typed('x')
    await connection.begin()
    expect([...shelf.shelf.keys()]).to.deep.equal([`${owner} form`, `${owner} form 2`])
    life.abort()
    expect(connection.works.size).to.equal(1)
    begin(new AbortController().signal)
    await connection.begin()
    expect(shelf.shelf.size).to.equal(2)
  })

  it('puts back what an element was gone too early for', async () => {
    const shelf = createShelf()
    shelf.shelf.set(`${owner} form`, { ...typed('x'), lost: false })
    const { element, life } = page(shelf)
    life.abort()
    await flush()
    expect(element.restored).to.deep.equal([])
    expect(shelf.shelf.size).to.equal(1)
  })
})
