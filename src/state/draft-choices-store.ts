import type { Client } from '../client/types.js'
import type { Choice } from '../protocol/records.js'
import { Store, type ReadableStore } from './store.js'
import type { ConnectionStore } from './types.js'

export interface DraftChoicesState {
  readonly phase: 'unread' | 'loading' | 'loaded' | 'failed'
  readonly categories: readonly Choice[]
}

/** The categories that the instance offers. A form works without them: they only ever help. */
export interface DraftChoicesStore extends ReadableStore<DraftChoicesState> {
  /** Reads them unless they are there or on their way. */
  ensure(): Promise<void>
}

export function createDraftChoicesStore(
  client: Pick<Client, 'incidents'>,
  connection: Pick<ConnectionStore, 'report'>,
): DraftChoicesStore {
  return new DraftChoices(client, connection)
}

class DraftChoices extends Store<DraftChoicesState> implements DraftChoicesStore {
  readonly #client: Pick<Client, 'incidents'>
  readonly #connection: Pick<ConnectionStore, 'report'>

  constructor(client: Pick<Client, 'incidents'>, connection: Pick<ConnectionStore, 'report'>) {
    super({ phase: 'unread', categories: [] })
    this.#client = client
    this.#connection = connection
  }

  async ensure(): Promise<void> {
    const { phase } = this.get()
    if (phase === 'loading' || phase === 'loaded') return
    this.transition({ phase: 'loading', categories: [] })
    try {
      const categories = await this.#client.incidents.choices('category')
      this.transition({ phase: 'loaded', categories })
    } catch (error) {
      this.#connection.report(error)
      this.transition({ phase: 'failed', categories: [] })
    }
  }
}
