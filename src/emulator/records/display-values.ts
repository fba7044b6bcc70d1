import { type Column } from '../schema/columns.js'
import { localTime } from '../schema/instance-time.js'
import { tables } from '../schema/tables.js'
import { type ColumnPath, displayOf } from '../query/column-path.js'
import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'
import { journalText } from './journal-text.js'

export type DisplayMode = 'false' | 'true' | 'all'

export interface RenderContext {
  readonly store: Store
  readonly mode: DisplayMode
  readonly excludeLinks: boolean
  /** What links start with, such as `https://dev.example/api/now/v2`. */
  readonly linkBase: string
  readonly timeZone: string
  /** Whether the reader may see a column of the row that holds it. */
  readonly mayRead: (table: string, column: string) => boolean
}

type Rendered = string | null | Readonly<Record<string, string | null>>

/** A row as the Table API writes it: the asked columns in one of the three display modes. */
export function renderRow(
  row: StoredRow,
  fields: ReadonlyMap<string, ColumnPath>,
  context: RenderContext,
): Record<string, Rendered> {
  const rendered: Record<string, Rendered> = {}
  for (const [field, path] of fields) rendered[field] = renderColumn(row, path, context)
  return rendered
}

function renderColumn(row: StoredRow, path: ColumnPath, context: RenderContext): Rendered {
  const holder = path.holder(row)
  if (holder === undefined || !context.mayRead(path.table, path.name)) return emptyOf(path.column, context)
  const value = holder[path.name] ?? ''
  if (path.column.kind === 'reference') return renderReference(value, path.column, context)
  if (context.mode === 'false') return storedValue(value, path.column)
  const display = displayValue(holder, path, context)
  if (context.mode === 'true') return display
  return { display_value: display, value: storedValue(value, path.column) }
}

/** Booleans and counters always have a value; journals never show theirs. */
function storedValue(value: string, column: Column): string {
  if (column.kind === 'boolean') return value === '' ? 'false' : value
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

function displayValue(holder: StoredRow, path: ColumnPath, context: RenderContext): string | null {
  const { column, name, table } = path
  const { store } = context
  const value = holder[name] ?? ''
  switch (column.kind) {
    case 'boolean':
      return value === '' ? 'false' : value
    case 'integer':
      return value === '' ? '' : Number(value).toLocaleString('en-US')
    case 'choice':
      return value === '' ? null : (store.choices(table, name).get(value) ?? value)
    case 'integer-choice':
      return value === '' ? '' : (store.choices(table, name).get(value) ?? value)
    case 'date-time':
      return localTime(value, context.timeZone)
    case 'due-date':
      return value === '' ? 'UNKNOWN' : localTime(value, context.timeZone)
    case 'duration':
      return durationText(value)
    case 'journal':
    case 'merged-journal':
      return journalText(holder, { ...context, table, element: name })
    case 'list':
      return value
        .split(',')
        .map((id) => displayOf(store, column.reference ?? '', id) || id)
        .join(', ')
    case 'class':
      return tables.get(value)?.label ?? value
    case 'price':
      return value === '' ? '' : `$${Number(value).toLocaleString('en-US', { minimumFractionDigits: 2 })}`
    default:
      return value
  }
}

/** `1970-01-02 04:23:00` is a duration of `1 Day 4 Hours 23 Minutes`. */
function durationText(value: string): string {
  if (value === '') return ''
  const minutes = Math.floor(Date.parse(`${value.replace(' ', 'T')}Z`) / 60_000)
  const parts: [number, string][] = [
    [Math.floor(minutes / 1440), 'Day'],
    [Math.floor(minutes / 60) % 24, 'Hour'],
    [minutes % 60, 'Minute'],
  ]
  const shown = parts.filter(([amount]) => amount > 0)
  if (shown.length === 0) return '0 Seconds'
  return shown.map(([amount, unit]) => `${amount} ${unit}${amount === 1 ? '' : 's'}`).join(' ')
}
