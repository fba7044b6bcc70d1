import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Confirm } from '../actions/types.js'
import type { ConnectedSession } from '../protocol/proxy-contract.js'
import type { Incident, JournalKind } from '../protocol/records.js'
import type { SnowError } from '../shared/errors.js'
import { sessionOf } from '../state/connection-state.js'
import {
  createComposerStore,
  emptyDraft,
  type ComposerState,
  type ComposerStore,
  type JournalDraft,
} from '../state/incident-composer-store.js'
import { noIncident, type IncidentState } from '../state/incident-state.js'
import { createIncidentStore, type IncidentStore } from '../state/incident-store.js'
import type { ConnectionState } from '../state/types.js'
import { KeptDraftController } from './kept-draft-controller.js'
import { OwnerController, type Ownership } from './owner-controller.js'
import { StoreController } from './store-controller.js'
import type { WorkspaceController } from './workspace-controller.js'

export interface IncidentControllerOptions {
  readonly connected: WorkspaceController
  readonly confirm: Confirm
  /** Another workspace, or another person: nothing of the one before may stay. */
  readonly onRenewed: (ownership: Ownership | undefined) => void
  readonly onError: (error: SnowError) => void
}

/** One incident, read for whoever is signed in, kept current by the sync, and what is being written to it. */
export class IncidentController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #options: IncidentControllerOptions
  readonly #owner: OwnerController
  readonly #incident: StoreController<IncidentState>
  readonly #drafts: StoreController<ComposerState>
  readonly #kept: KeptDraftController
  #ownership: Ownership | undefined
  #reader: IncidentStore | undefined
  #composer: ComposerStore | undefined
  #asked: { readonly id: string; readonly known: Incident | undefined } = { id: '', known: undefined }
  #wasConnected = false
  #stopped = false
  #unsync: (() => void) | undefined

  constructor(host: ReactiveControllerHost & HTMLElement, options: IncidentControllerOptions) {
    this.#host = host
    this.#options = options
    this.#incident = new StoreController<IncidentState>(host)
    this.#drafts = new StoreController<ComposerState>(host)
    this.#kept = new KeptDraftController(host, {
      kind: 'incident',
      read: () => this.#composer?.kept(),
      restore: (content) => this.#composer?.restore(content),
    })
    this.#owner = new OwnerController(host, {
      connected: options.connected,
      onChange: (ownership) => this.#renew(ownership),
      onReconnected: () => this.#composer?.reconnected(),
    })
    host.addController(this)
  }

  get connection(): ConnectionState | undefined {
    return this.#owner.connection
  }

  get state(): IncidentState {
    return this.#incident.state ?? noIncident
  }

  get draft(): JournalDraft {
    const { incident } = this.state
    return (incident && this.#drafts.state?.drafts.get(incident.sysId)) ?? emptyDraft
  }

  /** Whose data may be on screen; `undefined` while nobody is signed in. */
  get session(): ConnectedSession | undefined {
    return this.connection && sessionOf(this.connection)
  }

  /** Where ServiceNow shows the incident; `undefined` until that is known. */
  get recordUrl(): string | undefined {
    const { incident } = this.state
    if (incident === undefined || this.session === undefined) return undefined
    try {
      return this.#ownership?.workspace.client.recordUrl('incident', incident.sysId)
    } catch {
      return undefined
    }
  }

  /**
   * Shows the incident of this sys_id or number, with what is known of it until the fresh one is there.
   * False when that is the one already.
   */
  open(id: string, known: Incident | undefined): boolean {
    const isOther = id !== this.#asked.id
    this.#asked = { id, known }
    return isOther
  }

  readonly refresh = (): void => this.#reader?.refresh()

  write(text: string): void {
    const { incident } = this.state
    if (incident !== undefined) this.#composer?.write(incident.sysId, text)
  }

  choose(kind: JournalKind): void {
    const { incident } = this.state
    if (incident !== undefined) this.#composer?.choose(incident.sysId, kind)
  }

  /** Sends the draft; resolves with the incident as it became, or with `undefined` when it was not sent. */
  async send(): Promise<Incident | undefined> {
    const { incident } = this.state
    const composer = this.#composer
    const reader = this.#reader
    if (incident === undefined || composer === undefined) return undefined
    const changed = await composer.send(incident.sysId)
    if (changed !== undefined) reader?.accept(changed)
    const { error } = composer.draftOf(incident.sysId)
    if (changed === undefined && error !== undefined) this.#options.onError(error)
    return changed
  }

  hostConnected(): void {
    this.#followSync()
    if (!this.#stopped) return
    this.#stopped = false
    this.#reader?.refresh()
  }

  hostUpdate(): void {
    const isConnected = this.connection?.phase === 'connected'
    // Back after an outage: what is on screen may be old, or half read.
    if (isConnected && !this.#wasConnected && this.state.phase !== 'none') this.#reader?.refresh()
    this.#wasConnected = isConnected
    // Offline, too: what cannot be read must not leave another incident under its name.
    if (!this.#stopped) this.#reader?.open(this.#asked.id, this.#asked.known)
  }

  hostDisconnected(): void {
    this.#unsync?.()
    this.#unsync = undefined
    queueMicrotask(() => {
      // A move within the document disconnects and connects in one turn.
      if (this.#host.isConnected) return
      this.#stopped = true
      this.#reader?.stop()
    })
  }

  /** Everything anew for another workspace or person. */
  #renew(ownership: Ownership | undefined): void {
    this.#reader?.stop()
    this.#ownership = ownership
    const workspace = ownership?.workspace
    const { confirm, onError } = this.#options
    this.#reader = workspace && createIncidentStore({ client: workspace.client, onError })
    this.#composer = workspace && createComposerStore({ actions: () => workspace.actions(), confirm })
    this.#incident.follow(this.#reader)
    this.#drafts.follow(this.#composer)
    this.#kept.follow(ownership)
    this.#followSync()
    this.#options.onRenewed(ownership)
  }

  #followSync(): void {
    this.#unsync?.()
    this.#unsync = this.#host.isConnected
      ? this.#ownership?.workspace.sync.handle((events) => {
          for (const { incident } of events) this.#onSynced(incident)
        })
      : undefined
  }

  #onSynced(incident: Incident): void {
    const { incident: shown } = this.state
    if (shown?.sysId === incident.sysId && incident.modCount > shown.modCount) this.#reader?.accept(incident)
  }
}
