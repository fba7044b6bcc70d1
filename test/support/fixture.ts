import { html, render, type TemplateResult } from 'lit'

const made: HTMLElement[] = []

/** Renders a template into the document and returns its first element; `afterEach` takes it away. */
export function fixture<T extends HTMLElement>(template: TemplateResult): T {
  const place = document.createElement('div')
  document.body.append(place)
  made.push(place)
  render(html`${template}`, place)
  return place.firstElementChild as T
}

afterEach(() => {
  for (const place of made.splice(0)) place.remove()
})

type Unmet = undefined | null | false

/**
 * Resolves with what `read` returns or resolves with, once that is neither `undefined`, `null` nor `false`;
 * looks once a frame.
 */
export async function until<T>(
  read: () => T | Unmet | Promise<T | Unmet>,
  what = 'the condition',
): Promise<T> {
  const started = performance.now()
  for (;;) {
    const found = await read()
    if (found !== undefined && found !== null && found !== false) return found
    if (performance.now() - started > 10_000) throw new Error(`Waited 10 s for ${what}`)
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}

/** Resolves with the detail of the next event of that name; add it before what causes the event. */
export function nextEvent<K extends keyof GlobalEventHandlersEventMap>(
  target: EventTarget,
  type: K,
): Promise<GlobalEventHandlersEventMap[K]> {
  return new Promise((resolve) => {
    target.addEventListener(type, (event) => resolve(event as GlobalEventHandlersEventMap[K]), { once: true })
  })
}
