import type { Comparison, Query, Sort } from './query.js'
import {
  checkField,
  currentGroupsOption,
  dynamicWord,
  operatorWords,
  queryInvalid,
  serverWords,
  textSearchField,
} from './query-words.js'

export interface ParsedQuery {
  readonly query: Query
  readonly sort: readonly Sort[]
}

const operators = Object.entries(operatorWords) as [Comparison['operator'], string][]
const servers = Object.entries(serverWords) as [keyof typeof serverWords, string][]
/** Longer words first: `<=` before `<`. Membership and emptiness are words of their own. */
const words = [
  ...operators.map(([, word]) => word),
  'IN',
  'NOT IN',
  'ISEMPTY',
  'ISNOTEMPTY',
  dynamicWord,
].sort((one, other) => other.length - one.length)

/**
 * Reads an encoded query strictly: what `buildQuery` can write, plus `field=` for "is empty" and the
 * terminator `^EQ` that ServiceNow's own "Copy query" appends. Throws `SNOW_QUERY_INVALID` with the
 * position for anything else, where ServiceNow would drop the condition and answer more rows.
 */
export function parseQuery(text: string): ParsedQuery {
  const clauses: Query[][][] = [[]]
  const sort: Sort[] = []
  let ended = false
  let position = 0
  for (const token of text === '' ? [] : text.split('^')) {
    const at = position
    position += token.length + 1
    const last = clauses.at(-1)!
    if (token.startsWith('ORDERBY')) {
      const descending = token.startsWith('ORDERBYDESC')
      sort.push({ field: fieldAt(token.slice(descending ? 11 : 7), at), descending })
    } else if (sort.length > 0) {
      throw invalidAt(at, 'a condition after the ordering')
    } else if (token === 'EQ' && last.length > 0 && !ended) {
      ended = true
    } else if (token.startsWith('NQ') && last.length > 0) {
      clauses.push([[readCondition(token.slice(2), at + 2)]])
      ended = false
    } else if (ended) {
      throw invalidAt(at, 'a condition after "^EQ"')
    } else if (token.startsWith('OR') && last.length > 0) {
      last.at(-1)!.push(readCondition(token.slice(2), at + 2))
    } else {
      last.push([readCondition(token, at)])
    }
  }
  return {
    query: normal(
      'or',
      clauses.map((clause) =>
        normal(
          'and',
          clause.map((group) => normal('or', group)),
        ),
      ),
    ),
    sort,
  }
}

/** A conjunction or disjunction without needless levels. */
function normal(kind: 'and' | 'or', of: readonly Query[]): Query {
  return of.length === 1 ? of[0]! : { kind, of }
}

function readCondition(text: string, at: number): Query {
  if (text.startsWith(`${textSearchField}=`)) {
    const words = text.slice(textSearchField.length + 1)
    if (words.trim() === '') throw invalidAt(at, 'a text search without words')
    return { kind: 'text', text: words }
  }
  const name = /^[a-z0-9_.]*/.exec(text)![0]
  const field = fieldAt(name, at)
  const rest = text.slice(name.length)
  const word = words.find((one) => rest.startsWith(one))
  if (word === undefined) throw invalidAt(at + name.length, 'no operator that is known')
  const value = rest.slice(word.length)
  const valueAt = at + name.length + word.length
  switch (word) {
    case 'ISEMPTY':
    case 'ISNOTEMPTY':
      if (value !== '') throw invalidAt(valueAt, `a value after ${word}`)
      return { kind: 'emptiness', field, empty: word === 'ISEMPTY' }
    case 'IN':
    case 'NOT IN': {
      const values = value.split(',')
      if (values.includes('')) throw invalidAt(valueAt, 'an empty value in a list')
      if (/^(STANCEOF|_HIERARCHY)/.test(value)) throw invalidAt(valueAt - 2, 'no operator that is known')
      values.forEach((one) => checkPlain(one, valueAt))
      return { kind: 'membership', field, negated: word === 'NOT IN', values }
    }
    case dynamicWord:
      if (value !== currentGroupsOption) throw invalidAt(valueAt, 'a dynamic value that is not known')
      return { kind: 'comparison', field, operator: 'equals', value: { server: 'current-groups' } }
    default:
      return readComparison(field, word, value, valueAt)
  }
}

function readComparison(field: string, word: string, value: string, at: number): Query {
  const operator = operators.find(([, one]) => one === word)![0]
  const server = servers.find(([, one]) => one === value)
  if (server !== undefined) return { kind: 'comparison', field, operator, value: { server: server[0] } }
  if (value === '') {
    if (word === '=' || word === '!=') return { kind: 'emptiness', field, empty: word === '=' }
    throw invalidAt(at, 'no value')
  }
  checkPlain(value, at)
  return { kind: 'comparison', field, operator, value }
}

function checkPlain(value: string, at: number): void {
  if (/^\s*javascript:/i.test(value)) throw invalidAt(at, 'a script that is not allowed')
  if (/[\p{Cc}\p{Cs}]/u.test(value)) throw invalidAt(at, 'control characters or broken text')
}

function fieldAt(name: string, at: number): string {
  try {
    return checkField(name)
  } catch {
    throw invalidAt(at, 'no column name')
  }
}

const invalidAt = (position: number, what: string): Error =>
  queryInvalid(`The encoded query has ${what} at character ${position + 1}`)
