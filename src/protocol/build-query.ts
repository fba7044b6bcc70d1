import type { Comparison, Emptiness, Membership, Query, Sort, TextSearch } from './query.js'
import {
  checkField,
  checkValue,
  currentGroupsOption,
  dynamicWord,
  operatorWords,
  queryInvalid,
  serverWords,
  textSearchField,
} from './query-words.js'

type Condition = Comparison | Membership | Emptiness | TextSearch
/** Joined by `^OR`, which binds to single conditions only. */
type Group = readonly Condition[]
/** Joined by `^`. */
type Clause = readonly Group[]

const maximumClauses = 64
/** The front end of an instance refuses URLs of about 8 kB. */
const maximumEncodedLength = 6000

/**
 * Writes a query as ServiceNow's encoded query. Throws `SNOW_QUERY_INVALID` for what the wire cannot
 * express, for values that would end their condition, and for queries that would not fit into a URL.
 *
 * The wire knows three levels: `a^ORb` within `…^…` within `…^NQ…`. A deeper tree is distributed.
 */
export function buildQuery(query: Query, sort: readonly Sort[] = []): string {
  const clauses = clausesOf(query)
  const everything = clauses.some((clause) => clause.length === 0)
  if (!everything) checkTextSearch(clauses)
  const conditions = everything
    ? ''
    : clauses
        .map((clause) => clause.map((group) => group.map(writeCondition).join('^OR')).join('^'))
        .join('^NQ')
  const order = sort.map(({ field, descending }) => `ORDERBY${descending ? 'DESC' : ''}${checkField(field)}`)
  const text = [conditions, ...order].filter((part) => part !== '').join('^')
  if (encodeURIComponent(text).length > maximumEncodedLength) {
    throw queryInvalid('The query is too long for a URL: use shorter values or fewer conditions')
  }
  return text
}

/** The alternatives of which at least one must hold. An alternative without groups holds always. */
function clausesOf(query: Query): readonly Clause[] {
  switch (query.kind) {
    case 'and':
      return query.of.reduce<readonly Clause[]>((clauses, child) => product(clauses, clausesOf(child)), [[]])
    case 'or':
      return alternatives(query.of.map(clausesOf))
    default:
      return [[[query]]]
  }
}

function product(left: readonly Clause[], right: readonly Clause[]): readonly Clause[] {
  if (left.length * right.length > maximumClauses) throw tooManyAlternatives()
  return left.flatMap((clause) => right.map((other) => [...clause, ...other]))
}

function alternatives(children: readonly (readonly Clause[])[]): readonly Clause[] {
  if (children.length === 0) throw queryInvalid('An "or" needs at least one condition')
  const clauses = children.flat()
  if (clauses.some((clause) => clause.length === 0)) return [[]]
  const merged: Condition[] = []
  const wide: Clause[] = []
  for (const clause of clauses) {
    const [first, ...others] = clause
    if (first !== undefined && others.length === 0) merged.push(...first)
    else wide.push(clause)
  }
  if (wide.length >= maximumClauses) throw tooManyAlternatives()
  return merged.length > 0 ? [[merged], ...wide] : wide
}

const tooManyAlternatives = (): Error =>
  queryInvalid('The query has too many nested alternatives: use fewer "or" within "and"')

/** ServiceNow applies a text search to the whole query: it must be a group of its own in the only clause. */
function checkTextSearch(clauses: readonly Clause[]): void {
  const searching = clauses.flat().filter((group) => group.some(({ kind }) => kind === 'text'))
  if (searching.length === 0) return
  if (searching.length > 1 || searching[0]!.length > 1 || clauses.length > 1) {
    throw queryInvalid('A text search can only be combined by "and", and only once')
  }
}

function writeCondition(condition: Condition): string {
  if (condition.kind === 'text') {
    if (condition.text.trim() === '') throw queryInvalid('A text search needs a word')
    return `${textSearchField}=${checkValue('text search', condition.text)}`
  }
  const field = checkField(condition.field)
  switch (condition.kind) {
    case 'emptiness':
      return `${field}${condition.empty ? 'ISEMPTY' : 'ISNOTEMPTY'}`
    case 'membership':
      return `${field}${condition.negated ? 'NOT IN' : 'IN'}${writeList(field, condition.values)}`
    case 'comparison':
      return writeComparison(field, condition)
  }
}

function writeComparison(field: string, { operator, value }: Comparison): string {
  const word = operatorWords[operator]
  if (typeof value !== 'string') {
    if (value.server !== 'current-groups') return `${field}${word}${serverWords[value.server]}`
    if (operator === 'equals') return `${field}${dynamicWord}${currentGroupsOption}`
    throw queryInvalid(`"${field}" can only equal the groups of the user: no other comparison knows them`)
  }
  if (value === '') {
    // ServiceNow reads `field=` as "is empty"; we say so in its own word.
    if (operator === 'equals') return `${field}ISEMPTY`
    if (operator === 'not-equals') return `${field}ISNOTEMPTY`
    throw queryInvalid(`The value for "${field}" is empty: leave the condition out or use isEmpty`)
  }
  if (/^[<>]$/.test(word) && value.startsWith('=')) {
    throw queryInvalid(
      `The value for "${field}" begins with "=", which would change the comparison: remove it`,
    )
  }
  return `${field}${word}${checkValue(field, value)}`
}

function writeList(field: string, values: readonly string[]): string {
  if (values.length === 0) throw queryInvalid(`The list for "${field}" is empty: it would match nothing`)
  for (const value of values) {
    checkValue(field, value)
    if (value === '' || value.includes(',')) {
      throw queryInvalid(`A list for "${field}" cannot hold an empty value or one with a comma`)
    }
  }
  const text = values.join(',')
  // `IN` + `STANCEOFx` would read as another operator.
  if (/^(STANCEOF|_HIERARCHY)/.test(text)) {
    throw queryInvalid(
      `The list for "${field}" begins with a word of the query language: put another value first`,
    )
  }
  return text
}
