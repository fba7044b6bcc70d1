import type { Client } from '../client/types.js'
import type { RequestItem } from '../protocol/records.js'
import { toSnowError, type SnowError } from '../shared/errors.js'
import { Store, type ReadableStore } from './store.js'
import type { ConnectionStore } from './types.js'

/** The catalogue requests of the signed-in person, as far as they were read. */
export interface RequestsState {
  readonly items: readonly RequestItem[] | undefined
  readonly loading: boolean
  readonly error: SnowError | undefined
}

export const noRequestsYet: RequestsState = Object.freeze({
  items: undefined,
  loading: false,
  error: undefined,
})

export interface RequestsStore extends ReadableStore<RequestsState> {
  /** Reads the list, again if need be; what was read before stays until the answer is there. */
  load(): void
  /** Ends the read that is under way. */
  stop(): void
}

export interface RequestsStoreOptions {
  readonly client: Pick<Client, 'requests'>
  readonly connection: Pick<ConnectionStore, 'report'>
}

export function createRequestsStore(options: RequestsStoreOptions): RequestsStore {
  return new Requests(options)
}

class Requests extends Store<RequestsState> implements RequestsStore {
  readonly #options: RequestsStoreOptions
  #request: AbortController | undefined

  constructor(options: RequestsStoreOptions) {
    super(noRequestsYet)
    this.#options = options
  }

  load(): void {
    this.#request?.abort()
    const request = new AbortController()
    this.#request = request
    this.transition({ ...this.get(), loading: true, error: undefined })
    const { client, connection } = this.#options
    client.requests.mine({ signal: request.signal }).then(
      (items) => {
        if (this.#request === request) this.transition({ items, loading: false, error: undefined })
      },
      (error: unknown) => {
        if (this.#request !== request) return
        connection.report(error)
        this.transition({ ...this.get(), loading: false, error: toSnowError(error) })
      },
    )
  }

  stop(): void {
    this.#request?.abort()
    this.#request = undefined
    if (this.get().loading) this.transition({ ...this.get(), loading: false })
  }
}
