/** One condition as it was written: `caller_id.name` `STARTSWITH` `Ab`. */
export interface Condition {
  readonly field: string
  readonly operator: Operator
  readonly value: string
}

/** A part of a query that cannot be read; what happens to it is a switch. */
export interface Malformed {
  readonly malformed: string
}

export type Alternative = Condition | Malformed

export interface Order {
  readonly field: string
  readonly descending: boolean
}

export interface EncodedQuery {
  /** Groups are joined by `^NQ`; the conjuncts of a group by `^`; the alternatives of a conjunct by `^OR`. */
  readonly groups: readonly (readonly (readonly Alternative[])[])[]
  readonly order: readonly Order[]
}

const operators = [
  'ISNOTEMPTY',
  'EMPTYSTRING',
  'STARTSWITH',
  'ENDSWITH',
  'NOT LIKE',
  'ANYTHING',
  'DYNAMIC',
  'NSAMEAS',
  'BETWEEN',
  'ISEMPTY',
  'NOTLIKE',
  'NOT IN',
  'SAMEAS',
  'NOTON',
  'LIKE',
  'IN',
  'ON',
  '!=',
  '>=',
  '<=',
  '!*',
  '=',
  '>',
  '<',
  '*',
  '%',
] as const

export type Operator = (typeof operators)[number]

export const textSearchField = '123TEXTQUERY321'

const condition = new RegExp(
  `^([a-z_][a-z0-9_.]*|${textSearchField})(?!INSTANCEOF|IN_HIERARCHY)` +
    `(${operators.map((operator) => operator.replace('*', '\\*')).join('|')})([^]*)$`,
)
const valueless: ReadonlySet<Operator> = new Set(['ISEMPTY', 'ISNOTEMPTY', 'ANYTHING', 'EMPTYSTRING'])

/** Reads an encoded query; never throws, because an instance never refuses one as such. */
export function parseEncodedQuery(text: string, caretEscape: 'literal' | 'separator'): EncodedQuery {
  const groups: Alternative[][][] = [[]]
  const order: Order[] = []
  for (const term of splitTerms(text, caretEscape)) {
    const ordering = /^ORDERBY(DESC)?([a-z0-9_.]+)$/.exec(term)
    if (ordering !== null) {
      order.push({ field: ordering[2]!, descending: ordering[1] !== undefined })
    } else if (term.startsWith('NQ')) {
      groups.push([])
      addConjunct(groups.at(-1)!, term.slice(2))
    } else if (term.startsWith('OR') && !term.startsWith('ORDERBY')) {
      const last = groups.at(-1)!.at(-1)
      if (last === undefined) addConjunct(groups.at(-1)!, term.slice(2))
      else last.push(parseCondition(term.slice(2)))
    } else if (term !== 'EQ' && !term.startsWith('GROUPBY')) {
      addConjunct(groups.at(-1)!, term)
    }
  }
  return { groups, order }
}

function addConjunct(group: Alternative[][], term: string): void {
  if (term !== '' && term !== 'EQ') group.push([parseCondition(term)])
}

function parseCondition(term: string): Alternative {
  const match = condition.exec(term)
  if (match === null) return { malformed: term }
  const operator = match[2] as Operator
  const value = match[3]!
  if (valueless.has(operator) && value !== '') return { malformed: term }
  return { field: match[1]!, operator, value }
}

function splitTerms(text: string, caretEscape: 'literal' | 'separator'): string[] {
  const terms: string[] = []
  let term = ''
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== '^') term += text[at]
    else if (caretEscape === 'literal' && text[at + 1] === '^') {
      term += '^'
      at++
    } else {
      terms.push(term)
      term = ''
    }
  }
  terms.push(term)
  return terms.filter((each) => each !== '')
}
