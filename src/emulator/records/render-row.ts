import { type ColumnPath, displayOf } from '../query/column-path.js'
import { type Column } from '../schema/columns.js'
import { type StoredRow } from '../storage/stored-row.js'
import { cipherText } from './cipher-text.js'
import { displayValue } from './display-values.js'
import { classOf } from './record-class.js'
import { type RenderContext } from './render-context.js'

export type Rendered = string | null | Readonly<Record<string, string | null>>

/** A row as the Table API writes it: the asked columns in one of the three display modes. */
export function renderRow(
  row: StoredRow,
  fields: ReadonlyMap<string, ColumnPath>,
  context: RenderContext,
): Record<string, Rendered> {
  const rendered: Record<string, Rendered> = {}
  for (const [field, path] of fields) {
    const value = renderColumn(row, path, context)
    if (value !== undefined) rendered[field] = value
  }
  return rendered
}

function renderColumn(row: StoredRow, path: ColumnPath, context: RenderContext): Rendered | undefined {
  const holder = path.holder(row)
  if (holder === undefined) return emptyOf(path.column, context)
  const table = classOf(holder, path.table)
  if (!context.mayRead(table, path.name, holder)) {
    return context.denied === 'absent' ? undefined : emptyOf(path.column, context)
  }
  const value = holder[path.name] ?? ''
  if (path.column.kind === 'reference') return renderReference(value, path.column, context)
  if (context.mode === 'false') return storedForm(value, path.column)
  const display = displayValue(holder, { column: path.column, name: path.name, table }, context)
  if (context.mode === 'true') return display
  return { display_value: display, value: storedForm(value, path.column) }
}

/** Booleans always have a value; journals never show theirs, secrets not as they are. */
function storedForm(value: string, column: Column): string {
  if (column.kind === 'boolean') return value === '' ? 'false' : value
  if (column.kind === 'password2') return value === '' ? '' : cipherText(value)
  return column.kind === 'journal' || column.kind === 'merged-journal' ? '' : value
}

function emptyOf(column: Column, { mode }: RenderContext): Rendered {
  const display = column.kind === 'choice' ? null : ''
  if (mode === 'false') return ''
  return mode === 'true' ? display : { display_value: display, value: '' }
}

function renderReference(value: string, column: Column, context: RenderContext): Rendered {
  const { mode, excludeLinks, store, linkBase } = context
  const table = column.reference ?? ''
  if (value === '') return mode === 'all' ? { display_value: '', value: '' } : ''
  const link = `${linkBase}/table/${table}/${value}`
  const display = mode === 'false' ? '' : displayOf(store, table, value)
  if (mode === 'false') return excludeLinks ? value : { link, value }
  if (mode === 'true') return excludeLinks ? display : { display_value: display, link }
  return excludeLinks ? { display_value: display, value } : { display_value: display, link, value }
}
