import { buildQuery } from '../protocol/build-query.js'
import { matchesQuery } from '../protocol/match-query.js'
import type { Query } from '../protocol/query.js'
import type { TableRecord } from '../protocol/records.js'

/** What names a record for a person and for the instance. */
export interface RecordName {
  readonly sysId: string
  readonly number: string
}

/** All records of a table that match, without any of them being read. */
export interface SelectionRule {
  readonly table: string
  /** Its own: it stays what it was when the list shows something else. */
  readonly query: Query
  /** What a person calls it. */
  readonly label: string
  /** Also those that will match later: the host goes on to follow it. */
  readonly live: boolean
}

/** A rule as the host gets it, with what the person took out of it. */
export interface SelectedRule extends SelectionRule {
  readonly exceptions: readonly RecordName[]
}

export interface RuleContext {
  /** sys_id of the signed-in user. */
  readonly currentUser: string | undefined
  /** The query whose records are on screen. */
  readonly shown: Query | undefined
}

/** Whether a record of the list falls under a rule, exceptions aside. Each record is asked about once. */
export type Coverage = (record: TableRecord) => boolean

/** Whether two queries ask for the same: as the wire says them. */
export function isSameQuery(one: Query | undefined, other: Query | undefined): boolean {
  return one === other || (one !== undefined && other !== undefined && buildQuery(one) === buildQuery(other))
}

/**
 * What a rule covers. Where only the server can decide, as in a text search, a record that is on screen is
 * covered while its list shows the query of the rule, and not after.
 */
export function createCoverage(rule: SelectionRule | undefined, context: RuleContext): Coverage {
  if (rule === undefined) return () => false
  const isShown = isSameQuery(rule.query, context.shown)
  const known = new WeakMap<TableRecord, boolean>()
  return (record) => {
    const before = known.get(record)
    if (before !== undefined) return before
    const covered =
      record.table === rule.table && (matchesQuery(rule.query, record.fields, context) ?? isShown)
    known.set(record, covered)
    return covered
  }
}
