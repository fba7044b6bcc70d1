import { emptyValue, type FieldValue, type Row } from './field-value.js'
import type { Comparison, Query, ServerValue } from './query.js'

export interface MatchContext {
  /** sys_id of the signed-in user; `undefined` while unknown. */
  readonly currentUser: string | undefined
}

/** `undefined`: only the server can decide. */
type Verdict = boolean | undefined

/**
 * Decides whether a row satisfies a query. `undefined` where only the server can tell: full-text search,
 * its own clock, columns that were not asked for, and comparisons that depend on the database's collation.
 * `false` is certain: ServiceNow ignored a condition.
 */
export function matchesQuery(query: Query, row: Row, context: MatchContext): Verdict {
  switch (query.kind) {
    case 'text':
      return undefined
    case 'and':
      return every(query.of.map((one) => matchesQuery(one, row, context)))
    case 'or':
      return not(every(query.of.map((one) => not(matchesQuery(one, row, context)))))
    case 'emptiness':
      return withColumn(row, query.field, (field) =>
        query.empty ? isEmptyField(field) : not(isEmptyField(field)),
      )
    case 'membership':
      return withColumn(row, query.field, (field) => {
        const found = not(every(query.values.map((value) => not(isEqual(field, value)))))
        return query.negated ? unlessEmpty(field, not(found)) : found
      })
    case 'comparison':
      return withColumn(row, query.field, (field) => compare(field, query, context))
  }
}

/** Columns that a query reads, so that a request can ask for them and its rows can be checked. */
export function queryFields(query: Query): readonly string[] {
  if (query.kind === 'text') return []
  return 'of' in query ? query.of.flatMap(queryFields) : [query.field]
}

function withColumn(row: Row, name: string, decide: (field: FieldValue) => Verdict): Verdict {
  return Object.hasOwn(row, name) ? decide(row[name] ?? emptyValue) : undefined
}

function compare(field: FieldValue, { operator, value }: Comparison, context: MatchContext): Verdict {
  const wanted = typeof value === 'string' ? value : serverValue(value, context)
  if (wanted === undefined) return undefined
  switch (operator) {
    case 'equals':
      return isEqual(field, wanted)
    case 'not-equals':
      // Whether an empty column differs from a value is the database's choice.
      return unlessEmpty(field, not(isEqual(field, wanted)))
    case 'contains':
      return hasText(field, wanted, (text, part) => text.includes(part))
    case 'not-contains':
      return unlessEmpty(field, not(hasText(field, wanted, (text, part) => text.includes(part))))
    case 'starts-with':
      return hasText(field, wanted, (text, part) => text.startsWith(part))
    case 'ends-with':
      return hasText(field, wanted, (text, part) => text.endsWith(part))
    default: {
      const order = orderOf(field.value, wanted)
      if (order === undefined) return undefined
      if (order === 0) return operator.endsWith('-or-equal')
      return operator.startsWith('less') === order < 0
    }
  }
}

function serverValue(value: ServerValue, { currentUser }: MatchContext): string | undefined {
  return value.server === 'current-user' && currentUser ? currentUser : undefined
}

const dateTime = /^\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?$/
const number = /^-?\d+(\.\d+)?$/

function isEqual({ value, label }: FieldValue, wanted: string): Verdict {
  if (wanted === '') return isEmptyField({ value, label })
  if (fold(value) === fold(wanted)) return true
  if (number.test(value) && number.test(wanted)) return Number(value) === Number(wanted)
  if (dateTime.test(value) && value.length !== wanted.length) return undefined
  if (asBoolean(value) !== undefined && asBoolean(value) === asBoolean(wanted)) return true
  // ServiceNow finds references by their display value too.
  if (label !== '' && label !== value && fold(label) === fold(wanted)) return undefined
  return certainly(false, value, wanted)
}

function asBoolean(text: string): boolean | undefined {
  if (text === 'true' || text === '1') return true
  return text === 'false' || text === '0' ? false : undefined
}

/** References match by their label, other columns by their value: either will do. */
function hasText(
  { value, label }: FieldValue,
  wanted: string,
  test: (text: string, part: string) => boolean,
): Verdict {
  const part = fold(wanted)
  if (test(fold(value), part) || test(fold(label), part)) return true
  // Wildcards of the database.
  if (/[%_*]/.test(wanted)) return undefined
  return certainly(false, value + label, wanted)
}

/** Less, equal or more, for kinds of values whose order does not depend on a collation. */
function orderOf(value: string, wanted: string): number | undefined {
  if (number.test(value) && number.test(wanted)) return Math.sign(Number(value) - Number(wanted))
  const comparable =
    value.length === wanted.length &&
    ((dateTime.test(value) && dateTime.test(wanted)) ||
      (/^[0-9a-f]{32}$/.test(value) && /^[0-9a-f]{32}$/.test(wanted)))
  if (!comparable) return undefined
  return value === wanted ? 0 : value < wanted ? -1 : 1
}

function isEmptyField({ value, label }: FieldValue): Verdict {
  // Journals and due dates show a label for an empty value; unset numbers and booleans a zero.
  if (value === '') return label === '' ? true : undefined
  return value === '0' || value === 'false' ? undefined : false
}

function unlessEmpty(field: FieldValue, verdict: Verdict): Verdict {
  return field.value === '' ? undefined : verdict
}

/** Collations ignore case, accents and trailing spaces; beyond ASCII they differ from one another. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trimEnd()
}

function certainly(verdict: boolean, ...texts: readonly string[]): Verdict {
  return texts.some((text) => /\P{ASCII}/u.test(text)) ? undefined : verdict
}

function every(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false
  return verdicts.includes(undefined) ? undefined : true
}

function not(verdict: Verdict): Verdict {
  return verdict === undefined ? undefined : !verdict
}
