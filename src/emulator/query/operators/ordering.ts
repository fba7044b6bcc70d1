import { momentOf } from '../calendar.js'
import { type ColumnPath } from '../column-path.js'
import { isNumericKind, isTimeKind } from '../condition-value.js'
import { type Predicate } from '../query-context.js'
import { isNumber } from './equality.js'

export type Comparison = '<' | '<=' | '>' | '>='

/**
 * `<` and its like: numbers by size, times and ids as stored, other text without letter case. The empty
 * value is above and below nothing. `undefined` when the value is no number or time where one is needed.
 */
export function ordered(path: ColumnPath, operator: Comparison, value: string): Predicate | undefined {
  const { read, column } = path
  const below = operator.startsWith('<')
  const orEqual = operator.length === 2
  if (isNumericKind(column.kind)) {
    if (!isNumber(value)) return undefined
    const wanted = Number(value)
    return (row) => {
      const stored = read(row)
      if (stored === '') return false
      const number = Number(stored)
      return number === wanted ? orEqual : below ? number < wanted : number > wanted
    }
  }
  if (isTimeKind(column.kind) && momentOf(value) === undefined) return undefined
  const isExact = isTimeKind(column.kind) || column.kind === 'guid'
  const wanted = isExact ? value : value.toLowerCase()
  return (row) => {
    const stored = read(row)
    if (stored === '') return false
    const text = isExact ? stored : stored.toLowerCase()
    return text === wanted ? orEqual : text < wanted === below
  }
}

/** `BETWEEN` and `ON`: both ends belong to it. */
export function between(path: ColumnPath, least: string, most: string): Predicate | undefined {
  const from = ordered(path, '>=', least)
  const to = ordered(path, '<=', most)
  return from === undefined || to === undefined ? undefined : (row) => from(row) && to(row)
}
