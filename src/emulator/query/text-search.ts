import { type Predicate } from './compile-condition.js'
import { type TableSchema } from '../schema/columns.js'
import { type StoredRow } from '../storage/stored-row.js'

const tooCommon = new Set([
  'a',
  'an',
  'and',
  'for',
  'how',
  'i',
  'in',
  'is',
  'my',
  'of',
  'on',
  'or',
  'the',
  'to',
])

/** The words of a search, lower case, without those that every text has. */
export function searchWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const telling = words.filter((word) => !tooCommon.has(word))
  return [...new Set(telling.length > 0 ? telling : words)].slice(0, 20)
}

/** What a person reads of some HTML. */
export function plainText(html: string): string {
  return withoutTags(html)
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Reads every character once: a text of nothing but `<` takes no longer than another. */
function withoutTags(html: string): string {
  const unclosed = new Set<string>()
  let text = ''
  let at = 0
  for (;;) {
    const open = html.indexOf('<', at)
    if (open < 0) return text + html.slice(at)
    const name = /^<(script|style|svg)\b/i.exec(html.slice(open, open + 8))?.[1]?.toLowerCase()
    let end = name === undefined || unclosed.has(name) ? -1 : closingOf(html, name, open)
    if (name !== undefined && end < 0) unclosed.add(name)
    if (end < 0) end = html.indexOf('>', open) + 1
    if (end === 0) return text + html.slice(at)
    text += `${html.slice(at, open)} `
    at = end
  }
}

/** Where the element ends whose content nobody reads; `-1` when it does not. */
function closingOf(html: string, name: string, from: number): number {
  const closing = new RegExp(`</${name}>`, 'gi')
  closing.lastIndex = from
  return closing.test(html) ? closing.lastIndex : -1
}

/** Where a word begins in a text, or words made of it: `print` finds "printer". */
export function wordPattern(word: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${word}[\\p{L}\\p{N}]*`, 'giu')
}

/** Every word must begin a word in one of the searched columns. */
export function textMatcher(schema: TableSchema, text: string): Predicate {
  const patterns = searchWords(text).map((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}`, 'iu'))
  if (patterns.length === 0) return () => false
  return (row) => {
    const searched = searchedText(schema, row)
    return patterns.every((pattern) => pattern.test(searched))
  }
}

function searchedText(schema: TableSchema, row: StoredRow): string {
  let searched = ''
  for (const column of schema.searched) {
    const value = row[column]
    if (value === undefined) continue
    searched += schema.columns[column]?.kind === 'html' ? `${plainText(value)}\n` : `${value}\n`
  }
  return searched
}
