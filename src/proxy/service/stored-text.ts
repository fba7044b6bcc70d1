import { isSysId } from '../../protocol/parse-table.js'

/** The values that a filter compares one column with. */
export interface NamedValues {
  /** Of `=`, `!=`, `IN` and `NOT IN`. */
  readonly exact: readonly string[]
  /** Of `STARTSWITH`. */
  readonly starts: readonly string[]
}

/**
 * What an instance makes of a text: it stores it as it is, it stores it or leaves the column as it was (a
 * choice that it does not have; a new record then gets the default), or nobody can tell.
 */
export type Fate =
  { readonly kind: 'stored' | 'stored-or-dropped' } | { readonly kind: 'unsure'; readonly write: string }

type Reading = (text: string, named: NamedValues) => Fate

/*
 * ServiceNow reads what is written: a label finds its record, blanks go, `yes` is a boolean, `1.5` a whole
 * number, `2026-02-30` a day of March, what is too long is cut. A filter compares stored values, so of a column
 * that it names only such texts can be held against it as come out as they went in.
 */

/** Columns whose kind is the platform's own. A further column is of the kind of the filter's values. */
const kinds = new Map<string, Reading>([
  ...[
    'assigned_to',
    'assignment_group',
    'business_service',
    'caller_id',
    'cmdb_ci',
    'company',
    'location',
    'opened_by',
    'service_offering',
  ].map((column) => [column, readReference] as const),
  ...['close_notes', 'correlation_display', 'correlation_id', 'description', 'short_description'].map(
    (column) => [column, readProse] as const,
  ),
])

/** What becomes of `text` in a column that a filter names. */
export function fateOf(column: string, text: string, named: NamedValues): Fate {
  return (kinds.get(column) ?? kindOf(named))(text, named)
}

const stored: Fate = { kind: 'stored' }
const storedOrDropped: Fate = { kind: 'stored-or-dropped' }
const unsure = (write: string): Fate => ({ kind: 'unsure', write })

function kindOf({ exact, starts }: NamedValues): Reading {
  const all = [...exact, ...starts]
  if (all.length === 0) return readUnknown
  if (all.every((one) => isSysId(one.toLowerCase()))) return readReference
  if (all.every((one) => one === 'true' || one === 'false')) return readBoolean
  return readChoice
}

/** Not even emptied: a flag is false then, which is not empty. */
function readUnknown(): Fate {
  return unsure('nothing: the filter does not say what kind of value it has')
}

function readReference(text: string, { exact, starts }: NamedValues): Fate {
  if (text === '') return stored
  if (starts.length > 0 || !exact.every((one) => isSysId(one.toLowerCase()))) {
    return unsure("'': the filter names records by something else than their sys_ids")
  }
  return isSysId(text) ? stored : unsure("a sys_id (32 digits and small letters, no blanks) or ''")
}

function readBoolean(text: string): Fate {
  return text === 'true' || text === 'false' ? stored : unsure('true or false')
}

const wholeNumber = /^(?:0|-?[1-9]\d{0,8})$/
const date = /^\d{4}-\d\d-\d\d/
const word = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/

function readChoice(text: string, { exact, starts }: NamedValues): Fate {
  // The operator has written what is stored.
  if (exact.includes(text)) return stored
  const all = [...exact, ...starts]
  if (all.some((one) => date.test(one))) return unsure("one of the filter's own dates")
  const isNumber = all.every((one) => wholeNumber.test(one))
  // A new record may get the default instead; an emptied number may be zero.
  if (text === '' && !isNumber) return storedOrDropped
  if (isNumber || !Number.isNaN(Number(text))) {
    return wholeNumber.test(text) ? storedOrDropped : unsure('a whole number, such as 2')
  }
  // A column of words may yet be a reference, which the filter names by labels.
  const isPlain = word.test(text) && !isSysId(text.toLowerCase()) && !isCutTo(exact, text)
  return isPlain ? storedOrDropped : unsure('a stored value, without blanks around it, in plain letters')
}

function readProse(text: string, { exact, starts }: NamedValues): Fate {
  if (text === '' || exact.includes(text)) return stored
  const isClean = text.trim() === text && !/[^\P{Cc}\t\n\r]/u.test(text)
  if (!isClean) return unsure('text without blanks around it and without control characters')
  // Where the filter compares, letters have to be such as every database tells apart in the same way.
  const compared = text.slice(0, Math.max(0, ...[...exact, ...starts].map(({ length }) => length)))
  const isPlain = /^[\t\n\r\x20-\x7e]*$/.test(compared) || starts.some((one) => text.startsWith(one))
  return isPlain && !isCutTo(exact, text)
    ? stored
    : unsure('text that does not begin like a value of the filter')
}

/** Whether what is left of a text that is too long for its column may be one of the values. */
function isCutTo(values: readonly string[], text: string): boolean {
  const folded = text.toLowerCase()
  return values.some((one) => folded.startsWith(one.toLowerCase()) && folded !== one.toLowerCase())
}
