import { columnPath } from '../../query/column-path.js'
import { type Alternative, type EncodedQuery } from '../../query/encoded-query.js'
import { type TableSchema } from '../../schema/columns.js'
import { type Store } from '../../storage/store.js'

interface Predicate {
  readonly type: 'compound' | 'single'
  readonly term_label: string
}

/** An encoded query as a tree of predicates with words for people; malformed parts are left out. */
export function queryMap(store: Store, schema: TableSchema, query: EncodedQuery): object {
  const single = (alternative: Alternative): object[] => {
    if (!('field' in alternative)) return []
    const { field, operator, value } = alternative
    const column = columnPath(store, schema, field)?.column
    if (column === undefined) return []
    const label = `${column.label} ${operator} ${value}`.trim()
    const named = { column_name: field, label: column.label }
    return [{ type: 'single', term_label: label, field: named, operator, value, values: [{ value }] }]
  }
  const groups = query.groups.map((group) =>
    compound(
      'and',
      group.map((alternatives) => compound('or', alternatives.flatMap(single))),
    ),
  )
  const order = query.order.map(({ field, descending }) => ({ column_name: field, descending }))
  return { predicates: [compound('or', groups)], order_by: order }
}

/** A compound of one is that one. */
function compound(type: 'and' | 'or', all: readonly object[]): object {
  const parts = all.filter(
    (part) => !('subpredicates' in part) || (part.subpredicates as object[]).length > 0,
  )
  const [only] = parts
  if (only !== undefined && parts.length === 1 && 'subpredicates' in only) return only
  const label = parts.map((part) => (part as Predicate).term_label).join(` ${type} `)
  return { type: 'compound', compound_type: type, term_label: label, subpredicates: parts }
}
