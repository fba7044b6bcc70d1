import { type Column, type TableSchema } from '../schema/columns.js'
import { tables } from '../schema/tables.js'
import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'

/** A column reached from a row, over references when its name has dots. */
export interface ColumnPath {
  readonly column: Column
  readonly name: string
  /** Table that the column belongs to at the end of the walk. */
  readonly table: string
  /** The row that holds the column; `undefined` when a reference on the way is empty. */
  readonly holder: (row: StoredRow) => StoredRow | undefined
  readonly read: (row: StoredRow) => string
  /** Whether the column is on the row itself. */
  readonly direct: boolean
}

/** Resolves `number` or `caller_id.department.name`; `undefined` when a part does not exist. */
export function columnPath(store: Store, schema: TableSchema, field: string): ColumnPath | undefined {
  const dot = field.indexOf('.')
  if (dot < 0) return directPath(schema, field)
  const step = field.slice(0, dot)
  const target = columnOf(schema, step)?.reference
  const next = target === undefined ? undefined : tables.get(target)
  if (target === undefined || next === undefined) return undefined
  const rest = columnPath(store, next, field.slice(dot + 1))
  if (rest === undefined) return undefined
  const holder = (row: StoredRow): StoredRow | undefined => {
    const referenced = store.row(target, row[step] ?? '')
    return referenced === undefined ? undefined : rest.holder(referenced)
  }
  return { ...rest, holder, read: (row) => holder(row)?.[rest.name] ?? '', direct: false }
}

function directPath(schema: TableSchema, name: string): ColumnPath | undefined {
  const column = columnOf(schema, name)
  if (column === undefined) return undefined
  return {
    column,
    name,
    table: schema.name,
    holder: (row) => row,
    read: (row) => row[name] ?? '',
    direct: true,
  }
}

function columnOf(schema: TableSchema, name: string): Column | undefined {
  return Object.hasOwn(schema.columns, name) ? schema.columns[name] : undefined
}

/** The text that stands for a referenced record: its display column, itself possibly a reference. */
export function displayOf(store: Store, table: string, sysId: string): string {
  if (sysId === '') return ''
  const schema = tables.get(table)
  const row = store.row(table, sysId)
  if (schema === undefined || row === undefined) return sysId === 'global' ? 'global' : ''
  const shown = row[schema.display] ?? ''
  const next = schema.columns[schema.display]?.reference
  return next === undefined ? shown : displayOf(store, next, shown)
}
