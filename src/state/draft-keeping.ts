import { ownerOf } from './connection-state.js'
import type { KeptContent, RestoredContent } from './kept-draft.js'
import { mayHoldDrafts } from './kept-draft-mark.js'
import type { KeptDrafts } from './kept-drafts.js'
import type { ConnectionState, ConnectionStore } from './types.js'

/** An element in which something may be typed that must outlive a sign-in. */
export interface DraftKeeper {
  readonly kind: 'form' | 'incident' | 'panel'
  /** What would be lost if the page went now; `undefined` when nothing would. */
  read(): KeptContent | undefined
  /** Takes up what was kept, unless something was typed since. */
  restore(content: RestoredContent): void
}

export interface DraftKeeping {
  readonly connection: Pick<ConnectionStore, 'get' | 'subscribe' | 'beforeSignIn'>
  /** Proxy and instance. */
  readonly place: string
  /** sys_id of who types. */
  readonly owner: string
  readonly load: () => Promise<KeptDrafts>
  /** Whether there may be something to take up. */
  readonly mayHold?: () => boolean
}

/**
 * Keeps a draft while the page is away to sign in, and gives it back to the same person; until `signal`
 * aborts. A page that stays has its drafts still: what was kept then goes.
 */
export function lookAfterDraft(keeper: DraftKeeper, keeping: DraftKeeping, signal: AbortSignal): void {
  const { connection, place, owner, load, mayHold = mayHoldDrafts } = keeping
  const where = { place, owner, slot: takeSlot(connection, keeper.kind, signal) }
  let work: Promise<unknown> = Promise.resolve()
  let isKept = false

  /** One after the other: what is kept late must not outlive what forgets it. */
  const queue = (act: (drafts: KeptDrafts) => Promise<unknown>): Promise<unknown> => {
    // A draft that could not be kept must not keep the person from signing in.
    work = work.then(async () => act(await load())).catch(() => undefined)
    return work
  }

  connection.beforeSignIn(() => {
    const content = keeper.read()
    if (content === undefined) return work
    isKept = true
    return queue((drafts) => drafts.keep(where, content))
  }, signal)

  const unsubscribe = connection.subscribe((state) => {
    // Ahead of the click, for a network that may be gone by then.
    if (endsSoon(state)) void load().catch(() => undefined)
    if (!isKept || state.phase === 'connecting' || 'unconfirmed' in state) return
    isKept = false
    void queue((drafts) => drafts.take(where))
  })
  signal.addEventListener('abort', unsubscribe, { once: true })

  if (!mayHold()) return
  void queue(async (drafts) => {
    const content = await drafts.take(where)
    if (content === undefined) return
    if (!signal.aborted) keeper.restore(content)
    // Gone before it could take it up: the next one of its kind will.
    else if (ownerOf(connection.get()) === owner) await drafts.keep(where, content)
  })
}

function endsSoon(state: ConnectionState): boolean {
  return state.phase === 'reconnect-needed' || (state.phase === 'connected' && state.expiring !== undefined)
}

const slots = new WeakMap<object, Set<string>>()

/** `form`, and for another one on the page `form 2`: in the order of the document, so alike after a reload. */
function takeSlot(connection: object, kind: string, signal: AbortSignal): string {
  const taken = slots.get(connection) ?? new Set<string>()
  slots.set(connection, taken)
  let slot = kind
  for (let n = 2; taken.has(slot); n += 1) slot = `${kind} ${n}`
  taken.add(slot)
  signal.addEventListener('abort', () => taken.delete(slot), { once: true })
  return slot
}
