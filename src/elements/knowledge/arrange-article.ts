import type { Messages } from '../../locales/en.js'

/** Level of the highest heading within an article: its title above is an `h2`. */
const topLevel = 3

/** Moves an article's headings below its title, keeping their order of rank and leaving no step out. */
export function shiftHeadings(body: Element): void {
  const headings = [...body.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  const ranks = [...new Set(headings.map((heading) => heading.localName))].sort()
  for (const heading of headings) {
    const level = Math.min(6, topLevel + ranks.indexOf(heading.localName))
    if (heading.localName === `h${level}`) continue
    const moved = body.ownerDocument.createElement(`h${level}`)
    moved.append(...heading.childNodes)
    for (const { name, value } of heading.attributes) moved.setAttribute(name, value)
    heading.replaceWith(moved)
  }
}

/** Lets wide things scroll by themselves, reachable by keyboard; shows the words of pictures that stay away. */
export function arrangeArticle(body: Element, { knowledge }: Messages): void {
  for (const heading of body.querySelectorAll('h3, h4, h5, h6')) {
    if (heading.textContent.trim() === '' && heading.querySelector('img') === null) heading.remove()
  }
  for (const picture of body.querySelectorAll('img:not([src])')) {
    const words = body.ownerDocument.createElement('span')
    words.className = 'no-picture'
    words.textContent = picture.getAttribute('alt')
    if (words.textContent === '') picture.remove()
    else picture.replaceWith(words)
  }
  // Without words of its own a picture would be read out by its address.
  for (const picture of body.querySelectorAll('img:not([alt])')) picture.setAttribute('alt', '')
  for (const table of body.querySelectorAll('table')) {
    const scroller = scrollable(body.ownerDocument.createElement('div'), knowledge.wideTable)
    table.replaceWith(scroller)
    scroller.append(table)
  }
  for (const block of body.querySelectorAll('pre')) scrollable(block, knowledge.code)
}

function scrollable<T extends HTMLElement>(element: T, label: string): T {
  element.classList.add('scroller')
  element.tabIndex = 0
  element.setAttribute('role', 'group')
  element.setAttribute('aria-label', label)
  return element
}
