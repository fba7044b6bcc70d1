import type { Client } from '../client/types.js'
import { createBrowserPeers } from './browser-peers.js'
import { createSyncEngine, type SyncEngineOptions } from './create-sync-engine.js'
import { createIdbCursorStore } from './idb-cursor-store.js'
import type { Visibility } from './schedule.js'
import type { SyncEngine } from './types.js'

export interface BrowserSyncOptions extends Omit<SyncEngineOptions, 'client' | 'key' | 'stillOwner'> {
  readonly client: Client
  /** Proxy and instance. */
  readonly place: string
  /** sys_id of the user whose sync this is. */
  readonly owner: string
  /** Called when it turns out that somebody else is signed in; nothing of theirs was delivered. */
  readonly onOtherOwner?: () => void
}

/** The engine with what a browser has: IndexedDB for the cursor, one leading tab, rest while hidden. */
export function createBrowserSync(options: BrowserSyncOptions): SyncEngine {
  const { client, place, owner, onOtherOwner, ...rest } = options
  const key = `${place}|${owner}`
  const visibility = rest.visibility ?? pageVisibility()
  return createSyncEngine({
    peers: createBrowserPeers({ name: `snowline-sync ${key}`, clock: rest.clock, visibility }),
    ...(typeof indexedDB !== 'undefined' && { store: createIdbCursorStore() }),
    ...(visibility && { visibility }),
    ...rest,
    client,
    key,
    async stillOwner(signal) {
      const session = await client.session.read({ signal })
      const same = session.connected && session.user.sysId === owner
      if (!same) onOtherOwner?.()
      return same
    },
  })
}

function pageVisibility(): Visibility | undefined {
  if (typeof document === 'undefined') return undefined
  return {
    get hidden() {
      return document.hidden
    },
    onChange: (listener, signal) => document.addEventListener('visibilitychange', listener, { signal }),
  }
}
