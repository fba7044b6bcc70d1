import type { SnowEventMap, SnowEventName } from '../elements/events.js'
import type { SnowError } from '../shared/errors.js'
import type { SyncStatus } from '../sync/types.js'
import type { Workspace } from '../state/types.js'
import { tellConnection, toldNothing, type ConnectionFact, type Told } from './connection-facts.js'

/** Fires a fact on the element that speaks for its workspace. */
export type Tell = <K extends SnowEventName>(type: K, detail: SnowEventMap[K]['detail']) => void

/**
 * Tells the host page the facts of one workspace, each once, however many elements share it: the element
 * that came first speaks for all, and the next one when it leaves. What was told is kept while nobody is
 * there, so that an element that comes back does not repeat it.
 */
class FactsAnnouncer {
  readonly #workspace: Workspace
  readonly #speakers = new Set<Tell>()
  #told: Told = toldNothing
  #syncStatus: SyncStatus
  #syncError: SnowError | undefined
  #stops: readonly (() => void)[] = []

  constructor(workspace: Workspace) {
    this.#workspace = workspace
    this.#syncStatus = workspace.sync.get().status
  }

  add(speaker: Tell): void {
    this.#speakers.add(speaker)
    if (this.#speakers.size === 1) this.#listen()
  }

  remove(speaker: Tell): void {
    this.#speakers.delete(speaker)
    if (this.#speakers.size > 0) return
    for (const stop of this.#stops) stop()
    this.#stops = []
  }

  get #speaker(): Tell | undefined {
    return this.#speakers.values().next().value
  }

  #listen(): void {
    const { connection, sync } = this.#workspace
    this.#stops = [
      connection.subscribe(() => this.#tellConnection()),
      sync.subscribe(() => this.#tellSync()),
      sync.handle((events) => {
        for (const event of events) this.#speaker?.('snow-sync-event', event)
      }),
    ]
    this.#tellConnection()
    this.#tellSync()
  }

  #tellConnection(): void {
    const { told, facts } = tellConnection(this.#told, this.#workspace.connection.get())
    // Before the host's listeners run: what they do to the connection must not tell the same again.
    this.#told = told
    for (const fact of facts) if (this.#speaker) tellFact(this.#speaker, fact)
  }

  #tellSync(): void {
    const { status, error } = this.#workspace.sync.get()
    const statusChanged = status !== this.#syncStatus
    const errorChanged = error !== undefined && error !== this.#syncError
    this.#syncStatus = status
    this.#syncError = error
    if (statusChanged) this.#speaker?.('snow-sync-status', { status })
    if (errorChanged) this.#speaker?.('snow-error', { error })
  }
}

/** One `switch`, because `tell` pairs each name with its own detail. */
function tellFact(tell: Tell, fact: ConnectionFact): void {
  switch (fact.type) {
    case 'snow-connected':
      return tell(fact.type, fact.detail)
    case 'snow-disconnected':
      return tell(fact.type, fact.detail)
    case 'snow-connection-expiring':
      return tell(fact.type, fact.detail)
    case 'snow-error':
      return tell(fact.type, fact.detail)
  }
}

const announcers = new WeakMap<Workspace, FactsAnnouncer>()

/** Tells the facts of a workspace by `tell`, unless another element already does; returns what ends that. */
export function speakFor(workspace: Workspace, tell: Tell): () => void {
  let announcer = announcers.get(workspace)
  if (announcer === undefined) {
    announcer = new FactsAnnouncer(workspace)
    announcers.set(workspace, announcer)
  }
  const own = announcer
  own.add(tell)
  return () => own.remove(tell)
}
