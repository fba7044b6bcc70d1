import { buildQuery } from '../../protocol/build-query.js'
import type { Row } from '../../protocol/field-value.js'
import { queryFields } from '../../protocol/match-query.js'
import { fieldOf } from '../../protocol/parse-table.js'
import { parseQuery } from '../../protocol/parse-query.js'
import { and, isNotEmpty } from '../../protocol/query-builders.js'
import type { Comparison, Query } from '../../protocol/query.js'
import { SnowError } from '../../shared/errors.js'
import type { NamedValues } from './stored-text.js'

/** Of a filter in an address, which has room for three such. */
const longestFilter = 2000

/** Which records of one table a service account's connection may see and change. */
export interface RowFilter {
  /** What is ANDed into a query; without scripts, which an instance may refuse to run. */
  query(currentUser: string): Query
  /** Columns that decide it: asked for with every request, so that each row can be checked. */
  readonly fields: readonly string[]
  /**
   * Whether a row is inside, by its stored values alone. A column that the row lacks is outside: what
   * ServiceNow does not know it leaves out.
   */
  holds(row: Row, currentUser: string): boolean
  /** The columns that a record must have to be inside, where the filter gives them exact values. */
  given(currentUser: string): Readonly<Record<string, string>>
  /** What each of `fields` is compared with. */
  named(currentUser: string): ReadonlyMap<string, NamedValues>
}

/** The filter of a table that is open: every record that the account itself may read. */
export const everyRow: RowFilter = {
  query: () => and(),
  fields: [],
  holds: () => true,
  given: () => ({}),
  named: () => new Map(),
}

/**
 * Reads a filter as an operator writes it: `assignment_group=…^company=…`. Only conditions that the proxy
 * can check on a row itself are taken; throws `SNOW_QUERY_INVALID` for any other.
 *
 * Whether an empty column differs from a value is the database's choice, so `!=` and `NOT IN` leave empty
 * ones out; `^ORfieldISEMPTY` brings them back.
 */
export function parseFilter(text: string): RowFilter {
  const parsed = parseQuery(text)
  if (text === '' || parsed.sort.length > 0) throw refused('it is empty, or orders rows')
  const query = withoutEmpty(checked(parsed.query))
  // It is written twice around each query: there must be room for one.
  if (encodeURIComponent(buildQuery(query)).length > longestFilter) throw refused('it is too long')
  const fields = [...new Set(queryFields(query))]
  return {
    query: (currentUser) => withUser(query, currentUser),
    fields,
    holds: (row, currentUser) =>
      fields.every((field) => Object.hasOwn(row, field)) && isInside(query, row, currentUser),
    given: (currentUser) => Object.fromEntries(givenBy(query, currentUser)),
    named: (currentUser) => new Map(fields.map((field) => [field, namedBy(query, field, currentUser)])),
  }
}

function checked(query: Query): Query {
  switch (query.kind) {
    case 'and':
    case 'or':
      query.of.forEach(checked)
      return query
    case 'text':
      throw refused('the proxy cannot check a text search')
    case 'comparison':
      if (!(query.operator in tests)) throw refused(`the proxy cannot check "${query.operator}"`)
      if (typeof query.value !== 'string' && query.value.server !== 'current-user') {
        throw refused('the proxy cannot check a time of the server')
      }
      return query
    default:
      return query
  }
}

function withoutEmpty(query: Query): Query {
  if ('of' in query) return { ...query, of: query.of.map(withoutEmpty) }
  const negative =
    (query.kind === 'comparison' && query.operator === 'not-equals') ||
    (query.kind === 'membership' && query.negated)
  return negative ? and(query, isNotEmpty(query.field)) : query
}

function withUser(query: Query, currentUser: string): Query {
  if ('of' in query) return { ...query, of: query.of.map((one) => withUser(one, currentUser)) }
  const isUser = query.kind === 'comparison' && typeof query.value !== 'string'
  return isUser ? { ...query, value: currentUser } : query
}

type Test = (stored: string, wanted: string) => boolean

const same: Test = (stored, wanted) => fold(stored) === fold(wanted)
const tests: Readonly<Partial<Record<Comparison['operator'], Test>>> = {
  equals: same,
  'not-equals': (stored, wanted) => !same(stored, wanted),
  'starts-with': (stored, wanted) => fold(stored).startsWith(fold(wanted)),
}

function isInside(query: Query, row: Row, currentUser: string): boolean {
  switch (query.kind) {
    case 'and':
      return query.of.every((one) => isInside(one, row, currentUser))
    case 'or':
      return query.of.some((one) => isInside(one, row, currentUser))
    case 'text':
      return false
    case 'emptiness':
      return (fieldOf(row, query.field).value === '') === query.empty
    case 'membership': {
      const { value } = fieldOf(row, query.field)
      return query.values.some((one) => same(value, one)) !== query.negated
    }
    case 'comparison': {
      const wanted = typeof query.value === 'string' ? query.value : currentUser
      return tests[query.operator]?.(fieldOf(row, query.field).value, wanted) ?? false
    }
  }
}

function givenBy(query: Query, currentUser: string): [string, string][] {
  if (query.kind === 'and') return query.of.flatMap((one) => givenBy(one, currentUser))
  const isExact = query.kind === 'comparison' && query.operator === 'equals'
  // A column of another record cannot be set from here.
  if (!isExact || query.field.includes('.')) return []
  return [[query.field, typeof query.value === 'string' ? query.value : currentUser]]
}

function namedBy(query: Query, field: string, currentUser: string): NamedValues {
  if ('of' in query) {
    const parts = query.of.map((one) => namedBy(one, field, currentUser))
    return { exact: parts.flatMap(({ exact }) => exact), starts: parts.flatMap(({ starts }) => starts) }
  }
  if (query.kind === 'membership' && query.field === field) return { exact: query.values, starts: [] }
  if (query.kind !== 'comparison' || query.field !== field) return { exact: [], starts: [] }
  const value = typeof query.value === 'string' ? query.value : currentUser
  return query.operator === 'starts-with' ? { exact: [], starts: [value] } : { exact: [value], starts: [] }
}

/** Databases of instances compare without letter case. */
const fold = (text: string): string => text.toLowerCase()

const refused = (why: string): SnowError =>
  new SnowError('SNOW_QUERY_INVALID', `The filter is refused: ${why}`)
