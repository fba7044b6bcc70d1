import { type ColumnPath } from './column-path.js'
import { isSteadyValue, storedValue } from './condition-value.js'
import { type Condition, type Operator } from './encoded-query.js'
import { afterMark, answer, type Answer, byValue, negated, range, textTests } from './operators/by-value.js'
import { isIn } from './operators/equality.js'
import { apart, orderedColumns, sameAs, sameUnit, unitOf } from './operators/column-comparison.js'
import { dynamicValues } from './operators/dynamic.js'
import { inHierarchy, instanceOf } from './operators/hierarchy.js'
import { datePart, relative } from './operators/moments.js'
import { type Comparison } from './operators/ordering.js'
import { shownTable } from './operators/text.js'
import { textIndexGroupField, textSearchField } from './parse-condition.js'
import { type Bounds } from './query-bounds.js'
import { type Dependence, type Predicate } from './query-context.js'
import { type QueryScope } from './query-scope.js'
import { textMatcher } from './text-search.js'

export { type Predicate, type QueryContext } from './query-context.js'

/** A condition that is understood. */
export interface CompiledCondition {
  readonly matches: Predicate
  readonly dependsOn: Dependence
  /** The condition with the value that is compared, when an index of the row's own column can answer it. */
  readonly plain?: Condition
  /** How far the values of the row's own column `field` reach. */
  readonly bounds?: Bounds & { readonly field: string }
}

/** Makes a predicate of a condition; `undefined` when it names no column, or asks what that cannot answer. */
export function compileCondition(condition: Condition, scope: QueryScope): CompiledCondition | undefined {
  const { field, operator, value } = condition
  if (field === textSearchField || field === textIndexGroupField) return textSearch(condition, scope)
  const path = scope.path(field)
  const found = path === undefined ? undefined : comparison(path, condition, scope)
  if (path === undefined || found === undefined) return undefined
  const isShown = textTests.has(operator) && shownTable(path) !== undefined
  const isOwn = path.direct && !isShown && !referring.has(operator) && !namesFarColumn(condition)
  const isSteady = isSteadyValue(value) && !operator.startsWith('RELATIVE')
  const { matches, compared, range } = found
  return {
    matches,
    dependsOn: !isSteady ? 'clock' : isOwn ? 'row' : 'records',
    ...(path.direct && compared !== undefined ? { plain: { field, operator, value: compared } } : {}),
    ...(path.direct && range !== undefined && sortsAsStored.has(path.column.kind)
      ? { bounds: { field, ...range } }
      : {}),
  }
}

/** Operators that look at other records than the row. */
const referring: ReadonlySet<Operator> = new Set(['DYNAMIC', 'IN_HIERARCHY', 'IN_HIERARCHY_DYNAMIC'])
const columnOperators: ReadonlySet<Operator> = new Set([
  'SAMEAS',
  'NSAMEAS',
  'GT_FIELD',
  'GT_OR_EQUALS_FIELD',
  'LT_FIELD',
  'LT_OR_EQUALS_FIELD',
  'MORETHAN',
  'LESSTHAN',
])

function namesFarColumn({ operator, value }: Condition): boolean {
  return columnOperators.has(operator) && value.includes('.')
}

const sortsAsStored: ReadonlySet<string> = new Set(['date-time', 'due-date', 'date', 'guid'])

function textSearch(
  { field, operator, value }: Condition,
  { schema }: QueryScope,
): CompiledCondition | undefined {
  if (operator !== '=') return undefined
  // A group of text indexes says how to search, not what for.
  const matches = field === textIndexGroupField ? everyRow : textMatcher(schema, value)
  return { matches, dependsOn: 'row' }
}

const everyRow: Predicate = () => true
const noRow: Predicate = () => false

const columnOrders: ReadonlyMap<Operator, Comparison> = new Map([
  ['GT_FIELD', '>'],
  ['GT_OR_EQUALS_FIELD', '>='],
  ['LT_FIELD', '<'],
  ['LT_OR_EQUALS_FIELD', '<='],
])

function comparison(path: ColumnPath, { operator, value }: Condition, scope: QueryScope): Answer | undefined {
  const { context } = scope
  const { read } = path
  switch (operator) {
    case 'ISEMPTY':
    case 'EMPTYSTRING':
      return { matches: (row) => read(row) === '' }
    case 'ISNOTEMPTY':
      return { matches: (row) => read(row) !== '' }
    case 'ANYTHING':
      return { matches: everyRow }
    case 'SAMEAS':
    case 'NSAMEAS':
      return negated(operator === 'NSAMEAS', same(path, value, scope))
    case 'GT_FIELD':
    case 'GT_OR_EQUALS_FIELD':
    case 'LT_FIELD':
    case 'LT_OR_EQUALS_FIELD': {
      const other = scope.path(value)
      return other === undefined
        ? undefined
        : answer(orderedColumns(path, other, columnOrders.get(operator)!))
    }
    case 'MORETHAN':
    case 'LESSTHAN':
      return answer(distance(path, { isMore: operator === 'MORETHAN', value }, scope))
    case 'BETWEEN':
      return range(path, value, context)
    case 'ON':
    case 'NOTON':
      // The text before the first mark is what people read in the filter.
      return negated(
        operator === 'NOTON',
        value.includes('@') ? range(path, afterMark(value), context) : undefined,
      )
    case 'RELATIVEGT':
    case 'RELATIVEGE':
    case 'RELATIVELT':
    case 'RELATIVELE':
    case 'RELATIVEEE':
      return relative(path, { letters: operator.slice(-2), value }, context)
    case 'DATEPART':
      return answer(datePart(path, value, context))
    case 'INSTANCEOF':
      return answer(instanceOf(path, value))
    case 'DYNAMIC': {
      const ids = path.column.kind === 'reference' ? dynamicValues(value, context) : undefined
      return ids === undefined ? undefined : { matches: ids.length === 0 ? noRow : isIn(path, ids) }
    }
    case 'IN_HIERARCHY':
      return answer(inHierarchy(path, storedValue('reference', value, context)?.split(','), context.store))
    case 'IN_HIERARCHY_DYNAMIC':
      return answer(inHierarchy(path, dynamicValues(value, context), context.store))
    // What changed is known to the record watcher alone: a list has one state of each record.
    case 'VALCHANGES':
    case 'CHANGESFROM':
    case 'CHANGESTO':
      return undefined
    default:
      return byValue(path, { operator, value }, context)
  }
}

function same(path: ColumnPath, value: string, scope: QueryScope): Answer | undefined {
  const [name, unitName, surplus] = value.split('@')
  const other = scope.path(name!)
  if (other === undefined || surplus !== undefined) return undefined
  if (unitName === undefined) return { matches: sameAs(path, other) }
  const unit = unitOf(unitName)
  const { timeZone } = scope.context
  return unit === undefined ? undefined : answer(sameUnit(path, other, { unit, timeZone }))
}

function distance(
  path: ColumnPath,
  { isMore, value }: { readonly isMore: boolean; readonly value: string },
  scope: QueryScope,
): Predicate | undefined {
  const [name, unit, side, amount, surplus] = value.split('@')
  const other = scope.path(name!)
  if (other === undefined || surplus !== undefined) return undefined
  return apart(path, [unit, side, amount], { other, isMore, timeZone: scope.context.timeZone })
}
