import type {
  Comparison,
  ComparisonOperator,
  Conjunction,
  Disjunction,
  Emptiness,
  Membership,
  Query,
  ServerValue,
  Sort,
  TextSearch,
} from './query.js'

type ComparisonBuilder = (field: string, value: string | ServerValue) => Comparison

const comparison =
  (operator: ComparisonOperator): ComparisonBuilder =>
  (field, value) => ({ kind: 'comparison', field, operator, value })

/** The stored value is this one. References compare by sys_id, choices by stored value, never by label. */
export const equals = comparison('equals')
export const notEquals = comparison('not-equals')
/** The text occurs, in any letter case; for references in the label. */
export const contains = comparison('contains')
export const notContains = comparison('not-contains')
export const startsWith = comparison('starts-with')
export const endsWith = comparison('ends-with')
/** Orders numbers, sys_ids and dates (`2026-11-04 22:29:20`, UTC). */
export const lessThan = comparison('less')
export const lessOrEqual = comparison('less-or-equal')
export const greaterThan = comparison('greater')
export const greaterOrEqual = comparison('greater-or-equal')

/** The stored value is one of these; there must be at least one. */
export function oneOf(field: string, values: readonly string[]): Membership {
  return { kind: 'membership', field, negated: false, values }
}

export function noneOf(field: string, values: readonly string[]): Membership {
  return { kind: 'membership', field, negated: true, values }
}

export function isEmpty(field: string): Emptiness {
  return { kind: 'emptiness', field, empty: true }
}

export function isNotEmpty(field: string): Emptiness {
  return { kind: 'emptiness', field, empty: false }
}

/** All of the conditions; `and()` matches everything. */
export function and(...of: readonly Query[]): Conjunction {
  return { kind: 'and', of }
}

/** At least one of the conditions. */
export function or(first: Query, ...rest: readonly Query[]): Disjunction {
  return { kind: 'or', of: [first, ...rest] }
}

/** ServiceNow's full-text search. It stands alone or within `and`: the wire has no `or` for it. */
export function textSearch(text: string): TextSearch {
  return { kind: 'text', text }
}

/** The signed-in user, as the server knows them. */
export const currentUser: ServerValue = Object.freeze({ server: 'current-user' })
/** The groups of the signed-in user: `equals('assignment_group', currentGroups)`. */
export const currentGroups: ServerValue = Object.freeze({ server: 'current-groups' })
/** The server's time. */
export const now: ServerValue = Object.freeze({ server: 'now' })

export function ascending(field: string): Sort {
  return { field, descending: false }
}

export function descending(field: string): Sort {
  return { field, descending: true }
}
