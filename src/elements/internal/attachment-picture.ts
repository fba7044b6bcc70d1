import { html, type TemplateResult } from 'lit'
import { ref } from 'lit/directives/ref.js'
import type { Picture } from '../../state/attachment-file-state.js'

const drawn = new WeakMap<Element, Picture>()

/** A decoded picture on a canvas; decoration when `label` is empty. */
export function attachmentPicture(picture: Picture, label: string): TemplateResult {
  const draw = (element: Element | undefined): void => {
    if (!(element instanceof HTMLCanvasElement) || drawn.get(element) === picture) return
    drawn.set(element, picture)
    element.width = picture.width
    element.height = picture.height
    element.getContext('2d')?.drawImage(picture.source, 0, 0)
  }
  return label === ''
    ? html`<canvas class="picture" aria-hidden="true" ${ref(draw)}></canvas>`
    : html`<canvas class="picture" role="img" aria-label=${label} ${ref(draw)}></canvas>`
}
