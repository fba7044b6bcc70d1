import { plainText, searchWords, wordPattern } from '../../query/text-search.js'
import { type StoredRow } from '../../storage/stored-row.js'

export interface RankedArticle {
  readonly row: StoredRow
  readonly score: number
  /** Text around the first match with `<B>` marks. */
  readonly snippet: string
}

const snippetLength = 240

/** The articles that have a word of the search, best first: titles weigh more, and more words more still. */
export function rankArticles(rows: readonly StoredRow[], query: string): RankedArticle[] {
  const words = searchWords(query)
  if (words.length === 0) {
    return rows.map((row) => ({ row, score: -1, snippet: snippetOf(plainText(row.text ?? ''), words) }))
  }
  const ranked: RankedArticle[] = []
  for (const row of rows) {
    const text = plainText(row.text ?? '')
    const score = scoreOf(`${row.short_description} ${row.number}`, `${text} ${row.meta ?? ''}`, words)
    if (score > 0) ranked.push({ row, score, snippet: snippetOf(text, words) })
  }
  return ranked.sort((a, b) => b.score - a.score)
}

function scoreOf(title: string, text: string, words: readonly string[]): number {
  let score = 0
  let found = 0
  for (const word of words) {
    const inTitle = count(title, word)
    const inText = count(text, word)
    if (inTitle + inText > 0) found++
    score += inTitle * 6 + Math.min(inText, 8)
  }
  // One of three words is a weaker answer than three of three, whatever its count.
  const share = found / words.length
  return Math.round(score * share * share * 1000) / 1000
}

function count(text: string, word: string): number {
  return text.match(wordPattern(word))?.length ?? 0
}

function snippetOf(text: string, words: readonly string[]): string {
  const first = Math.min(
    ...words.map((word) => text.search(wordPattern(word))).filter((at) => at >= 0),
    text.length,
  )
  const begin = first === text.length ? 0 : Math.max(0, text.lastIndexOf(' ', Math.max(0, first - 60)) + 1)
  return mark(text.slice(begin, begin + snippetLength), words)
}

function mark(text: string, words: readonly string[]): string {
  if (words.length === 0) return escapeMarkup(text)
  const any = new RegExp(`((?<![\\p{L}\\p{N}])(?:${words.join('|')})[\\p{L}\\p{N}]*)`, 'giu')
  return text
    .split(any)
    .map((part, at) => (at % 2 === 1 ? `<B>${escapeMarkup(part)}</B>` : escapeMarkup(part)))
    .join('')
}

function escapeMarkup(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
