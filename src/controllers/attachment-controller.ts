import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { Attachment } from '../protocol/records.js'
import type { SnowError } from '../shared/errors.js'
import { previewKindOf, type PreviewKind } from '../state/attachment-file-kind.js'
import { noFiles, type AttachmentFileState } from '../state/attachment-file-state.js'
import { createAttachmentFileStore, type AttachmentFileStore } from '../state/attachment-file-store.js'
import { decodePicture } from './decode-picture.js'
import { DialogFocusController } from './dialog-focus-controller.js'
import type { Ownership } from './owner-controller.js'
import { saveBlob } from './save-blob.js'
import { StoreController } from './store-controller.js'

export interface AttachmentControllerOptions {
  readonly onError: (error: SnowError) => void
}

/** The bytes behind a list of attachments: thumbnails, one preview, downloads. */
export class AttachmentController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #options: AttachmentControllerOptions
  readonly #store: StoreController<AttachmentFileState>
  #files: AttachmentFileStore | undefined

  constructor(host: ReactiveControllerHost & HTMLElement, options: AttachmentControllerOptions) {
    this.#host = host
    this.#options = options
    this.#store = new StoreController<AttachmentFileState>(host)
    new DialogFocusController(host, {
      dialog: '.preview',
      // The same panel goes on to the next file: what has the focus in it keeps it.
      subject: () => this.state.preview && true,
    })
    host.addController(this)
  }

  get state(): AttachmentFileState {
    return this.#store.state ?? noFiles
  }

  /** Starts afresh for a workspace, or for another person signed in to it. */
  follow(ownership: Ownership | undefined): void {
    this.#files?.clear()
    const workspace = ownership?.workspace
    this.#files =
      workspace &&
      createAttachmentFileStore({
        download: (sysId, options) => workspace.client.attachments.download(sysId, options),
        decode: decodePicture,
        save: (blob, fileName) => saveBlob(blob, fileName, workspace.clock),
        onError: this.#options.onError,
      })
    this.#store.follow(this.#files)
  }

  /** Calls for small pictures of these files; the same list again costs nothing. */
  show(attachments: readonly Attachment[]): void {
    this.#files?.showThumbnails(attachments)
  }

  previewKind(attachment: Attachment): PreviewKind | undefined {
    return previewKindOf(attachment)
  }

  readonly save = (attachment: Attachment): void => void this.#files?.save(attachment)

  readonly openPreview = (attachment: Attachment): void => void this.#files?.openPreview(attachment)

  readonly closePreview = (): void => this.#files?.closePreview()

  /** Forgets the files of one record, when another takes its place. */
  clear(): void {
    this.#files?.clear()
  }

  hostDisconnected(): void {
    // A move within the document disconnects and connects in one turn.
    queueMicrotask(() => {
      if (!this.#host.isConnected) this.#files?.closePreview()
    })
  }
}
