import type { ReactiveControllerHost } from 'lit'
import type { Picture } from '../state/attachment-file-state.js'
import type { DraftFile } from '../state/draft-files.js'
import { decodePicture } from './decode-picture.js'

/** Pixels of a thumbnail's longer side: sharp at twice the density. */
const side = 96

/**
 * Small pictures of the files of a draft: pixels on a canvas rather than an address, so that no host page
 * has to allow `blob:` in its policy. What does not decode, shows none.
 */
export class DraftThumbnails {
  readonly #host: ReactiveControllerHost
  readonly #canvases = new Map<string, HTMLCanvasElement | undefined>()

  constructor(host: ReactiveControllerHost) {
    this.#host = host
  }

  /** Keeps to these files: makes what is missing, forgets what is gone. */
  show(files: readonly DraftFile[]): void {
    for (const id of [...this.#canvases.keys()]) {
      if (!files.some((file) => file.id === id)) this.#canvases.delete(id)
    }
    for (const file of files) {
      if (file.picture === undefined || this.#canvases.has(file.id)) continue
      this.#canvases.set(file.id, undefined)
      void this.#make(file)
    }
  }

  of({ id }: DraftFile): HTMLCanvasElement | undefined {
    return this.#canvases.get(id)
  }

  async #make({ id, file }: DraftFile): Promise<void> {
    let picture: Picture
    try {
      picture = await decodePicture(file, side)
    } catch {
      return // It only looked like a picture: the file's icon stays.
    }
    const canvas = document.createElement('canvas')
    canvas.width = picture.width
    canvas.height = picture.height
    canvas.getContext('2d')?.drawImage(picture.source, 0, 0)
    picture.close()
    if (!this.#canvases.has(id)) return
    this.#canvases.set(id, canvas)
    this.#host.requestUpdate()
  }
}
