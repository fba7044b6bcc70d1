import type { Client } from '../client/types.js'
import type { Attachment } from '../protocol/records.js'
import { previewKindOf } from './attachment-file-kind.js'
import type { Picture } from './attachment-file-state.js'
import { readPicture, type DecodePicture } from './read-picture.js'

export interface ThumbnailOptions {
  readonly download: Client['attachments']['download']
  readonly decode: DecodePicture
  /** A small picture is there. */
  readonly onChange: () => void
}

/** Sharp at twice the density; 37 kB of memory each. */
const bounds = { largestSide: 96, mostPixels: 25_000_000 }
/** Larger files wait for a click: a list must not cost megabytes. */
const largestBytes = 1_500_000
const mostAtOnce = 2
/** Those that were seen last are kept, so that scrolling back costs nothing. */
const mostKept = 48

/**
 * Small pictures for the rows in view of a list of any length: few are read at a time, what is scrolled
 * away meanwhile is not waited for, and only the last ones are kept.
 */
export class ThumbnailStore {
  readonly #options: ThumbnailOptions
  /** By sys_id, those that were wanted last at the end. */
  readonly #pictures = new Map<string, Picture>()
  readonly #reading = new Map<string, AbortController>()
  /** What is no picture, or did not load: its row has an icon, and a click on it says why. */
  readonly #failed = new Set<string>()
  #wanted: readonly Attachment[] = []

  constructor(options: ThumbnailOptions) {
    this.#options = options
  }

  of(sysId: string): Picture | undefined {
    return this.#pictures.get(sysId)
  }

  /** The files in view, in their order. What was being read for others is dropped. */
  show(files: readonly Attachment[]): void {
    this.#wanted = files
    const ids = new Set(files.map(({ sysId }) => sysId))
    for (const [sysId, reading] of this.#reading) if (!ids.has(sysId)) reading.abort()
    for (const sysId of ids) {
      const picture = this.#pictures.get(sysId)
      if (picture === undefined) continue
      this.#pictures.delete(sysId)
      this.#pictures.set(sysId, picture)
    }
    this.#next()
  }

  clear(): void {
    this.show([])
    this.#failed.clear()
    for (const picture of this.#pictures.values()) picture.close()
    this.#pictures.clear()
  }

  #next(): void {
    for (const file of this.#wanted) {
      if (this.#reading.size >= mostAtOnce) return
      if (this.#isMissing(file)) void this.#read(file.sysId)
    }
  }

  #isMissing(file: Attachment): boolean {
    const { sysId, sizeBytes } = file
    if (this.#pictures.has(sysId) || this.#reading.has(sysId) || this.#failed.has(sysId)) return false
    return sizeBytes <= largestBytes && previewKindOf(file) === 'picture'
  }

  async #read(sysId: string): Promise<void> {
    const reading = new AbortController()
    const { signal } = reading
    this.#reading.set(sysId, reading)
    try {
      const blob = await this.#options.download(sysId, { signal, priority: 'background' })
      signal.throwIfAborted()
      const read = await readPicture(blob, bounds, this.#options.decode)
      if (read.is !== 'picture') this.#failed.add(sysId)
      else if (signal.aborted) read.picture.close()
      else this.#keep(sysId, read.picture)
    } catch {
      if (!signal.aborted) this.#failed.add(sysId)
    }
    this.#reading.delete(sysId)
    this.#next()
  }

  #keep(sysId: string, picture: Picture): void {
    this.#pictures.set(sysId, picture)
    for (const [oldest, old] of this.#pictures) {
      if (this.#pictures.size <= mostKept) break
      this.#pictures.delete(oldest)
      old.close()
    }
    this.#options.onChange()
  }
}
