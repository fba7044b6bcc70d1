import { type ColumnPath } from '../column-path.js'
import { literalValue, storedValue } from '../condition-value.js'
import { type Condition, type Operator } from '../encoded-query.js'
import { type Bounds } from '../query-bounds.js'
import { type Predicate, type QueryContext } from '../query-context.js'
import { equals, isIn } from './equality.js'
import { between, type Comparison, ordered } from './ordering.js'
import { matchesText, type TextTest } from './text.js'

/** How a condition is answered. */
export interface Answer {
  readonly matches: Predicate
  /** The value that is compared, when the operator is one that an index can answer. */
  readonly compared?: string
  readonly range?: Bounds
}

export const textTests: ReadonlyMap<Operator, TextTest> = new Map([
  ['LIKE', 'includes'],
  ['*', 'includes'],
  ['NOT LIKE', 'includes'],
  ['NOTLIKE', 'includes'],
  ['!*', 'includes'],
  ['STARTSWITH', 'startsWith'],
  ['ENDSWITH', 'endsWith'],
  ['%', 'endsWith'],
])

/** Operators that compare with one value, which a script may give. */
export function byValue(
  path: ColumnPath,
  { operator, value }: Pick<Condition, 'operator' | 'value'>,
  context: QueryContext,
): Answer | undefined {
  const isText = textTests.get(operator)
  if (isText !== undefined) {
    const wanted = value.startsWith('javascript:') ? storedValue('string', value, context) : value
    if (wanted === undefined) return undefined
    const matches = matchesText(path, isText, wanted, context.store)
    return negated(operator.startsWith('NOT') || operator === '!*', { matches })
  }
  if (operator === 'IN' || operator === 'NOT IN') {
    const values = listed(path, value, context)
    if (values === undefined) return undefined
    const isListed = { matches: isIn(path, values), compared: values.join(',') }
    return negated(operator === 'NOT IN', isListed)
  }
  const wanted = storedValue(path.column.kind, value, context)
  if (wanted === undefined) return undefined
  if (operator === '=' || operator === '!=') {
    const range = wanted === '' ? {} : { range: { least: wanted, most: wanted } }
    return negated(operator === '!=', { matches: equals(path, wanted), compared: wanted, ...range })
  }
  const order = operator as Comparison
  const matches = ordered(path, order, wanted)
  if (matches === undefined) return undefined
  return { matches, compared: wanted, range: order.startsWith('<') ? { most: wanted } : { least: wanted } }
}

/** The values of a list; a script is the whole of it and gives one, or several with commas. */
function listed(path: ColumnPath, value: string, context: QueryContext): string[] | undefined {
  const { kind } = path.column
  if (value.startsWith('javascript:')) return storedValue(kind, value, context)?.split(',')
  return value.split(',').map((each) => literalValue(kind, each, context))
}

export function answer(matches: Predicate | undefined): Answer | undefined {
  return matches === undefined ? undefined : { matches }
}

/** The opposite also holds for empty columns; no index knows where it is. */
export function negated(isNegated: boolean, positive: Answer | undefined): Answer | undefined {
  if (!isNegated || positive === undefined) return positive
  return { matches: (row) => !positive.matches(row) }
}

/** What follows the first `@`. */
export function afterMark(value: string): string {
  return value.slice(value.indexOf('@') + 1)
}

/** `BETWEEN` and what follows the label of `ON`. */
export function range(path: ColumnPath, value: string, context: QueryContext): Answer | undefined {
  const at = value.indexOf('@')
  if (at < 0) return undefined
  const { kind } = path.column
  const least = storedValue(kind, value.slice(0, at), context)
  const most = storedValue(kind, afterMark(value), context)
  if (least === undefined || most === undefined) return undefined
  const matches = between(path, least, most)
  return matches === undefined ? undefined : { matches, range: { least, most } }
}
