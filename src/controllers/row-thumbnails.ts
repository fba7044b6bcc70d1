import type { Attachment } from '../protocol/records.js'
import type { Picture } from '../state/attachment-file-state.js'
import { ThumbnailStore } from '../state/thumbnail-store.js'
import type { Workspace } from '../state/types.js'
import { decodePicture } from './decode-picture.js'
import type { FileRows } from './file-rows.js'
import { RowPictures } from './row-pictures.js'

export interface RowThumbnailsOptions {
  readonly rows: FileRows
  /** The element that a row's picture goes into; `undefined` for rows that are not drawn. */
  readonly placeOf: (row: number) => Element | undefined
}

/** Small pictures in the rows of files that are in view. */
export class RowThumbnails {
  readonly #options: RowThumbnailsOptions
  readonly #pictures = new RowPictures()
  #store: ThumbnailStore | undefined
  #view: readonly [first: number, last: number] = [0, 0]

  constructor(options: RowThumbnailsOptions) {
    this.#options = options
  }

  /** Forgets the pictures of one workspace, or of one person, and reads those of another. */
  follow(workspace: Workspace | undefined): void {
    this.clear()
    this.#store =
      workspace &&
      new ThumbnailStore({
        download: (sysId, options) => workspace.client.attachments.download(sysId, options),
        decode: decodePicture,
        onChange: () => this.look(...this.#view),
      })
  }

  /** The rows in view are `first` to `last`; `last` is not one of them. */
  look(first: number, last: number): void {
    this.#view = [first, last]
    const { rows, placeOf } = this.#options
    const files: Attachment[] = []
    const pictures = new Map<Element, Picture>()
    for (let row = first; rows.some && row < last; row += 1) {
      const file = rows.at(row)?.file
      if (file === undefined) continue
      files.push(file)
      const picture = this.#store?.of(file.sysId)
      const place = picture && placeOf(row)
      if (picture !== undefined && place !== undefined) pictures.set(place, picture)
    }
    this.#store?.show(files)
    this.#pictures.show(pictures)
  }

  clear(): void {
    this.#store?.clear()
    this.#pictures.show(new Map())
  }
}
