/**
 * The script-tag entry: `<script type="module" src="…/embed.js">`. Loads an element when its tag appears
 * in the document. Everything that draws, Lit included, comes with the first element.
 */
const parts: Readonly<Record<string, () => Promise<unknown>>> = {
  'snow-connect': () => import('./define/snow-connect.js'),
  'snow-incident': () => import('./define/snow-incident.js'),
  'snow-incident-form': () => import('./define/snow-incident-form.js'),
  'snow-incident-picker': () => import('./define/snow-incident-picker.js'),
  'snow-knowledge': () => import('./define/snow-knowledge.js'),
  'snow-panel': () => import('./define/snow-panel.js'),
  'snow-requests': () => import('./define/snow-requests.js'),
}

const selector = Object.keys(parts).join()
const asked = new Set<string>()

function load(tag: string): void {
  const part = parts[tag]
  if (part === undefined || asked.has(tag)) return
  asked.add(tag)
  part().catch((error: unknown) => {
    // The next element of that name tries again.
    asked.delete(tag)
    console.error(`[snowline] <${tag}> did not load`, error)
  })
}

function loadWithin(root: Element | Document): void {
  if (root instanceof Element) load(root.localName)
  for (const element of root.querySelectorAll(selector)) load(element.localName)
}

new MutationObserver((records) => {
  for (const { addedNodes } of records) {
    for (const node of addedNodes) if (node instanceof Element) loadWithin(node)
  }
}).observe(document, { childList: true, subtree: true })

loadWithin(document)
