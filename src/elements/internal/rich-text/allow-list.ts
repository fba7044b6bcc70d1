/** Attributes that any allowed element may keep: they say how its text reads, and nothing else. */
export const globalAttributes: readonly string[] = ['dir', 'lang', 'title']

const none: readonly string[] = []

/**
 * Every element that survives from foreign markup, with the attributes it may keep beside the global
 * ones. Both layers, DOMPurify and the browser's own sanitiser, work from this list. Nothing here loads,
 * submits, names, styles or embeds; `img` is there because pictures are judged one by one.
 */
export const allowedElements: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'target', 'rel'],
  abbr: none,
  address: none,
  b: none,
  bdi: none,
  bdo: none,
  blockquote: none,
  br: none,
  caption: none,
  cite: none,
  code: none,
  col: ['span'],
  colgroup: ['span'],
  dd: none,
  del: none,
  details: ['open'],
  dfn: none,
  div: none,
  dl: none,
  dt: none,
  em: none,
  figcaption: none,
  figure: none,
  h1: none,
  h2: none,
  h3: none,
  h4: none,
  h5: none,
  h6: none,
  hr: none,
  i: none,
  img: ['src', 'alt', 'width', 'height', 'loading', 'referrerpolicy'],
  ins: none,
  kbd: none,
  li: ['value'],
  mark: none,
  ol: ['start', 'reversed', 'type'],
  p: none,
  pre: none,
  q: none,
  s: none,
  samp: none,
  small: none,
  span: none,
  strong: none,
  sub: none,
  summary: none,
  sup: none,
  table: none,
  tbody: none,
  td: ['colspan', 'rowspan'],
  tfoot: none,
  th: ['colspan', 'rowspan', 'scope'],
  thead: none,
  time: ['datetime'],
  tr: none,
  u: none,
  ul: none,
  var: none,
  wbr: none,
}

/** Whether an element of that name may keep that attribute. Names in lower case. */
export function isAllowedAttribute(element: string, attribute: string): boolean {
  const own = Object.hasOwn(allowedElements, element) ? allowedElements[element] : undefined
  return globalAttributes.includes(attribute) || (own?.includes(attribute) ?? false)
}
