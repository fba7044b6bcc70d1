import { type Principal } from '../../acl.js'
import { type Instance } from '../../instance.js'
import { columnPath, displayOf } from '../../query/column-path.js'
import { readableRow } from '../../records/record-class.js'
import { renderContextOf } from '../../records/render-context.js'
import { renderRow, type Rendered } from '../../records/render-row.js'
import { type TableSchema } from '../../schema/columns.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { viewColumns } from '../view-columns.js'
import { type ColumnMeta, columnMetas } from './column-meta.js'

interface FormOptions {
  readonly schema: TableSchema
  /** sys_id of the record; `-1` for a new one. */
  readonly sysId: string
  readonly view: string
  readonly who: Principal
}

/**
 * A form with the fields of its view and their values; a new record has its defaults. The shape is not
 * documented and differs between releases.
 */
export function formMeta(instance: Instance, { schema, sysId, view, who }: FormOptions): object {
  const { store } = instance
  const isNew = sysId === '-1'
  const row = isNew ? newRow(schema) : readableRow(instance, schema.name, sysId, who)
  const metas = columnMetas(instance, schema, who)
  const shown = view === '' ? 'default view' : view
  const names = viewColumns(store, schema, { view: shown, kind: 'form' }) ?? [...metas.keys()]
  const context = renderContextOf(instance, who, { mode: 'all', excludeLinks: true, linkBase: '' })
  const paths = names.flatMap((name) => {
    const path = metas.has(name) ? columnPath(store, schema, name) : undefined
    return path === undefined ? [] : [[name, path] as const]
  })
  const values = renderRow(row, new Map(paths), context)
  const fields = paths.map(([name]) => [name, fieldOf(metas.get(name)!, values[name])] as const)
  return {
    table: schema.name,
    table_label: schema.label,
    sys_id: sysId,
    view,
    title: isNew ? '' : displayOf(store, schema.name, sysId),
    isNewRecord: isNew,
    _fields: Object.fromEntries(fields),
    _sections: [{ caption: schema.label, _fields: fields.map(([name]) => name) }],
  }
}

function newRow({ columns }: TableSchema): StoredRow {
  const initial = Object.entries(columns).map(([name, { initial: value }]) => [name, value ?? ''])
  return Object.fromEntries(initial) as StoredRow
}

function fieldOf(meta: ColumnMeta, rendered: Rendered | undefined): object {
  const { display_value: display = '', value = '' } =
    typeof rendered === 'object' && rendered !== null ? rendered : {}
  return { ...meta, value, displayValue: display ?? '' }
}
