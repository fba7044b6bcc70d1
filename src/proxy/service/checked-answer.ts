import type { Row } from '../../protocol/field-value.js'
import { parseResult, parseRow, parseRows } from '../../protocol/parse-table.js'
import { SnowError } from '../../shared/errors.js'
import type { ProxyAnswer } from '../exchange.js'

/** A record as it came, and as it is checked. */
export interface AnsweredRow {
  readonly wire: Readonly<Record<string, unknown>>
  readonly row: Row
}

/** Records of a list. Throws `SNOW_BAD_RESPONSE` for what cannot be read: unread means unchecked. */
export function rowsOf(answer: ProxyAnswer): readonly AnsweredRow[] {
  const body = jsonOf(answer)
  const rows = parseRows(body)
  const wire = parseResult(body) as readonly Readonly<Record<string, unknown>>[]
  return rows.map((row, at) => ({ row, wire: wire[at]! }))
}

/** The record of an answer that has one. */
export function rowOf(answer: ProxyAnswer): AnsweredRow {
  const body = jsonOf(answer)
  return { row: parseRow(body), wire: parseResult(body) as Readonly<Record<string, unknown>> }
}

export function jsonOf({ body }: ProxyAnswer): unknown {
  try {
    if (typeof body === 'string') return JSON.parse(body)
    if (body instanceof Uint8Array) return JSON.parse(new TextDecoder().decode(body))
  } catch {
    // Quota cancellations cut a list under status 200.
  }
  throw new SnowError('SNOW_BAD_RESPONSE', 'The instance answered with JSON that cannot be read')
}

/** The answer with another result. What else was beside it is left out. */
export function withResult({ status, headers }: ProxyAnswer, result: unknown): ProxyAnswer {
  return { status, headers, body: JSON.stringify({ result }) }
}

/** The columns that were asked for; all when `asked` is undefined. */
export function onlyAsked(
  wire: Readonly<Record<string, unknown>>,
  asked: ReadonlySet<string> | undefined,
): Readonly<Record<string, unknown>> {
  if (asked === undefined) return wire
  return Object.fromEntries(Object.entries(wire).filter(([name]) => asked.has(name)))
}
