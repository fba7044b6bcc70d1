import createDOMPurify, { type Config } from 'dompurify'
import { safeImage, safeLink } from './address.js'
import { allowedElements, globalAttributes, isAllowedAttribute } from './allow-list.js'
import { createMarkupPolicy } from './markup-policy.js'
import { isTangled, withoutTags } from './tangle.js'

export interface SanitiseOptions {
  /** Origin that relative links and pictures belong to. */
  readonly instanceUrl: string
  /** Pictures from anywhere, or only those that the instance itself holds. */
  readonly images: 'instance' | 'all'
}

export interface CleanHtml {
  /** Serialised; parsing it again gives exactly this again. */
  readonly html: string
  /** The same as nodes of a document that runs and loads nothing. Used once. */
  readonly fragment: DocumentFragment
  /** Pictures that were left out because of where they come from. */
  readonly blockedImages: number
}

export interface Sanitiser {
  /** Markup that runs nothing, loads nothing unasked and names nothing. `undefined`: too large to look at. */
  sanitise(html: string, options: SanitiseOptions): CleanHtml | undefined
}

/** Markup longer than this, in UTF-16 units, is not looked at: long before, nobody reads it. */
const maxLength = 2_000_000
/** Deeper elements become their text: deep trees cost layout time far beyond their size. */
const maxDepth = 60
const maxPasses = 5

const config: Config & { readonly RETURN_DOM_FRAGMENT: true } = {
  ALLOWED_TAGS: Object.keys(allowedElements),
  ALLOWED_ATTR: [...globalAttributes, ...new Set(Object.values(allowedElements).flat())],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  RETURN_DOM_FRAGMENT: true,
}

/**
 * A sanitiser of its own: hooks or settings that the host page gives its DOMPurify do not reach it.
 * Its output is a fixed point: markup that would read differently once more, as the tricks with
 * re-parsing need it to, does not leave.
 */
export function createSanitiser(): Sanitiser {
  const purify = createDOMPurify(window)
  const policy = createMarkupPolicy()
  const settings = policy === undefined ? config : { ...config, TRUSTED_TYPES_POLICY: policy }

  function clean(html: string, options: SanitiseOptions): CleanHtml {
    // A frameset instead of a body leaves nothing to give, whatever the types say.
    const fragment = (purify.sanitize(html, settings) as DocumentFragment | null) ?? new DocumentFragment()
    const blockedImages = judge(fragment, options)
    return { html: serialise(fragment), fragment, blockedImages }
  }

  return {
    sanitise(html, options) {
      if (!purify.isSupported || html.length > maxLength) return undefined
      if (isTangled(html)) return textOnly(withoutTags(html))
      let last = clean(html, options)
      const { blockedImages } = last
      for (let pass = 1; pass < maxPasses; pass += 1) {
        const next = clean(last.html, options)
        if (next.html === last.html) return { ...next, blockedImages }
        last = next
      }
      return textOnly(last.fragment.textContent ?? '')
    },
  }
}

/** Applies the list element by element, and judges every address; returns how many pictures it blocked. */
function judge(fragment: DocumentFragment, options: SanitiseOptions): number {
  flatten(fragment)
  let blockedImages = 0
  for (const element of fragment.querySelectorAll('*')) {
    const name = element.localName
    for (const { name: attribute } of [...element.attributes]) {
      if (!isAllowedAttribute(name, attribute)) element.removeAttribute(attribute)
    }
    if (name === 'pre') trimStart(element)
    if (name === 'a') judgeLink(element, options)
    if (name === 'img' && judgeImage(element, options)) blockedImages += 1
  }
  return blockedImages
}

function judgeLink(element: Element, { instanceUrl }: SanitiseOptions): void {
  const href = safeLink(element.getAttribute('href') ?? '', instanceUrl)
  setOrRemove(element, 'href', href)
  setOrRemove(element, 'target', href && '_blank')
  setOrRemove(element, 'rel', href && 'noopener noreferrer')
}

function judgeImage(element: Element, { instanceUrl, images }: SanitiseOptions): boolean {
  const { src, blocked } = safeImage(element.getAttribute('src') ?? '', instanceUrl, images)
  setOrRemove(element, 'src', src)
  setOrRemove(element, 'loading', src && 'lazy')
  setOrRemove(element, 'referrerpolicy', src && 'no-referrer')
  return blocked
}

/** Each parse takes a line end away from where a `pre` begins: with none there, the first gives the last. */
function trimStart({ firstChild }: Element): void {
  if (firstChild instanceof Text) firstChild.data = firstChild.data.replace(/^[\r\n]+/, '')
}

function setOrRemove(element: Element, attribute: string, value: string | undefined): void {
  if (value) element.setAttribute(attribute, value)
  else element.removeAttribute(attribute)
}

/** Walks without recursion: what is too deep must not overflow the one who measures it. */
function flatten(fragment: DocumentFragment): void {
  let level: Element[] = [...fragment.children]
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth === maxDepth) {
      for (const element of level) element.replaceChildren(element.textContent)
      return
    }
    level = level.flatMap((element) => [...element.children])
  }
}

function serialise(fragment: DocumentFragment): string {
  const container = fragment.ownerDocument.createElement('div')
  container.append(fragment.cloneNode(true))
  return container.innerHTML
}

/** Words that never were nodes of a parsed document, or come of entities, as a parser would read them. */
function textOnly(words: string): CleanHtml {
  const paragraph = document.createElement('p')
  // Parsers drop the one and turn the other to line feeds: left in, the text would read differently again.
  paragraph.textContent = words.replaceAll('\0', '').replace(/\r\n?/g, '\n')
  const fragment = new DocumentFragment()
  fragment.append(paragraph)
  return { fragment, html: serialise(fragment), blockedImages: 0 }
}
