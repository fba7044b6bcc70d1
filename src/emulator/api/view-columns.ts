import { type TableSchema } from '../schema/columns.js'
import { ancestorsOf } from '../schema/tables.js'
import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'

/** Whether an answer is a list or one record: each has a layout of its own. */
export type ViewKind = 'list' | 'form'

interface Layout {
  readonly table: string
  readonly elements: string
  /** Column of `elements` that points to the layout. */
  readonly link: string
}

const layouts: Readonly<Record<ViewKind, Layout>> = {
  list: { table: 'sys_ui_list', elements: 'sys_ui_list_element', link: 'list_id' },
  form: { table: 'sys_ui_section', elements: 'sys_ui_element', link: 'sys_ui_section' },
}

/**
 * The columns that a view shows, in its order; `undefined` when nothing is asked for or the table has no
 * such view. That lists follow the list layout and records the form is not confirmed by a capture.
 */
export function viewColumns(
  store: Store,
  schema: TableSchema,
  { view, kind }: { readonly view: string; readonly kind: ViewKind },
): string[] | undefined {
  if (view === '') return undefined
  const columns = [
    ...new Set(viewNames(view).flatMap((name) => columnsOf(store, schema, name, layouts[kind]))),
  ]
  return columns.length === 0 ? undefined : ['sys_id', ...columns.filter((name) => name !== 'sys_id')]
}

/** `desktop` is the default view, `both` that and the mobile one; anything else is the name of a view. */
function viewNames(view: string): string[] {
  if (view === 'both') return ['', 'mobile']
  return [view === 'desktop' || view.toLowerCase() === 'default view' ? '' : view]
}

function columnsOf(store: Store, schema: TableSchema, view: string, layout: Layout): string[] {
  if (!store.hasTable(layout.table) || !store.hasTable(layout.elements)) return []
  for (const table of ancestorsOf(schema.name)) {
    const sections = rowsWith(store, layout.table, ['name', table]).filter(
      (row) => (row.view ?? '').toLowerCase() === view.toLowerCase(),
    )
    const elements = sections.flatMap((section) =>
      rowsWith(store, layout.elements, [layout.link, section.sys_id!]).sort(
        (a, b) => Number(a.position ?? '0') - Number(b.position ?? '0'),
      ),
    )
    if (elements.length > 0) return elements.map(({ element }) => element ?? '')
  }
  return []
}

function rowsWith(
  store: Store,
  table: string,
  [column, value]: readonly [column: string, value: string],
): StoredRow[] {
  const rows = store.table(table)
  return [...(rows.equalTo(column, value) ?? rows.all())].filter((row) => row[column] === value)
}
