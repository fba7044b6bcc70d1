import { noRecord } from '../../api-error.js'
import { mayReadRow, type Principal } from '../../acl.js'
import { type Instance } from '../../instance.js'
import { compileQuery } from '../../query/compile-query.js'
import { parseEncodedQuery } from '../../query/encoded-query.js'
import { formatTime } from '../../schema/instance-time.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { invalidPartsOf, queryContextOf } from '../query-context-of.js'

export interface ArticleFilter {
  /** Encoded query. */
  readonly filter: string
  /** sys_ids of knowledge bases, with commas; `''` for all. */
  readonly kb: string
  /** Languages with commas, or `all`. */
  readonly language: string
}

export function listOf(text: string): string[] {
  return text.split(',').filter((each) => each !== '')
}

/** Published articles that this person may read and that the filters let through. */
export function readableArticles(
  instance: Instance,
  who: Principal,
  { filter, kb, language }: ArticleFilter,
): StoredRow[] {
  const { store, switches, clock } = instance
  const rows = store.table('kb_knowledge')
  const query = parseEncodedQuery(filter, switches['caret-escape'])
  const context = queryContextOf(instance, who)
  const { matches } = compileQuery(query, rows.schema, context, invalidPartsOf(instance))
  const bases = listOf(kb)
  const languages = listOf(language)
  const now = formatTime(clock.now())
  return [...rows.all()].filter(
    (row) =>
      row.workflow_state === 'published' &&
      (row.valid_to ?? '') >= now &&
      mayReadRow(store, who, 'kb_knowledge', row) &&
      (bases.length === 0 || bases.includes(row.kb_knowledge_base ?? '')) &&
      (languages.includes('all') || languages.includes(row.language || 'en')) &&
      matches(row),
  )
}

/** An article by sys_id, or by number in one language if there are several. */
export function readableArticle(
  { store }: Instance,
  who: Principal,
  { id, language }: { readonly id: string; readonly language: string },
): StoredRow {
  const rows = store.table('kb_knowledge')
  const byNumber = [...(rows.equalTo('number', id) ?? [])]
  const row = rows.get(id) ?? byNumber.find((each) => each.language === language) ?? byNumber[0]
  if (row === undefined || !mayReadRow(store, who, 'kb_knowledge', row)) throw noRecord()
  return row
}
