import type { Client } from '../client/types.js'
import type { Clock } from '../shared/clock.js'
import { toSnowError, type SnowError } from '../shared/errors.js'
import { noArchive, type ArchiveRequest, type ArchiveState, type MissingFile } from './archive-state.js'
import { collectArchive } from './collect-archive.js'
import { safeName } from './archive-names.js'
import { packArchive } from './pack-archive.js'
import { Store, type ReadableStore } from './store.js'

/** What the archive says, in the person's language. */
export interface ArchiveWords {
  /** Name of a file that tells what is missing. */
  readonly reportName: string
  readonly report: (missing: readonly MissingFile[]) => string
}

export interface ArchiveOptions {
  readonly client: Pick<Client, 'attachments' | 'incidents'>
  readonly clock: Clock
  readonly words: () => ArchiveWords
  /** Gives the bytes to the person as a file. */
  readonly save: (blob: Blob, fileName: string) => void
  readonly onError: (error: SnowError) => void
}

/** Files of several incidents as one zip; one at a time. */
export interface ArchiveStore extends ReadableStore<ArchiveState> {
  /** Packs and saves what is wanted; ends what was being packed. */
  start(request: ArchiveRequest): Promise<void>
  /** Ends what is under way, or takes its outcome from the screen. */
  dismiss(): void
}

export function createArchiveStore(options: ArchiveOptions): ArchiveStore {
  return new LiveArchive(options)
}

class LiveArchive extends Store<ArchiveState> implements ArchiveStore {
  readonly #options: ArchiveOptions
  #life = new AbortController()

  constructor(options: ArchiveOptions) {
    super(noArchive)
    this.#options = options
  }

  async start(request: ArchiveRequest): Promise<void> {
    this.dismiss()
    const { signal } = this.#life
    this.transition({ phase: 'collecting' })
    try {
      const outcome = await this.#pack(request, signal)
      if (!signal.aborted) this.transition(outcome)
    } catch (thrown) {
      if (signal.aborted) return
      const error = toSnowError(thrown)
      this.transition({ phase: 'failed', error })
      this.#options.onError(error)
    }
  }

  dismiss(): void {
    this.#life.abort()
    this.#life = new AbortController()
    if (this.get().phase !== 'idle') this.transition(noArchive)
  }

  async #pack(request: ArchiveRequest, signal: AbortSignal): Promise<ArchiveState> {
    const { client, words, save } = this.#options
    const { reportName, report } = words()
    const collected = await collectArchive(request, { client, signal, reportName })
    if (collected === undefined) return { phase: 'too-much' }
    const { entries, folders, reportPath } = collected
    if (entries.length === 0) return { phase: 'empty' }
    const show = ({ done, bytes }: { readonly done: number; readonly bytes: number }): void => {
      if (!signal.aborted) this.transition({ phase: 'packing', done, count: entries.length, bytes })
    }
    show({ done: 0, bytes: 0 })
    const { zip, count, missing } = await packArchive(entries, {
      download: (sysId, options) => client.attachments.download(sysId, options),
      signal,
      onProgress: show,
      report: (files) => ({ path: reportPath, text: report(files) }),
    })
    save(zip, this.#nameOf(folders))
    return { phase: 'saved', count, missing }
  }

  #nameOf(folders: readonly string[]): string {
    const [only, ...others] = folders
    if (only !== undefined && others.length === 0) return `${safeName(only)}.zip`
    return `attachments-${new Date(this.#options.clock.now()).toISOString().slice(0, 10)}.zip`
  }
}
