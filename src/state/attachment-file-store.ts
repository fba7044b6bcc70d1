import type { Client } from '../client/types.js'
import type { Attachment } from '../protocol/records.js'
import { toSnowError, type SnowError } from '../shared/errors.js'
import { pictureTypeOf, previewKindOf, textOf } from './attachment-file-kind.js'
import {
  afterDownloadEnded,
  afterDownloadStarted,
  afterThumbnail,
  noFiles,
  type AttachmentFileState,
  type AttachmentPreview,
  type Picture,
} from './attachment-file-state.js'
import { Store, type ReadableStore } from './store.js'

export interface AttachmentFileOptions {
  readonly download: Client['attachments']['download']
  /** Decodes a picture of a known type, no larger than `largestSide` pixels. */
  readonly decode: (blob: Blob, largestSide: number) => Promise<Picture>
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

const thumbnailSide = 96
const previewSide = 2048
/** Larger pictures wait for a click: a list must not cost megabytes. */
const largestThumbnailBytes = 1_500_000
const mostThumbnails = 12
const longestText = 100_000

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
      const blob = await this.#options.download(sysId, { signal })
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
    const kind = previewKindOf(attachment)
    if (kind === undefined) return { phase: 'mismatch', attachment }
    const blob = await this.#options.download(attachment.sysId, { signal })
    if (kind === 'picture') {
      const picture = await this.#decode(blob, previewSide)
      return picture === undefined
        ? { phase: 'mismatch', attachment }
        : { phase: 'picture', attachment, picture }
    }
    const text = textOf(new Uint8Array(await blob.arrayBuffer()))
    if (text === undefined) return { phase: 'mismatch', attachment }
    return { phase: 'text', attachment, text: text.slice(0, longestText), cut: text.length > longestText }
  }

  /** Pictures are what their first bytes say; what merely claims to be one is not decoded at all. */
  async #decode(blob: Blob, largestSide: number): Promise<Picture | undefined> {
    const type = pictureTypeOf(new Uint8Array(await blob.slice(0, 16).arrayBuffer()))
    if (type === undefined) return undefined
    return this.#options.decode(blob.slice(0, blob.size, type), largestSide).catch(() => undefined)
  }

  async #work(): Promise<void> {
    if (this.#working) return
    this.#working = true
    for (let next = this.#nextThumbnail(); next !== undefined; next = this.#nextThumbnail()) {
      this.#tried.add(next.sysId)
      const { signal } = this.#life
      // A picture that did not load costs its thumbnail only: the row has an icon, and says why on a click.
      const picture = await this.#options
        .download(next.sysId, { signal })
        .then((blob) => this.#decode(blob, thumbnailSide))
        .catch(() => undefined)
      if (picture === undefined) continue
      if (signal.aborted) picture.close()
      else this.transition(afterThumbnail(this.get(), next.sysId, picture))
    }
    this.#working = false
  }

  #nextThumbnail(): Attachment | undefined {
    return this.#wanted
      .filter((file) => previewKindOf(file) === 'picture' && file.sizeBytes <= largestThumbnailBytes)
      .slice(0, mostThumbnails)
      .find(({ sysId }) => !this.#tried.has(sysId))
  }

  #show(preview: AttachmentPreview | undefined): void {
    this.transition({ ...this.get(), preview })
  }
}
