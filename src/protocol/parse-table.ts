import { SnowError } from '../shared/errors.js'
import { emptyValue, type FieldValue, type Row } from './field-value.js'
import { transactionCancelled } from './json-body.js'
import { asRecord, asText, badResponse } from './wire-values.js'

/** Rows of a list answer, `{result: [...]}`. Throws `SNOW_BAD_RESPONSE`, also for an error beside rows. */
export function parseRows(body: unknown): readonly Row[] {
  const result = parseResult(body)
  if (!Array.isArray(result)) throw badResponse('The answer has no list of records')
  return result.map(toRow)
}

/** The record of a `{result: {...}}` answer. */
export function parseRow(body: unknown): Row {
  return toRow(parseResult(body))
}

/** What is under `result`. An `error` beside it means that the rows are not all there. */
export function parseResult(body: unknown): unknown {
  const envelope = asRecord(body)
  if (envelope === undefined || !Object.hasOwn(envelope, 'result')) {
    throw envelope?.['error'] === undefined
      ? badResponse('The answer has no result')
      : errorBeside(envelope['error'])
  }
  if (envelope['error'] !== undefined) throw errorBeside(envelope['error'])
  return envelope['result']
}

/** The column, or the empty value where the record does not have it. */
export function fieldOf(row: Row, name: string): FieldValue {
  return Object.hasOwn(row, name) ? (row[name] ?? emptyValue) : emptyValue
}

/** sys_id of a record. Throws `SNOW_BAD_RESPONSE` where there is none: nothing can be done with such a record. */
export function sysIdOf(row: Row): string {
  const { value } = fieldOf(row, 'sys_id')
  if (!isSysId(value)) throw badResponse('A record in the answer has no sys_id')
  return value
}

export function isSysId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text)
}

function toRow(value: unknown): Row {
  const columns = asRecord(value)
  if (columns === undefined) throw badResponse('A record in the answer is not an object')
  // Entries, not assignment: a column called `__proto__` must stay a name.
  return Object.fromEntries(
    Object.entries(columns).flatMap(([name, column]) =>
      name === '__proto__' ? [] : [[name, toFieldValue(column)]],
    ),
  )
}

function toFieldValue(column: unknown): FieldValue {
  const pair = asRecord(column)
  if (pair === undefined) {
    const text = asText(column)
    return text === '' ? emptyValue : { value: text, label: text }
  }
  return { value: asText(pair['value']), label: asText(pair['display_value']) }
}

function errorBeside(error: unknown): SnowError {
  const words = asText(asRecord(error)?.['message'])
  const options = { instanceMessage: words || undefined }
  if (/transaction cancell?ed/i.test(words)) return transactionCancelled(options)
  return new SnowError('SNOW_BAD_RESPONSE', 'The answer carries an error', options)
}
