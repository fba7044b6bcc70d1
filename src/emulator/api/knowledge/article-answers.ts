import { type Principal } from '../../acl.js'
import { mayReadColumn, rowReader } from '../../acl.js'
import { type Instance } from '../../instance.js'
import { columnPath, displayOf } from '../../query/column-path.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { internalType } from '../ui/internal-type.js'
import { type RankedArticle } from './rank-articles.js'
import { listOf } from './readable-articles.js'

interface Place {
  /** Place among all that were found, from 1. */
  readonly rank: number
  /** Id of the search. */
  readonly search: string
}

/** One article of a list; those of a search tell their place in it. */
export function articleSummary(
  { row, score, snippet }: RankedArticle,
  place?: Place,
): Record<string, unknown> {
  const { sys_id: sysId } = row
  const link =
    place === undefined
      ? `?id=kb_article_view&sys_kb_id=${sysId}`
      : `?sys_kb_id=${sysId}&id=kb_article_view&sysparm_rank=${place.rank}&sysparm_tsqueryId=${place.search}`
  return {
    link,
    ...(place === undefined ? {} : { rank: place.rank }),
    id: `kb_knowledge:${sysId}`,
    title: row.short_description ?? '',
    snippet,
    score,
    number: row.number ?? '',
  }
}

/** The asked columns of an article, dot-walked ones too; names that do not exist are left out. */
export function articleFields(
  instance: Instance,
  row: StoredRow,
  { fields, who }: { readonly fields: string; readonly who: Principal },
): Record<string, object> {
  const { store } = instance
  const found: Record<string, object> = {}
  for (const name of listOf(fields)) {
    const path = columnPath(store, store.table('kb_knowledge').schema, name.trim(), rowReader(store, who))
    if (path === undefined || !mayReadColumn(store, who, path.table, path.name)) continue
    const { column } = path
    const value = path.read(row)
    const target = column.kind === 'reference' ? column.reference : undefined
    const shown = column.kind === 'class' ? 'Knowledge' : target ? displayOf(store, target, value) : value
    const { label } = column
    found[name.trim()] = { display_value: shown, name: name.trim(), label, type: internalType(column), value }
  }
  return found
}

/** The whole article with its files. */
export function articleContent({ store }: Instance, row: StoredRow): Record<string, unknown> {
  const files = [...(store.table('sys_attachment').equalTo('table_sys_id', row.sys_id!) ?? [])]
  return {
    content: row.text || (row.wiki ?? ''),
    template: false,
    number: row.number ?? '',
    sys_id: row.sys_id,
    short_description: row.short_description ?? '',
    display_attachments: row.display_attachments !== 'false',
    attachments: files.map(({ sys_id, file_name, size_bytes, state }) => ({
      ...{ sys_id, file_name, size_bytes, state },
    })),
    embedded_content: [],
  }
}
