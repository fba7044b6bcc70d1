import { columnPath, type ColumnPath, type Sees } from '../query/column-path.js'
import { type TableSchema } from '../schema/columns.js'
import { type Store } from '../storage/store.js'
import { viewColumns, type ViewKind } from './view-columns.js'

/**
 * The columns of an answer: those of `sysparm_fields`, else those of `sysparm_view`, else all. Names that
 * do not exist are left out; dot-walks keep their whole name.
 */
export function askedColumns(
  store: Store,
  schema: TableSchema,
  asked: { readonly fields: string; readonly view: string; readonly kind: ViewKind; readonly sees: Sees },
): Map<string, ColumnPath> {
  const names = asked.fields
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const wanted = names.length > 0 ? names : (viewColumns(store, schema, asked) ?? Object.keys(schema.columns))
  const columns = new Map<string, ColumnPath>()
  for (const name of wanted) {
    const path = columnPath(store, schema, name, asked.sees)
    if (path !== undefined) columns.set(name, path)
  }
  return columns
}
