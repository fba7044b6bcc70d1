import { type Condition, type Malformed, parseCondition } from './parse-condition.js'

export { type Condition, type Malformed, type Operator } from './parse-condition.js'

/** `RLQUERYtable.field,>=1^…^ENDRLQUERY`: how many rows of another table refer to this one. */
export interface RelatedQuery {
  readonly related: { readonly table: string; readonly field: string }
  readonly comparison: '=' | '!=' | '>' | '>=' | '<' | '<='
  readonly count: number
  readonly query: EncodedQuery
}

/** `JOINtable.column=other.column!…`: another table has a row with the same value. */
export interface JoinQuery {
  readonly joined: { readonly table: string; readonly field: string }
  readonly own: { readonly table: string; readonly field: string }
  readonly query: EncodedQuery
}

export type Alternative = Condition | RelatedQuery | JoinQuery | Malformed

export interface Order {
  readonly field: string
  readonly descending: boolean
}

export interface EncodedQuery {
  /** Groups are joined by `^NQ`; the conjuncts of a group by `^`; the alternatives of a conjunct by `^OR`. */
  readonly groups: readonly (readonly (readonly Alternative[])[])[]
  readonly order: readonly Order[]
}

/**
 * Reads an encoded query; never throws, because an instance never refuses one as such. Whether `^^` is
 * a caret or two separators is not known for REST: ServiceNow's own sources say both.
 */
export function parseEncodedQuery(text: string, caretEscape: 'literal' | 'separator'): EncodedQuery {
  return readTerms(splitTerms(text, caretEscape), false)
}

const endOfRelated = 'ENDRLQUERY'

function readTerms(terms: readonly string[], isInner: boolean): EncodedQuery {
  const groups: Alternative[][][] = [[]]
  const order: Order[] = []
  for (let at = 0; at < terms.length; at++) {
    const { joint, rest } = jointOf(terms[at]!)
    if (joint === 'NQ' && groups.at(-1)!.length > 0) groups.push([])
    const ordering = joint === 'OR' ? null : /^ORDERBY(DESC)?([a-z0-9_.]+)$/.exec(rest)
    if (ordering !== null) {
      order.push({ field: ordering[2]!, descending: ordering[1] !== undefined })
      continue
    }
    // `^EQ` ends a query in words; GROUPBY is for lists that people see.
    if (rest === '' || rest === 'EQ' || rest.startsWith('GROUPBY')) continue
    const group = groups.at(-1)!
    const isRelated = rest.startsWith('RLQUERY')
    const end = isRelated && !isInner ? endFrom(terms, at) : at
    const alternative = isInner ? parseCondition(rest) : parsePart(rest, terms.slice(at + 1, end))
    at = end
    const last = group.at(-1)
    if (joint !== 'OR' || last === undefined || isRelated) group.push([alternative])
    else last.push(alternative)
  }
  // A group without any condition, as after a trailing ^NQ, says nothing.
  return {
    groups: groups.filter((group, at) => group.length > 0 || (at === 0 && groups.length === 1)),
    order,
  }
}

/** How a term is joined to what stands before: names are in small letters, so `OR` and `NQ` are no part of one. */
function jointOf(term: string): { readonly joint: '' | 'OR' | 'NQ'; readonly rest: string } {
  if (term.startsWith('NQ')) return { joint: 'NQ', rest: term.slice(2) }
  const isOr = term.startsWith('OR') && !term.startsWith('ORDERBY')
  return isOr ? { joint: 'OR', rest: term.slice(2) } : { joint: '', rest: term }
}

/** Where a related query ends; the closing word may be left out at the end of the query. */
function endFrom(terms: readonly string[], at: number): number {
  const end = terms.indexOf(endOfRelated, at)
  return end < 0 ? terms.length : end
}

function parsePart(term: string, inner: readonly string[]): Alternative {
  if (term.startsWith('RLQUERY')) return parseRelated(term, inner)
  return term.startsWith('JOIN') ? parseJoin(term) : parseCondition(term)
}

function parseRelated(term: string, inner: readonly string[]): RelatedQuery | Malformed {
  const head = /^RLQUERY([a-z0-9_]+)\.([a-z0-9_.]+),(=|!=|>=|<=|>|<)(\d{1,9})(?:,m2m)?$/.exec(term)
  if (head === null) return { malformed: term }
  return {
    related: { table: head[1]!, field: head[2]! },
    comparison: head[3] as RelatedQuery['comparison'],
    count: Number(head[4]),
    query: readTerms(inner, true),
  }
}

/** The conditions on the joined table follow the mark, with `^^` between them. */
function parseJoin(term: string): JoinQuery | Malformed {
  const head = /^JOIN([a-z0-9_]+)\.([a-z0-9_]+)=([a-z0-9_]+)\.([a-z0-9_]+)!([^]*)$/.exec(term)
  if (head === null) return { malformed: term }
  return {
    own: { table: head[1]!, field: head[2]! },
    joined: { table: head[3]!, field: head[4]! },
    query: readTerms(splitTerms(head[5]!, 'separator'), true),
  }
}

function splitTerms(text: string, caretEscape: 'literal' | 'separator'): string[] {
  const terms: string[] = []
  let term = ''
  for (const piece of text.split(/(\^\^?)/)) {
    if (piece === '^^' && caretEscape === 'literal') term += '^'
    else if (piece.startsWith('^')) {
      terms.push(term)
      term = ''
    } else term += piece
  }
  terms.push(term)
  return terms.filter((each) => each !== '')
}
