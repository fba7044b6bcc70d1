export interface LoggedRequest {
  /** Place in the log, from 1; requests and writes count together. */
  readonly id: number
  /** Milliseconds since the epoch, on the instance's clock. */
  readonly at: number
  readonly method: string
  readonly path: string
  /** Query string with its question mark, or `''`. */
  readonly search: string
  readonly transactionId: string
  /** Who the request was authenticated as, `''` for nobody. */
  user: string
  /** Status of the answer; 0 while there is none and when a fault took it away. */
  status: number
  /** How long the answer took on the instance's clock; absent while there is none. */
  durationMs?: number
  /** The effect of the fault that met this request. */
  fault?: string
}

export interface LoggedWrite {
  readonly id: number
  /** When the instance committed it: the time that `sys_updated_on` tells. */
  readonly at: number
  /** When others see it: later than `at` when the commit was delayed. */
  readonly visibleAt: number
  readonly table: string
  readonly operation: 'create' | 'update' | 'delete'
  readonly sysId: string
  readonly user: string
  /** Columns as they are stored since, journals by their text. */
  readonly changes: Readonly<Record<string, string>>
}

/** Several records that were created with the same value, where there should be one. */
export interface Duplicate {
  readonly value: string
  readonly sysIds: readonly string[]
}

const defaultLimit = 10_000

/** What really happened on the instance, whatever its answers said: invariants are checked against it. */
export class GroundTruthLog {
  /** How many requests, and how many writes, are kept at most; the older half goes when it is reached. */
  readonly limit: number
  /** How many entries are gone because of the limit. */
  dropped = 0
  /** Milliseconds by which writes become visible late while this is set. */
  visibleAfterMs = 0
  #requests: LoggedRequest[] = []
  #writes: LoggedWrite[] = []
  #lastId = 0

  constructor(limit = defaultLimit) {
    this.limit = Math.max(2, limit)
  }

  get requests(): readonly Readonly<LoggedRequest>[] {
    return this.#requests
  }

  get writes(): readonly LoggedWrite[] {
    return this.#writes
  }

  /** Id of the newest entry, 0 when there is none. */
  get lastId(): number {
    return this.#lastId
  }

  /** Adds a request and returns its entry, to be completed when it is answered. */
  addRequest(request: Omit<LoggedRequest, 'id'>): LoggedRequest {
    const entry: LoggedRequest = { id: ++this.#lastId, ...request }
    this.#requests = this.#withRoom(this.#requests)
    this.#requests.push(entry)
    return entry
  }

  addWrite(write: Omit<LoggedWrite, 'id' | 'visibleAt'>): void {
    this.#writes = this.#withRoom(this.#writes)
    this.#writes.push({ id: ++this.#lastId, ...write, visibleAt: write.at + this.visibleAfterMs })
  }

  /** Writes to a table in the order of their commits. */
  writesTo(table: string, operation?: LoggedWrite['operation']): readonly LoggedWrite[] {
    return this.#writes.filter(
      (write) => write.table === table && (operation === undefined || write.operation === operation),
    )
  }

  /** Requests whose path with its query contains `text`, by method when one is given. */
  requestsTo(text: string, method?: string): readonly Readonly<LoggedRequest>[] {
    return this.#requests.filter(
      (request) =>
        `${request.path}${request.search}`.includes(text) &&
        (method === undefined || request.method === method.toUpperCase()),
    )
  }

  /** Values of a column with which more than one record was created: an idempotent client leaves none. */
  duplicates(table: string, column = 'correlation_id'): readonly Duplicate[] {
    const byValue = new Map<string, string[]>()
    for (const { sysId, changes } of this.writesTo(table, 'create')) {
      const value = changes[column] ?? ''
      if (value === '') continue
      byValue.set(value, [...(byValue.get(value) ?? []), sysId])
    }
    return [...byValue]
      .filter(([, sysIds]) => sysIds.length > 1)
      .map(([value, sysIds]) => ({ value, sysIds }))
  }

  /** Requests that no answer went out for: still under way, reset or stalled. */
  unanswered(): readonly Readonly<LoggedRequest>[] {
    return this.#requests.filter(({ status }) => status === 0)
  }

  /** Entries newer than the one with this id. */
  since(id: number): Pick<GroundTruthLog, 'requests' | 'writes'> {
    return { requests: after(this.#requests, id), writes: after(this.#writes, id) }
  }

  clear(): void {
    this.#requests = []
    this.#writes = []
    this.dropped = 0
  }

  #withRoom<Entry>(entries: Entry[]): Entry[] {
    if (entries.length < this.limit) return entries
    const kept = entries.slice(Math.ceil(this.limit / 2))
    this.dropped += entries.length - kept.length
    return kept
  }
}

/** Ids grow, so that only the newest need be looked at. */
function after<Entry extends { readonly id: number }>(entries: readonly Entry[], id: number): Entry[] {
  const first = entries.findLastIndex((entry) => entry.id <= id)
  return entries.slice(first + 1)
}
