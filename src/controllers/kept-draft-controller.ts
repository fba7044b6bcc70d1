import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { lookAfterDraft, type DraftKeeper } from '../state/draft-keeping.js'
import type { KeptDrafts } from '../state/kept-drafts.js'
import type { Clock } from '../shared/clock.js'
import type { Ownership } from './owner-controller.js'

/** Lets what is typed into the host outlive a sign-in, as long as the host is on the page. */
export class KeptDraftController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #keeper: DraftKeeper
  #ownership: Ownership | undefined
  #life: AbortController | undefined

  constructor(host: ReactiveControllerHost & HTMLElement, keeper: DraftKeeper) {
    this.#host = host
    this.#keeper = keeper
    host.addController(this)
  }

  /** Begins anew for a workspace, or for another person signed in to it. */
  follow(ownership: Ownership | undefined): void {
    this.#stop()
    this.#ownership = ownership
    this.#start()
  }

  hostConnected(): void {
    this.#start()
  }

  hostDisconnected(): void {
    queueMicrotask(() => {
      // A move within the document is no leave.
      if (!this.#host.isConnected) this.#stop()
    })
  }

  #start(): void {
    if (this.#life !== undefined || this.#ownership === undefined || !this.#host.isConnected) return
    this.#life = new AbortController()
    const { workspace, owner } = this.#ownership
    const { client, connection, clock } = workspace
    const place = `${client.proxy}|${client.instance}`
    lookAfterDraft(this.#keeper, { connection, place, owner, load: () => load(clock) }, this.#life.signal)
  }

  #stop(): void {
    this.#life?.abort()
    this.#life = undefined
  }
}

async function load(clock: Clock): Promise<KeptDrafts> {
  const { browserKeptDrafts } = await import('../state/kept-drafts.js')
  return browserKeptDrafts(clock)
}
