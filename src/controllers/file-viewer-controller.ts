import type { ReactiveController, ReactiveControllerHost } from 'lit'
import type { SnowError } from '../shared/errors.js'
import { archiveLimits, noArchive, type ArchiveRequest, type ArchiveState } from '../state/archive-state.js'
import { createArchiveStore, type ArchiveStore, type ArchiveWords } from '../state/archive-store.js'
import { AttachmentController } from './attachment-controller.js'
import { dragFile } from './drag-file.js'
import type { FileInList } from './file-rows.js'
import { OwnerController, type Ownership } from './owner-controller.js'
import { RowThumbnails, type RowThumbnailsOptions } from './row-thumbnails.js'
import type { RowMark } from './selection-controller.js'
import { saveBlob } from './save-blob.js'
import { StoreController } from './store-controller.js'
import type { WorkspaceController } from './workspace-controller.js'

export interface FileViewerOptions extends RowThumbnailsOptions {
  readonly connected: WorkspaceController
  /** Scrolls a row into view. */
  readonly show: (row: number) => void
  /** Runs what may change the selection. */
  readonly select: (act: () => void) => void
  readonly words: () => ArchiveWords
  readonly onError: (error: SnowError) => void
}

/** The list and the file side by side, or the file over the list. */
export type ViewerPlace = 'beside' | 'over'

/** Room for both, in characters of the root's size. */
const besideFrom = 45

/** What is done with the files of a list: small pictures, one that is looked at, several as a zip. */
export class FileViewerController implements ReactiveController {
  readonly files: AttachmentController
  readonly thumbnails: RowThumbnails
  readonly #host: ReactiveControllerHost & HTMLElement
  readonly #options: FileViewerOptions
  readonly #archive: StoreController<ArchiveState>
  readonly #resized = new ResizeObserver(() => this.#place())
  #ownership: Ownership | undefined
  #packer: ArchiveStore | undefined
  #viewed: FileInList | undefined
  #active = -1
  #viewerPlace: ViewerPlace = 'over'

  constructor(host: ReactiveControllerHost & HTMLElement, options: FileViewerOptions) {
    this.#host = host
    this.#options = options
    this.thumbnails = new RowThumbnails(options)
    this.files = new AttachmentController(host, { onError: options.onError })
    this.#archive = new StoreController<ArchiveState>(host)
    const owner = new OwnerController(host, {
      connected: options.connected,
      onChange: (ownership) => this.#follow(ownership),
    })
    // So that it knows whose files these are before the next render: what loaded it waits.
    owner.hostUpdate()
    host.addController(this)
  }

  /** The file that is looked at. */
  get viewed(): FileInList | undefined {
    return this.files.state.preview === undefined ? undefined : this.#viewed
  }

  get place(): ViewerPlace {
    return this.#viewerPlace
  }

  get archive(): ArchiveState {
    return this.#archive.state ?? noArchive
  }

  /** What one zip may hold. */
  get archiveLimits(): { readonly files: number; readonly bytes: number } {
    return archiveLimits
  }

  get now(): number {
    return this.#ownership?.workspace.clock.now() ?? 0
  }

  /** `undefined`: the file cannot be picked, or left the list. */
  get mark(): RowMark | undefined {
    const row = this.viewed && this.#options.rows.rowOf(this.viewed)
    return row === undefined ? undefined : this.#options.rows.markOf(row)
  }

  /** Looks at the file of a row. */
  open(row: number): void {
    const file = this.#options.rows.at(row)
    if (file === undefined) return
    this.#place()
    this.#viewed = file
    this.#active = row
    this.files.openPreview(file.file)
  }

  readonly close = (): void => this.files.closePreview()

  /** The file before or after; nothing happens at the ends. */
  step(by: 1 | -1): void {
    const next = this.#neighbour(by)
    if (next === undefined) return
    this.#viewed = next
    this.files.openPreview(next.file)
    const row = this.#options.rows.rowOf(next)
    if (row === undefined) return
    this.#active = row
    this.#options.rows.moveTo(row)
    this.#options.show(row)
  }

  hasNeighbour(by: 1 | -1): boolean {
    return this.#neighbour(by) !== undefined
  }

  /** Picks the file that is looked at, or takes it out. */
  readonly toggle = (): void => {
    const { rows, select } = this.#options
    const row = this.viewed && rows.rowOf(this.viewed)
    if (row !== undefined && this.mark !== undefined) select(() => rows.toggle(row))
  }

  readonly download = (request: ArchiveRequest): void => void this.#packer?.start(request)

  readonly dismissArchive = (): void => this.#packer?.dismiss()

  /** Begins to drag the file that is looked at; false when its bytes are not here. */
  drag(transfer: DataTransfer): boolean {
    const { preview } = this.files.state
    const workspace = this.#ownership?.workspace
    if (workspace === undefined || (preview?.phase !== 'picture' && preview?.phase !== 'text')) return false
    dragFile(transfer, preview.bytes, preview.attachment.fileName, workspace.clock)
    return true
  }

  hostConnected(): void {
    this.#resized.observe(this.#host)
  }

  hostUpdate(): void {
    const { rows } = this.#options
    const moved = rows.active !== this.#active
    this.#active = rows.active
    // Beside the list, the file goes with the row that one moves to.
    if (!moved || this.viewed === undefined || this.place === 'over') return
    const there = rows.at(rows.active)
    if (there !== undefined && there.file.sysId !== this.viewed.file.sysId) this.open(rows.active)
  }

  hostDisconnected(): void {
    this.#resized.disconnect()
    queueMicrotask(() => {
      // A move within the document ends nothing.
      if (!this.#host.isConnected) this.#forget()
    })
  }

  #follow(ownership: Ownership | undefined): void {
    this.#forget()
    this.#ownership = ownership
    const workspace = ownership?.workspace
    this.files.follow(ownership)
    this.thumbnails.follow(workspace)
    const { words, onError } = this.#options
    this.#packer =
      workspace &&
      createArchiveStore({
        client: workspace.client,
        clock: workspace.clock,
        words,
        save: (blob, fileName) => saveBlob(blob, fileName, workspace.clock),
        onError,
      })
    this.#archive.follow(this.#packer)
  }

  #forget(): void {
    this.#packer?.dismiss()
    this.thumbnails.clear()
    this.#viewed = undefined
  }

  #neighbour(by: 1 | -1): FileInList | undefined {
    const { viewed } = this
    if (viewed === undefined) return undefined
    const at = viewed.siblings.findIndex(({ sysId }) => sysId === viewed.file.sysId)
    const file = viewed.siblings[at + by]
    return at < 0 || file === undefined ? undefined : { ...viewed, file }
  }

  #place(): void {
    const em = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
    const place = this.#host.clientWidth >= besideFrom * em ? 'beside' : 'over'
    if (place === this.#viewerPlace) return
    this.#viewerPlace = place
    this.#host.requestUpdate()
  }
}
