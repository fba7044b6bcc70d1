import type { Client } from '../client/types.js'
import type { Attachment } from '../protocol/records.js'
import { toSnowError, type SnowError } from '../shared/errors.js'
import { noPreviewOf, previewKindOf, textOf } from './attachment-file-kind.js'
import {
  afterDownloadEnded,
  afterDownloadStarted,
  afterThumbnail,
  noFiles,
  type AttachmentFileState,
  type AttachmentPreview,
} from './attachment-file-state.js'
import { readPicture, type DecodePicture } from './read-picture.js'
import { Store, type ReadableStore } from './store.js'

export interface AttachmentFileOptions {
  readonly download: Client['attachments']['download']
  readonly decode: DecodePicture
  /** Gives the bytes to the person as a file. */
  readonly save: (blob: Blob, fileName: string) => void
  readonly onError: (error: SnowError) => void
}

/** The bytes of attachments: small pictures for a list, a preview, a file to save. */
export interface AttachmentFileStore extends ReadableStore<AttachmentFileState> {
  /** Reads small pictures of these, one after the other, and forgets those of all others. */
  showThumbnails(attachments: readonly Attachment[]): void
  save(attachment: Attachment): Promise<void>
  openPreview(attachment: Attachment): Promise<void>
  closePreview(): void
  /** Forgets everything and drops what is under way. */
  clear(): void
}

/** Makes the store of one list of attachments. */
export function createAttachmentFileStore(options: AttachmentFileOptions): AttachmentFileStore {
  return new LiveAttachmentFiles(options)
}

const thumbnailBounds = { largestSide: 96, mostPixels: 25_000_000 }
const previewBounds = { largestSide: 2048, mostPixels: 64_000_000 }
/** Larger pictures wait for a click: a list must not cost megabytes. */
const largestThumbnailBytes = 1_500_000
const mostThumbnails = 12
const longestText = 100_000
/** As much of a file as is decoded: that many characters in any encoding. */
const longestTextBytes = 4 * longestText

class LiveAttachmentFiles extends Store<AttachmentFileState> implements AttachmentFileStore {
  readonly #options: AttachmentFileOptions
  #life = new AbortController()
  #previewing: AbortController | undefined
  #wanted: readonly Attachment[] = []
  readonly #tried = new Set<string>()
  #working = false

  constructor(options: AttachmentFileOptions) {
    super(noFiles)
    this.#options = options
  }

  showThumbnails(attachments: readonly Attachment[]): void {
    if (attachments === this.#wanted) return
    this.#wanted = attachments
    void this.#work()
  }

  async save(attachment: Attachment): Promise<void> {
    const { sysId, fileName } = attachment
    if (this.get().downloading.has(sysId)) return
    this.transition(afterDownloadStarted(this.get(), sysId))
    const { signal } = this.#life
    try {
      const blob = this.#looked(sysId) ?? (await this.#options.download(sysId, { signal }))
      if (signal.aborted) return
      this.#options.save(blob, fileName)
      this.transition(afterDownloadEnded(this.get(), sysId))
    } catch (thrown) {
      if (signal.aborted) return
      const error = toSnowError(thrown)
      this.transition(afterDownloadEnded(this.get(), sysId, error))
      this.#options.onError(error)
    }
  }

  async openPreview(attachment: Attachment): Promise<void> {
    this.closePreview()
    const previewing = (this.#previewing = new AbortController())
    this.#show({ phase: 'loading', attachment })
    let preview: AttachmentPreview
    try {
      preview = await this.#read(attachment, previewing.signal)
    } catch (thrown) {
      preview = { phase: 'failed', attachment, error: toSnowError(thrown) }
    }
    if (this.#previewing !== previewing) {
      if (preview.phase === 'picture') preview.picture.close()
      return
    }
    this.#show(preview)
    if (preview.phase === 'failed') this.#options.onError(preview.error)
  }

  closePreview(): void {
    this.#previewing?.abort()
    this.#previewing = undefined
    const { preview } = this.get()
    if (preview === undefined) return
    this.#show(undefined)
    if (preview.phase === 'picture') preview.picture.close()
  }

  clear(): void {
    this.closePreview()
    this.#life.abort()
    this.#life = new AbortController()
    this.#wanted = []
    this.#tried.clear()
    const { thumbnails } = this.get()
    if (this.get() !== noFiles) this.transition(noFiles)
    for (const picture of thumbnails.values()) picture.close()
  }

  async #read(attachment: Attachment, signal: AbortSignal): Promise<AttachmentPreview> {
    const why = noPreviewOf(attachment)
    if (why !== undefined) return { phase: 'none', attachment, why }
    const blob = await this.#options.download(attachment.sysId, { signal })
    const kind = previewKindOf(attachment)
    return kind === 'picture' ? this.#readPicture(attachment, blob) : this.#readText(attachment, blob)
  }

  async #readPicture(attachment: Attachment, bytes: Blob): Promise<AttachmentPreview> {
    const read = await readPicture(bytes, previewBounds, this.#options.decode)
    if (read.is === 'picture') return { phase: 'picture', attachment, picture: read.picture, bytes }
    return read.is === 'none'
      ? { phase: 'mismatch', attachment }
      : { phase: 'none', attachment, why: 'too-large' }
  }

  async #readText(attachment: Attachment, bytes: Blob): Promise<AttachmentPreview> {
    const head = await bytes.slice(0, longestTextBytes).arrayBuffer()
    const goesOn = bytes.size > longestTextBytes
    const text = textOf(new Uint8Array(head), goesOn)
    if (text === undefined) return { phase: 'mismatch', attachment }
    const cut = goesOn || text.length > longestText
    return { phase: 'text', attachment, text: wholeCharacters(text.slice(0, longestText)), cut, bytes }
  }

  async #work(): Promise<void> {
    if (this.#working) return
    this.#working = true
    for (let next = this.#nextThumbnail(); next !== undefined; next = this.#nextThumbnail()) {
      this.#tried.add(next.sysId)
      const { signal } = this.#life
      // A picture that did not load costs its thumbnail only: the row has an icon, and says why on a click.
      const read = await this.#options
        .download(next.sysId, { signal })
        .then((blob) => readPicture(blob, thumbnailBounds, this.#options.decode))
        .catch(() => undefined)
      if (read?.is !== 'picture') continue
      if (signal.aborted) read.picture.close()
      else this.transition(afterThumbnail(this.get(), next.sysId, read.picture))
    }
    this.#working = false
  }

  #nextThumbnail(): Attachment | undefined {
    return this.#wanted
      .filter((file) => previewKindOf(file) === 'picture' && file.sizeBytes <= largestThumbnailBytes)
      .slice(0, mostThumbnails)
      .find(({ sysId }) => !this.#tried.has(sysId))
  }

  /** The bytes of the file that is being looked at: they are here already. */
  #looked(sysId: string): Blob | undefined {
    const { preview } = this.get()
    if (preview?.attachment.sysId !== sysId) return undefined
    return preview.phase === 'picture' || preview.phase === 'text' ? preview.bytes : undefined
  }

  #show(preview: AttachmentPreview | undefined): void {
    this.transition({ ...this.get(), preview })
  }
}

/** Without half of a pair at the end, where a text was cut. */
function wholeCharacters(text: string): string {
  return /[\uD800-\uDBFF]$/.test(text) ? text.slice(0, -1) : text
}
