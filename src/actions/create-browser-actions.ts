import { createActions } from './create-actions.js'
import { createIdbOutboxStore } from './idb-outbox-store.js'
import { createOutbox, type OutboxOptions } from './outbox.js'
import type { ActionContext, Actions } from './types.js'

export interface BrowserActionsOptions extends Omit<OutboxOptions, 'client' | 'store'> {
  readonly client: ActionContext['client']
  readonly confirm: ActionContext['confirm']
  readonly mayWrite?: ActionContext['mayWrite']
}

/** Actions whose outbox is in IndexedDB, where there is one. */
export function createBrowserActions(options: BrowserActionsOptions): Actions {
  const { client, confirm, mayWrite } = options
  const outbox = createOutbox(
    typeof indexedDB === 'undefined' ? options : { ...options, store: createIdbOutboxStore() },
  )
  return createActions({ client, confirm, mayWrite, outbox })
}
