import type { Outbox } from '../actions/outbox.js'
import type { Actions } from '../actions/types.js'
import { createClient } from '../client/create-client.js'
import type { Client, ClientOptions, HostToken } from '../client/types.js'
import { systemClock, type Clock } from '../shared/clock.js'
import { SnowError } from '../shared/errors.js'
import { createConfirmationStore } from './confirmation-store.js'
import { isOver, ownerOf } from './connection-state.js'
import { createConnectionStore, type Network } from './connection-store.js'
import { mayHoldDrafts } from './kept-draft-mark.js'
import type { SignedIn } from './kept-draft.js'
import { createSyncStore } from './sync-store.js'
import type { Workspace } from './types.js'

export interface WorkspaceOptions {
  readonly client: Client
  readonly clock?: Clock
  readonly network?: Network
}

/**
 * Everything that the elements of one connection share. Sync and actions are chunks of their own,
 * loaded on first use: a page that only shows a button pays for neither.
 */
export function createWorkspace({ client, ...options }: WorkspaceOptions): Workspace {
  const connection = createConnectionStore({ client, ...options })
  const confirmation = createConfirmationStore()
  const place = `${client.proxy}|${client.instance}`
  const sync = createSyncStore({
    connection,
    loadEngine: async (owner) => {
      const { createBrowserSync } = await import('../sync/create-browser-sync.js')
      return createBrowserSync({ client, place, owner, onOtherOwner: () => connection.retry(), ...options })
    },
  })

  const currentOwner = (): string | undefined => ownerOf(connection.get())
  let owner = currentOwner()
  let loading: Promise<Actions> | undefined
  let cancelSweep = (): void => {}
  sweepDrafts()
  connection.subscribe(() => {
    const before = owner
    owner = currentOwner()
    if (owner === before) return
    // What one person was asked must not be answered by the next.
    while (confirmation.get().pending !== undefined) confirmation.refuse()
    const state = connection.get()
    const signedOut = state.phase === 'disconnected' && state.reason === 'signed-out'
    if (before !== undefined && signedOut) inOutbox(workspace.actions(), (outbox) => outbox.forget(before))
    if (owner !== undefined) inOutbox(loading, (outbox) => outbox.resume())
    if (owner !== undefined || signedOut) sweepDrafts({ place, owner })
  })

  const workspace: Workspace = {
    client,
    clock: options.clock ?? systemClock,
    connection,
    confirmation,
    sync,
    actions() {
      loading ??= loadActions().catch((error: unknown) => {
        loading = undefined
        throw error
      })
      return loading
    },
  }
  return workspace

  /** Now, and when an hour has passed for what stays. A page without kept drafts loads nothing for it. */
  function sweepDrafts(signedIn?: SignedIn): void {
    if (!mayHoldDrafts()) return
    const sweep = async (): Promise<void> => {
      const { browserKeptDrafts } = await import('./kept-drafts.js')
      const dueMs = await browserKeptDrafts(workspace.clock).sweep(signedIn)
      cancelSweep()
      if (dueMs !== undefined) cancelSweep = workspace.clock.after(dueMs, () => sweepDrafts())
    }
    // What could not be loaded now is with the next person, or page.
    sweep().catch(() => {})
  }

  async function loadActions(): Promise<Actions> {
    const { createBrowserActions } = await import('../actions/create-browser-actions.js')
    const actions = createBrowserActions({
      client,
      place,
      owner: currentOwner,
      confirm: (request, options) => confirmation.confirm(request, options),
      mayWrite() {
        if (isOver(connection.get())) throw new SnowError('SNOW_RECONNECT_NEEDED', 'The session has ended')
      },
      ...options,
    })
    inOutbox(Promise.resolve(actions), (outbox) => outbox.resume())
    return actions
  }
}

/** Work on the outbox that nobody waits for: what does not succeed now does with the next start. */
function inOutbox(actions: Promise<Actions> | undefined, work: (outbox: Outbox) => Promise<unknown>): void {
  actions?.then(({ outbox }) => work(outbox)).catch(() => {})
}

/** Where the connection of an element goes, and how. */
export type Place = Pick<ClientOptions, 'proxy' | 'instance' | 'bridge' | 'direct'>

interface SharedWorkspace {
  readonly workspace: Workspace
  hostToken: HostToken | undefined
}

const shared = new Map<string, SharedWorkspace>()

/**
 * The page's one workspace for an instance behind a proxy, reached in one way; made on first use. A
 * `hostToken` is the page's, too: the one that was given last counts, for all of its elements.
 */
export function sharedWorkspace(place: Place, hostToken?: HostToken | undefined): Workspace {
  const { proxy, instance, bridge = '', direct = false } = place
  const key = JSON.stringify([proxy, instance, bridge, direct])
  const known = shared.get(key)
  if (known !== undefined) {
    const isFirst = known.hostToken === undefined && hostToken !== undefined
    known.hostToken = hostToken ?? known.hostToken
    // The session was asked for before the page could say who is there.
    if (isFirst) known.workspace.connection.retry()
    return known.workspace
  }
  const ofPage = async (): Promise<string> => (await made.hostToken?.()) ?? ''
  const client = createClient({ proxy, instance, bridge, direct, hostToken: ofPage })
  const made: SharedWorkspace = { workspace: createWorkspace({ client }), hostToken }
  shared.set(key, made)
  return made.workspace
}
