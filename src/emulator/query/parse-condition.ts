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

/** Longer operators come before those that they begin with. */
const operators = [
  'GT_OR_EQUALS_FIELD',
  'LT_OR_EQUALS_FIELD',
  'IN_HIERARCHY_DYNAMIC',
  'IN_HIERARCHY',
  'CHANGESFROM',
  'ISNOTEMPTY',
  'EMPTYSTRING',
  'STARTSWITH',
  'INSTANCEOF',
  'VALCHANGES',
  'RELATIVEGT',
  'RELATIVEGE',
  'RELATIVELT',
  'RELATIVELE',
  'RELATIVEEE',
  'CHANGESTO',
  'ENDSWITH',
  'NOT LIKE',
  'ANYTHING',
  'DATEPART',
  'LESSTHAN',
  'MORETHAN',
  'GT_FIELD',
  'LT_FIELD',
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
export const textIndexGroupField = '123TEXTINDEXGROUP321'

const condition = new RegExp(
  `^([a-z_][a-z0-9_.]*|${textSearchField}|${textIndexGroupField})` +
    `(${operators.map((operator) => operator.replace('*', '\\*')).join('|')})([^]*)$`,
)
const valueless: ReadonlySet<Operator> = new Set([
  'ISEMPTY',
  'ISNOTEMPTY',
  'ANYTHING',
  'EMPTYSTRING',
  'VALCHANGES',
])

/** Reads `field OP value`; names and operators are case-sensitive, with no space around the operator. */
export function parseCondition(term: string): Condition | Malformed {
  const match = condition.exec(term)
  if (match === null) return { malformed: term }
  const operator = match[2] as Operator
  const value = match[3]!
  if (valueless.has(operator) && value !== '') return { malformed: term }
  return { field: match[1]!, operator, value }
}
