import type { Client } from '../client/types.js'
import type { Incident } from '../protocol/records.js'
import { toSnowError, type SnowError } from '../shared/errors.js'
import {
  afterIncidentFailed,
  afterIncidentRead,
  afterOpened,
  afterPartFailed,
  afterPartRead,
  afterRetried,
  isIncident,
  noIncident,
  type IncidentState,
} from './incident-state.js'
import { Store, type ReadableStore } from './store.js'

export interface IncidentStoreOptions {
  readonly client: {
    readonly incidents: Pick<Client['incidents'], 'get' | 'journal'>
    readonly attachments: Pick<Client['attachments'], 'list'>
  }
  /** Told of every error of a read. */
  readonly onError: (error: SnowError) => void
}

/** One incident with its journal and attachments, as the server said last. */
export interface IncidentStore extends ReadableStore<IncidentState> {
  /** Reads another incident; `known` is shown until the fresh one is there. The same id again does nothing. */
  open(id: string, known?: Incident): void
  /** Reads everything again, in place. */
  refresh(): void
  /** Takes over a version that a write or a sync brought, and reads the rest again. */
  accept(incident: Incident): void
  /** Drops what is under way. */
  stop(): void
}

/** Makes the store of one detail view. */
export function createIncidentStore(options: IncidentStoreOptions): IncidentStore {
  return new LiveIncident(options)
}

const sysIdPattern = /^[0-9a-f]{32}$/

class LiveIncident extends Store<IncidentState> implements IncidentStore {
  readonly #client: IncidentStoreOptions['client']
  readonly #onError: IncidentStoreOptions['onError']
  #reading: AbortController | undefined

  constructor({ client, onError }: IncidentStoreOptions) {
    super(noIncident)
    this.#client = client
    this.#onError = onError
  }

  open(id: string, known?: Incident): void {
    const asked = id.trim()
    if (asked === this.get().id) return
    this.stop()
    this.transition(afterOpened(asked, known))
    this.#read()
  }

  refresh(): void {
    this.transition(afterRetried(this.get()))
    this.#read()
  }

  accept(incident: Incident): void {
    if (!isIncident(this.get().incident, incident.sysId)) return
    this.transition(afterIncidentRead(this.get(), incident))
    this.#read()
  }

  stop(): void {
    this.#reading?.abort()
    this.#reading = undefined
  }

  #read(): void {
    const { id, incident } = this.get()
    this.#reading?.abort()
    if (id === '') return
    const reading = (this.#reading = new AbortController())
    const known = incident?.sysId ?? (sysIdPattern.test(id) ? id : undefined)
    if (known !== undefined) this.#readParts(known, reading)
    this.#client.incidents.get(known ?? id, { signal: reading.signal }).then(
      (read) => {
        if (this.#reading !== reading) return
        this.transition(afterIncidentRead(this.get(), read))
        if (known === undefined) this.#readParts(read.sysId, reading)
      },
      (error: unknown) => {
        if (this.#reading !== reading) return
        const failure = toSnowError(error)
        // Nothing of a record that is gone may come in late.
        if (failure.code === 'SNOW_NOT_FOUND_OR_HIDDEN') this.stop()
        this.transition(afterIncidentFailed(this.get(), failure))
        this.#onError(failure)
      },
    )
  }

  #readParts(sysId: string, reading: AbortController): void {
    const { signal } = reading
    const on = <T>(answer: Promise<T>, part: 'journal' | 'attachments', read: (items: T) => void): void => {
      answer.then(
        (items) => {
          if (this.#reading === reading) read(items)
        },
        (error: unknown) => {
          if (this.#reading !== reading) return
          const failure = toSnowError(error)
          this.transition(afterPartFailed(this.get(), part, failure))
          this.#onError(failure)
        },
      )
    }
    on(this.#client.incidents.journal(sysId, { signal }), 'journal', (items) =>
      this.transition(afterPartRead(this.get(), 'journal', items)),
    )
    on(this.#client.attachments.list('incident', sysId, { signal }), 'attachments', (items) =>
      this.transition(afterPartRead(this.get(), 'attachments', items)),
    )
  }
}
