import type { Picture } from '../state/attachment-file-state.js'

/**
 * Draws pictures into rows, as a canvas before what the row has: a row that has none pays for nothing, and
 * the template of rows knows nothing of it.
 */
export class RowPictures {
  readonly #canvases = new Map<Element, HTMLCanvasElement>()
  readonly #drawn = new WeakMap<HTMLCanvasElement, Picture>()

  /** These rows have these pictures, and no others have any. */
  show(pictures: ReadonlyMap<Element, Picture>): void {
    for (const [place, canvas] of this.#canvases) {
      if (pictures.has(place)) continue
      canvas.remove()
      this.#canvases.delete(place)
    }
    for (const [place, picture] of pictures) this.#draw(place, picture)
  }

  #draw(place: Element, picture: Picture): void {
    let canvas = this.#canvases.get(place)
    if (canvas === undefined) {
      canvas = document.createElement('canvas')
      canvas.className = 'thumbnail'
      canvas.setAttribute('aria-hidden', 'true')
      place.prepend(canvas)
      this.#canvases.set(place, canvas)
    }
    if (this.#drawn.get(canvas) === picture) return
    this.#drawn.set(canvas, picture)
    canvas.width = picture.width
    canvas.height = picture.height
    canvas.getContext('2d')?.drawImage(picture.source, 0, 0)
  }
}
