import { type ColumnPath, columnPath, displayOf } from './column-path.js'
import { type Condition, textSearchField } from './encoded-query.js'
import { evaluateScript, type ScriptContext } from './server-script.js'
import { textMatcher } from './text-search.js'
import { type TableSchema } from '../schema/columns.js'
import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'

export type Predicate = (row: StoredRow) => boolean

export interface QueryContext extends ScriptContext {
  readonly store: Store
}

/** sys_id of the dynamic filter option "Me". */
const dynamicMe = '90d1921e5f510100a9ad2572f2b477fe'

/** Makes a predicate of a condition; `undefined` when it names no column, or is refused. */
export function compileCondition(
  condition: Condition,
  schema: TableSchema,
  context: QueryContext,
): Predicate | undefined {
  if (condition.field === textSearchField) {
    return condition.operator === '=' ? textMatcher(schema, condition.value) : undefined
  }
  const path = columnPath(context.store, schema, condition.field)
  if (path === undefined) return undefined
  const value = resolveValue(condition.value, context)
  return value === undefined ? undefined : compare(path, { ...condition, value }, schema, context)
}

/** The value with its `javascript:` evaluated; `undefined` when the script is refused. */
export function resolveValue(value: string, context: ScriptContext): string | undefined {
  return value.startsWith('javascript:') ? evaluateScript(value.slice(11), context) : value
}

function compare(
  path: ColumnPath,
  { operator, value }: Condition,
  schema: TableSchema,
  context: QueryContext,
): Predicate | undefined {
  const { read } = path
  switch (operator) {
    case '=':
      return equals(path, value)
    case '!=':
      return not(equals(path, value))
    case 'ISEMPTY':
    case 'EMPTYSTRING':
      return (row) => read(row) === ''
    case 'ISNOTEMPTY':
      return (row) => read(row) !== ''
    case 'ANYTHING':
      return () => true
    case 'LIKE':
    case '*':
      return matchesText(path, escape(value), context.store)
    case 'NOT LIKE':
    case 'NOTLIKE':
    case '!*':
      return not(matchesText(path, escape(value), context.store))
    case 'STARTSWITH':
      return matchesText(path, `^${escape(value)}`, context.store)
    case 'ENDSWITH':
    case '%':
      return matchesText(path, `${escape(value)}$`, context.store)
    case 'IN':
      return isIn(path, value)
    case 'NOT IN':
      return not(isIn(path, value))
    case '<':
    case '<=':
    case '>':
    case '>=':
      return ordered(path, operator, value)
    case 'BETWEEN':
    case 'ON':
      return between(path, operator === 'ON' ? value.replace(/^[^@]*@/, '') : value, context)
    case 'NOTON': {
      const on = between(path, value.replace(/^[^@]*@/, ''), context)
      return on === undefined ? undefined : not(on)
    }
    case 'SAMEAS':
    case 'NSAMEAS': {
      const other = columnPath(context.store, schema, value)
      if (other === undefined) return undefined
      return (row) => (read(row) === other.read(row)) === (operator === 'SAMEAS')
    }
    case 'DYNAMIC':
      return value === dynamicMe ? (row) => read(row) === context.userId : undefined
  }
}

function not(predicate: Predicate): Predicate {
  return (row) => !predicate(row)
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

function equals({ read, column }: ColumnPath, value: string): Predicate {
  if (value === '') return (row) => read(row) === ''
  if (column.kind === 'boolean') {
    const wanted = value === 'true' || value === '1' ? 'true' : 'false'
    return (row) => (read(row) || 'false') === wanted
  }
  const wanted = value.toLowerCase()
  return (row) => {
    const stored = read(row)
    return stored === value || (stored.length === value.length && stored.toLowerCase() === wanted)
  }
}

function isIn({ read }: ColumnPath, value: string): Predicate {
  const wanted = new Set(value.toLowerCase().split(','))
  return (row) => wanted.has(read(row).toLowerCase())
}

/** References are searched by the name that they show, as on an instance. */
function matchesText({ read, column }: ColumnPath, pattern: string, store: Store): Predicate {
  const expression = new RegExp(pattern, 'iu')
  const target = column.kind === 'reference' ? column.reference : undefined
  if (target === undefined) return (row) => expression.test(read(row))
  const known = new Map<string, boolean>()
  return (row) => {
    const id = read(row)
    let found = known.get(id)
    if (found === undefined) known.set(id, (found = expression.test(displayOf(store, target, id))))
    return found
  }
}

const numericKinds: ReadonlySet<string> = new Set(['integer', 'integer-choice', 'price'])

function ordered(path: ColumnPath, operator: '<' | '<=' | '>' | '>=', value: string): Predicate | undefined {
  const { read, column } = path
  const numeric = numericKinds.has(column.kind)
  if (numeric && !/^-?\d+(\.\d+)?$/.test(value)) return undefined
  const insensitive = column.kind === 'string' || column.kind === 'choice'
  const wanted = insensitive ? value.toLowerCase() : value
  const below = operator[0] === '<'
  const orEqual = operator.length === 2
  return (row) => {
    const stored = read(row)
    if (stored === '') return false
    if (numeric) {
      const difference = Number(stored) - Number(value)
      return difference === 0 ? orEqual : difference < 0 === below
    }
    const text = insensitive ? stored.toLowerCase() : stored
    return text === wanted ? orEqual : text < wanted === below
  }
}

function between(path: ColumnPath, value: string, context: QueryContext): Predicate | undefined {
  const at = value.indexOf('@')
  if (at < 0) return undefined
  const least = resolveValue(value.slice(0, at), context)
  const most = resolveValue(value.slice(at + 1), context)
  if (least === undefined || most === undefined) return undefined
  const from = ordered(path, '>=', least)
  const to = ordered(path, '<=', most)
  return from === undefined || to === undefined ? undefined : (row) => from(row) && to(row)
}
