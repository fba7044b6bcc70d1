import type { AttachmentsApi } from '../client/types.js'
import type { Attachment } from '../protocol/records.js'
import type { Clock } from '../shared/clock.js'
import { toSnowError, type SnowError } from '../shared/errors.js'
import { Rest } from './rest.js'

export interface AttachmentListLoaderOptions {
  readonly attachments: Pick<AttachmentsApi, 'listFor'>
  readonly clock: Clock
  readonly tableName: string
  /** Something of the answers to `filesOf` and `errorOf` changed. */
  readonly onChange: () => void
  readonly onError: (error: SnowError) => void
}

/** A fling passes many windows: only the one where it rests is asked for. */
const restMs = 120

/**
 * Knows the files of the records that are on screen: one request for a whole window of them, and each
 * record once.
 */
export class AttachmentListLoader {
  readonly #options: AttachmentListLoaderOptions
  readonly #files = new Map<string, readonly Attachment[]>()
  readonly #errors = new Map<string, SnowError>()
  readonly #asked = new Set<string>()
  readonly #rest: Rest
  #life = new AbortController()
  #wanted: readonly string[] = []

  constructor(options: AttachmentListLoaderOptions) {
    this.#options = options
    this.#rest = new Rest(options.clock, restMs, () => {
      void this.#load(this.#wanted.filter((id) => this.#isUnknown(id)))
    })
  }

  /** The record's files, oldest first; `undefined` while unknown. */
  filesOf(recordId: string): readonly Attachment[] | undefined {
    return this.#files.get(recordId)
  }

  errorOf(recordId: string): SnowError | undefined {
    return this.#errors.get(recordId)
  }

  /** The records on screen; those whose files are unknown are asked for once the window rests. */
  want(recordIds: readonly string[]): void {
    this.#wanted = recordIds
    if (recordIds.some((id) => this.#isUnknown(id))) this.#rest.begin()
  }

  /** Asks for one record's files now, also when that failed before. */
  async load(recordId: string): Promise<void> {
    this.#errors.delete(recordId)
    if (this.#isUnknown(recordId)) await this.#load([recordId])
  }

  /** What failed is unknown again. */
  forgetErrors(): void {
    this.#errors.clear()
  }

  /** The files of these may have changed. What is known stays until the answer is there. */
  async reload(recordIds: readonly string[]): Promise<void> {
    const known = recordIds.filter((id) => this.#files.has(id) && !this.#asked.has(id))
    if (known.length > 0) await this.#load(known)
  }

  /** Ends what is under way; what is known stays. */
  stop(): void {
    this.#rest.end()
    this.#life.abort()
    this.#life = new AbortController()
    this.#asked.clear()
  }

  clear(): void {
    this.stop()
    this.#files.clear()
    this.#errors.clear()
  }

  #isUnknown(id: string): boolean {
    return !this.#files.has(id) && !this.#asked.has(id) && !this.#errors.has(id)
  }

  async #load(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return
    const { attachments, tableName, onChange, onError } = this.#options
    const { signal } = this.#life
    for (const id of ids) this.#asked.add(id)
    try {
      const found = await attachments.listFor(tableName, ids, { signal })
      if (signal.aborted) return
      for (const id of ids) this.#files.set(id, filesOfRecord(found, id))
    } catch (error) {
      if (signal.aborted) return
      for (const id of ids) this.#errors.set(id, toSnowError(error))
      onError(toSnowError(error))
    }
    for (const id of ids) this.#asked.delete(id)
    onChange()
  }
}

function filesOfRecord(files: readonly Attachment[], recordId: string): readonly Attachment[] {
  return files
    .filter(({ recordSysId }) => recordSysId === recordId)
    .sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.sysId.localeCompare(b.sysId))
}
