import { type ColumnPath } from './column-path.js'
import { type CompiledCondition, compileCondition } from './compile-condition.js'
import { compileJoin, compileRelated } from './compile-related.js'
import { type Alternative, type Condition, type EncodedQuery } from './encoded-query.js'
import { type Bounds, hull, narrowed } from './query-bounds.js'
import {
  type Dependence,
  type InvalidParts,
  type Predicate,
  type QueryContext,
  widest,
} from './query-context.js'
import { createScope, type QueryScope } from './query-scope.js'
import { type TableSchema } from '../schema/columns.js'

export { type Bounds } from './query-bounds.js'

export interface CompiledOrder {
  readonly path: ColumnPath
  readonly descending: boolean
}

export interface CompiledQuery {
  readonly matches: Predicate
  readonly order: readonly CompiledOrder[]
  /** Conditions that every matching row satisfies, scripts evaluated: what an index may find rows by. */
  readonly required: readonly Condition[]
  /** The least and the greatest value that a column of a matching row can have, as far as the query tells. */
  readonly boundsOf: (field: string) => Bounds
  readonly dependsOn: Dependence
  /** Whether a part was not understood. */
  readonly isInvalid: boolean
}

type Conjunct = readonly CompiledCondition[]

/**
 * Compiles a query once, so that each row costs a few comparisons. A part that is not understood is
 * dropped, so that a lone one matches every row; or the whole query matches nothing; or, where it names a
 * column that does not exist, it is refused by 403. A column that the caller may not read is always
 * refused.
 */
export function compileQuery(
  query: EncodedQuery,
  schema: TableSchema,
  context: QueryContext,
  invalid: InvalidParts,
): CompiledQuery {
  const scope = createScope(schema, context, invalid)
  let isInvalid = false
  const compileConjunct = (alternatives: readonly Alternative[]): Conjunct =>
    mergedEquals(alternatives).flatMap((alternative) => {
      const compiled = compileAlternative(alternative, scope)
      if (compiled === undefined) isInvalid = true
      return compiled === undefined ? [] : [compiled]
    })
  const groups = query.groups.map((group) => group.map(compileConjunct).filter(({ length }) => length > 0))
  const order = query.order.flatMap(({ field, descending }) => {
    const path = scope.path(field)
    return path === undefined ? [] : [{ path, descending }]
  })
  const all = groups.flat(2)
  // A group of which nothing is left matches every row, as a query does.
  const matches = anyOf(
    groups.map((group) => allOf(group.map((some) => anyOf(some.map((each) => each.matches))))),
  )
  const isEmptied = isInvalid && invalid === 'no-rows'
  return {
    matches: isEmptied ? () => false : matches,
    order,
    required: isEmptied || groups.length !== 1 ? [] : requiredOf(groups[0]!),
    boundsOf: (field) =>
      hull(groups.map((group) => narrowed(group.map((some) => conjunctBounds(some, field))))),
    dependsOn: widest(all.map(({ dependsOn }) => dependsOn)),
    isInvalid,
  }
}

function compileAlternative(alternative: Alternative, scope: QueryScope): CompiledCondition | undefined {
  if ('malformed' in alternative) return undefined
  if ('operator' in alternative) return compileCondition(alternative, scope)
  return 'related' in alternative
    ? compileRelated(alternative, scope, compileQuery)
    : compileJoin(alternative, scope, compileQuery)
}

/** `a=1^ORa=2` is `aIN1,2`: one look-up, however many there are. */
function mergedEquals(alternatives: readonly Alternative[]): readonly Alternative[] {
  if (alternatives.length < 2) return alternatives
  const rest: Alternative[] = []
  const byField = new Map<string, Condition[]>()
  for (const each of alternatives) {
    if (!('operator' in each) || !isListable(each)) rest.push(each)
    else if (byField.has(each.field)) byField.get(each.field)!.push(each)
    else byField.set(each.field, [each])
  }
  const merged = [...byField].flatMap(([field, same]): Condition[] =>
    same.length < 2 ? same : [{ field, operator: 'IN', value: same.map(({ value }) => value).join(',') }],
  )
  return [...merged, ...rest]
}

/** Whether a list means the same; text search, whose names begin with a digit, has no lists. */
function isListable({ field, operator, value }: Condition): boolean {
  return operator === '=' && value !== '' && !/,|^javascript:/.test(value) && !/^\d/.test(field)
}

function requiredOf(group: readonly Conjunct[]): Condition[] {
  return group.flatMap(([only, another]) =>
    only?.plain === undefined || another !== undefined ? [] : [only.plain],
  )
}

/** The alternatives of a conjunct widen each other. */
function conjunctBounds(alternatives: Conjunct, field: string): Bounds {
  return hull(alternatives.map(({ bounds }) => (bounds?.field === field ? bounds : {})))
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
