import type { Row } from './field-value.js'
import { toIsoDate } from './dates.js'
import { toCount } from './parse-record.js'
import { fieldOf, isSysId, parseResult, sysIdOf } from './parse-table.js'
import { collapse, decodeEntities, htmlToText, markWords, parseMarked } from './plain-text.js'
import type { Article, ArticleAttachment, ArticleSummary } from './records.js'
import { asRecord, asText, badResponse } from './wire-values.js'

/** Fields that we ask the Knowledge API for beside what it always tells. */
export const knowledgeApiFields = 'kb_knowledge_base,sys_updated_on'

/** Columns of `kb_knowledge` that summaries and articles are made of where the Knowledge API is absent. */
export const knowledgeFields: readonly string[] = [
  'number',
  'short_description',
  'text',
  'kb_knowledge_base',
  'sys_updated_on',
]

/** Search results of the Knowledge API. Its ids carry the table in front: `kb_knowledge:9e52…`. */
export function parseArticles(body: unknown): readonly ArticleSummary[] {
  const articles = asRecord(parseResult(body))?.['articles']
  if (!Array.isArray(articles)) throw badResponse('The answer has no list of articles')
  return articles.map((value: unknown) => {
    const article = asRecord(value) ?? {}
    const { text, matches } = parseMarked(asText(article['snippet']))
    return {
      sysId: checkedId(asText(article['id']).replace(/^.*:/, '')),
      number: asText(article['number']),
      title: toTitle(asText(article['title'])),
      snippet: text,
      matches,
      ...origin(article),
    }
  })
}

/** One article of the Knowledge API, without its URL, which only the client knows. */
export function parseArticle(body: unknown): Omit<Article, 'url'> {
  const article = asRecord(parseResult(body)) ?? {}
  const attachments = Array.isArray(article['attachments']) ? article['attachments'] : []
  return {
    sysId: checkedId(asText(article['sys_id'])),
    number: asText(article['number']),
    title: toTitle(asText(article['short_description'])),
    html: asText(article['content']),
    ...origin(article),
    attachments: attachments.map(toAttachment).filter(({ sysId }) => isSysId(sysId)),
  }
}

const snippetLength = 240

/** A search result from a row of `kb_knowledge`: the snippet begins a little before the first word found. */
export function summaryOfRow(row: Row, search: string): ArticleSummary {
  const text = htmlToText(fieldOf(row, 'text').value.slice(0, 50_000))
  const first = markWords(text, search).matches[0]?.[0] ?? 0
  const start = first < 60 ? 0 : text.lastIndexOf(' ', first - 40) + 1
  const cut = text
    .slice(start, start + snippetLength)
    .replace(/\p{Cs}/gu, '')
    .trim()
  const { text: snippet, matches } = markWords(cut, search)
  return { ...identityOfRow(row), snippet, matches }
}

export function articleOfRow(row: Row): Omit<Article, 'url'> {
  return { ...identityOfRow(row), html: fieldOf(row, 'text').value, attachments: [] }
}

function identityOfRow(
  row: Row,
): Pick<ArticleSummary, 'sysId' | 'number' | 'title' | 'knowledgeBase' | 'updatedAt'> {
  return {
    sysId: sysIdOf(row),
    number: fieldOf(row, 'number').value,
    title: collapse(fieldOf(row, 'short_description').value),
    knowledgeBase: fieldOf(row, 'kb_knowledge_base').label,
    updatedAt: toIsoDate(fieldOf(row, 'sys_updated_on').value),
  }
}

function origin(
  article: Readonly<Record<string, unknown>>,
): Pick<ArticleSummary, 'knowledgeBase' | 'updatedAt'> {
  const fields = asRecord(article['fields'])
  return {
    knowledgeBase: asText(asRecord(fields?.['kb_knowledge_base'])?.['display_value']),
    updatedAt: toIsoDate(asText(asRecord(fields?.['sys_updated_on'])?.['value'])),
  }
}

function toAttachment(value: unknown): ArticleAttachment {
  const attachment = asRecord(value)
  return {
    sysId: asText(attachment?.['sys_id']),
    fileName: asText(attachment?.['file_name']),
    sizeBytes: toCount(asText(attachment?.['size_bytes'])),
  }
}

function toTitle(text: string): string {
  return collapse(decodeEntities(text))
}

function checkedId(sysId: string): string {
  if (!isSysId(sysId)) throw badResponse('An article in the answer has no sys_id')
  return sysId
}
