import { SnowError } from '../shared/errors.js'
import type { ComparisonOperator, ServerValueName } from './query.js'

/** The words of the encoded query language, and what a person's value may hold. */

export const operatorWords: Readonly<Record<ComparisonOperator, string>> = {
  equals: '=',
  'not-equals': '!=',
  contains: 'LIKE',
  'not-contains': 'NOT LIKE',
  'starts-with': 'STARTSWITH',
  'ends-with': 'ENDSWITH',
  less: '<',
  'less-or-equal': '<=',
  greater: '>',
  'greater-or-equal': '>=',
}

/** Scripts that the server runs; the only ones that Snowline ever sends. */
export const serverWords: Readonly<Record<Exclude<ServerValueName, 'current-groups'>, string>> = {
  'current-user': 'javascript:gs.getUserID()',
  now: 'javascript:gs.nowDateTime()',
}

/** "is (dynamic) One of My Groups": an operator with the option's sys_id, which every instance has. */
export const dynamicWord = 'DYNAMIC'
export const currentGroupsOption = 'd6435e965f510100a9ad2572f2b47744'

/** Field of a full-text search, as ServiceNow writes it. */
export const textSearchField = '123TEXTQUERY321'

/** Longest value of one condition, in UTF-16 units. */
export const maximumValueLength = 2000

/** Control characters and halves of surrogate pairs: neither survives the way to the database. */
const unprintable = /[\p{Cc}\p{Cs}]/u

export const queryInvalid = (message: string): SnowError => new SnowError('SNOW_QUERY_INVALID', message)

/** Throws unless `field` is a column name, dot-walked or not (`caller_id.name`). */
export function checkField(field: string): string {
  if (!/^[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*$/.test(field)) {
    throw queryInvalid(`"${field.slice(0, 80)}" is not a column name: use lower case, digits, _ and .`)
  }
  return field
}

/**
 * Throws unless `value` stays inside its condition. ServiceNow has no reliable escape for `^`, and it
 * runs what follows `javascript:`, so both are refused and never rewritten in silence.
 */
export function checkValue(field: string, value: string): string {
  const refuse = (what: string): never => {
    throw queryInvalid(`The value for "${field}" ${what}`)
  }
  if (value.length > maximumValueLength) refuse(`is longer than ${maximumValueLength} characters: shorten it`)
  if (value.includes('^')) refuse('contains "^", which ServiceNow cannot search for: remove it')
  if (unprintable.test(value)) refuse('contains control characters or broken text: remove them')
  if (/^\s*javascript:/i.test(value)) refuse('begins with "javascript:": remove that')
  return value
}
