import { type Principal } from '../../acl.js'
import { type Instance } from '../../instance.js'
import { displayOf } from '../../query/column-path.js'
import { displayValue } from '../../records/display-values.js'
import { type RenderContext, renderContextOf } from '../../records/render-context.js'
import { shownTime } from '../../records/user-times.js'
import { type Column, type TableSchema } from '../../schema/columns.js'
import { type StoredRow } from '../../storage/stored-row.js'

export interface WrappedField {
  readonly display_value: string
  readonly value: string | number | boolean
  /** The time in the zone of the reader, in the instance's own format. */
  readonly display_value_internal?: string
}

/** A row as the Change API writes it: every column wrapped, numbers and booleans as what they are. */
export function wrappedRow(
  instance: Instance,
  schema: TableSchema,
  row: StoredRow,
  { who, fields }: { readonly who: Principal; readonly fields?: readonly string[] },
): Record<string, WrappedField> {
  const context = renderContextOf(instance, who, { mode: 'all', excludeLinks: true, linkBase: '' })
  const wrapped: Record<string, WrappedField> = {}
  for (const [name, column] of Object.entries(schema.columns)) {
    if (fields !== undefined && !fields.includes(name)) continue
    const isReadable = context.mayRead(schema.name, name, row)
    wrapped[name] = wrap(isReadable ? row : {}, { column, name, table: schema.name }, context)
  }
  return wrapped
}

interface Placed {
  readonly column: Column
  readonly name: string
  readonly table: string
}

const moments: ReadonlySet<Column['kind']> = new Set(['date', 'date-time', 'due-date'])

function wrap(row: StoredRow, placed: Placed, context: RenderContext): WrappedField {
  const { column, name } = placed
  const value = row[name] ?? ''
  if (column.kind === 'reference') {
    return { display_value: displayOf(context.store, column.reference ?? '', value), value }
  }
  const display = displayValue(row, placed, context) ?? ''
  if (column.kind === 'journal' || column.kind === 'merged-journal')
    return { display_value: display, value: '' }
  if (column.kind === 'boolean') return { display_value: display, value: value === 'true' }
  if (moments.has(column.kind)) {
    const plain = { ...context.reader, dateFormat: 'yyyy-MM-dd', timeFormat: 'HH:mm:ss' }
    return { display_value: display, value, display_value_internal: shownTime(value, plain) }
  }
  const isNumber = column.kind === 'integer' || column.kind === 'integer-choice'
  return { display_value: display, value: isNumber && value !== '' ? Number(value) : value }
}
