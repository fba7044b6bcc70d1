/**
 * Runs in the host application's page: notes what a person sees of the connection and what the host is
 * told of it, in order and over reloads, in `sessionStorage`.
 */
export function recordConnection(): void {
  const key = 'recorded'
  const note = (entry: string): void => {
    const entries = JSON.parse(sessionStorage.getItem(key) ?? '[]') as string[]
    if (entries.at(-1) !== entry) sessionStorage.setItem(key, JSON.stringify([...entries, entry]))
  }

  const facts = [
    'snow-connected',
    'snow-disconnected',
    'snow-incident-opened',
    'snow-attachment-picked',
    'snow-article-opened',
    'snow-incident-created',
  ] as const
  for (const type of facts) document.addEventListener(type, () => note(type))
  document.addEventListener('snow-error', ({ detail }) => note(`snow-error ${detail.error.code}`))
  addEventListener(
    'click',
    (event) => {
      const button = event.composedPath().find((target) => target instanceof HTMLButtonElement)
      if (button !== undefined) note(`click ${button.textContent?.trim()}`)
    },
    true,
  )

  const watch = (root: ShadowRoot): void => {
    // The second class of the card is the phase of the connection.
    const read = (): void => {
      const phase = root.querySelector('[part=card]')?.classList[1]
      if (phase !== undefined) note(`card ${phase}`)
    }
    new MutationObserver(read).observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      characterData: true,
    })
  }
  const attachShadow = Element.prototype.attachShadow
  Element.prototype.attachShadow = function (this: Element, init) {
    const root = attachShadow.call(this, init)
    if (this.localName === 'snow-connect') watch(root)
    return root
  }

  const open = window.open.bind(window)
  window.open = (...parameters) => {
    const opened = open(...parameters)
    Object.assign(globalThis, { openedWindow: opened })
    return opened
  }
}
