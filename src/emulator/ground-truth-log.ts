export interface LoggedRequest {
  /** Milliseconds since the epoch. */
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
  /** The effect of the fault that met this request. */
  fault?: string
}

export interface LoggedWrite {
  readonly at: number
  readonly table: string
  readonly operation: 'create' | 'update' | 'delete'
  readonly sysId: string
  readonly user: string
  /** Columns as they are stored since, journals by their text. */
  readonly changes: Readonly<Record<string, string>>
}

/** What really happened on the instance, whatever its answers said: invariants are checked against it. */
export class GroundTruthLog {
  readonly #most = 10_000
  #requests: LoggedRequest[] = []
  #writes: LoggedWrite[] = []

  get requests(): readonly Readonly<LoggedRequest>[] {
    return this.#requests
  }

  get writes(): readonly LoggedWrite[] {
    return this.#writes
  }

  addRequest(request: LoggedRequest): void {
    if (this.#requests.length >= this.#most) this.#requests = this.#requests.slice(this.#most / 2)
    this.#requests.push(request)
  }

  addWrite(write: LoggedWrite): void {
    if (this.#writes.length >= this.#most) this.#writes = this.#writes.slice(this.#most / 2)
    this.#writes.push(write)
  }

  clear(): void {
    this.#requests = []
    this.#writes = []
  }
}
