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
  return html
    .replace(/<(script|style|svg)\b[^]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()
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
