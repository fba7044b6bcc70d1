import { columnPath, type ColumnPath } from './column-path.js'
import { compileCondition, type Predicate, type QueryContext, resolveValue } from './compile-condition.js'
import { type Alternative, type Condition, type EncodedQuery } from './encoded-query.js'
import { type TableSchema } from '../schema/columns.js'

export interface CompiledOrder {
  readonly path: ColumnPath
  readonly descending: boolean
}

export interface Bounds {
  readonly least?: string
  readonly most?: string
}

export interface CompiledQuery {
  readonly matches: Predicate
  readonly order: readonly CompiledOrder[]
  /** Conditions that every matching row satisfies, scripts evaluated: what an index may find rows by. */
  readonly required: readonly Condition[]
  /** The least and the greatest value that a column of a matching row can have, as far as the query tells. */
  readonly boundsOf: (field: string) => Bounds
}

/** Compiles a query once, so that each row costs a few comparisons. */
export function compileQuery(
  query: EncodedQuery,
  schema: TableSchema,
  context: QueryContext,
  invalid: 'drop' | 'no-rows',
): CompiledQuery {
  let dropped = false
  const compileAlternative = (alternative: Alternative): Predicate[] => {
    const compiled = 'malformed' in alternative ? undefined : compileCondition(alternative, schema, context)
    if (compiled === undefined) dropped = true
    return compiled === undefined ? [] : [compiled]
  }
  const groups = query.groups.map((group) =>
    group.map((alternatives) => alternatives.flatMap(compileAlternative)).filter((some) => some.length > 0),
  )
  const matches = anyOf(groups.map((group) => allOf(group.map(anyOf))))
  return {
    matches: dropped && invalid === 'no-rows' ? () => false : matches,
    order: query.order.flatMap(({ field, descending }) => {
      const path = columnPath(context.store, schema, field)
      return path === undefined ? [] : [{ path, descending }]
    }),
    required: requiredConditions(query, schema, context),
    boundsOf: (field) => hull(query.groups.map((group) => groupBounds(group, field, context))),
  }
}

function requiredConditions(query: EncodedQuery, schema: TableSchema, context: QueryContext): Condition[] {
  if (query.groups.length !== 1) return []
  return query.groups[0]!.flatMap((alternatives) => {
    const [only, another] = alternatives
    if (only === undefined || another !== undefined || 'malformed' in only) return []
    const value = resolveValue(only.value, context)
    if (value === undefined || !Object.hasOwn(schema.columns, only.field)) return []
    return [{ ...only, value }]
  })
}

/** Each conjunct narrows; the alternatives of one, and the groups of a query, widen again. */
function groupBounds(group: EncodedQuery['groups'][number], field: string, context: QueryContext): Bounds {
  let bounds: Bounds = {}
  for (const alternatives of group) {
    const { least, most } = hull(alternatives.map((each) => conditionBounds(each, field, context)))
    if (least !== undefined && !(bounds.least! > least)) bounds = { ...bounds, least }
    if (most !== undefined && !(bounds.most! < most)) bounds = { ...bounds, most }
  }
  return bounds
}

function conditionBounds(alternative: Alternative, field: string, context: QueryContext): Bounds {
  if ('malformed' in alternative || alternative.field !== field) return {}
  const value = resolveValue(alternative.value, context)
  if (value === undefined || value === '') return {}
  switch (alternative.operator) {
    case '=':
      return { least: value, most: value }
    case '>':
    case '>=':
      return { least: value }
    case '<':
    case '<=':
      return { most: value }
    default:
      return {}
  }
}

function hull(all: readonly Bounds[]): Bounds {
  let bounds = all[0] ?? {}
  for (const { least, most } of all.slice(1)) {
    const widened: { least?: string; most?: string } = {}
    if (bounds.least !== undefined && least !== undefined) {
      widened.least = least < bounds.least ? least : bounds.least
    }
    if (bounds.most !== undefined && most !== undefined) {
      widened.most = most > bounds.most ? most : bounds.most
    }
    bounds = widened
  }
  return bounds
}

function allOf(predicates: readonly Predicate[]): Predicate {
  const [first, second, ...rest] = predicates
  if (first === undefined) return () => true
  if (second === undefined) return first
  if (rest.length === 0) return (row) => first(row) && second(row)
  return (row) => predicates.every((predicate) => predicate(row))
}

function anyOf(predicates: readonly Predicate[]): Predicate {
  const [first, second] = predicates
  if (first === undefined) return () => true
  if (second === undefined) return first
  return (row) => predicates.some((predicate) => predicate(row))
}
