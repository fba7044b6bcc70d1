import { fieldOf, sysIdOf } from '../protocol/parse-table.js'
import { and, ascending, contains, equals, oneOf, or, startsWith } from '../protocol/query-builders.js'
import type { Query } from '../protocol/query.js'
import type { RecordsApi } from '../client/types.js'
import { toSearchText } from '../protocol/search-query.js'

/** One record that a reference can point to. */
export interface LookUpOption {
  readonly sysId: string
  readonly label: string
  /** What tells two of one name apart: the e-mail address of a person; `''` where there is none. */
  readonly detail: string
}

interface Searched {
  readonly label: string
  readonly detail: string | undefined
  /** Fields whose beginning is compared with what is typed, beside the label, which may hold it anywhere. */
  readonly beginnings: readonly string[]
  readonly hasActive: boolean
}

const known: Readonly<Record<string, Searched>> = {
  sys_user: { label: 'name', detail: 'email', beginnings: ['user_name', 'email'], hasActive: true },
  sys_user_group: { label: 'name', detail: undefined, beginnings: [], hasActive: true },
}
const other: Searched = { label: 'name', detail: undefined, beginnings: [], hasActive: false }

/** Most options that a look-up shows: who wants others types on. */
export const maximumOptions = 20

export interface LookUpRequest {
  readonly query: Query
  readonly fields: readonly string[]
  readonly sort: NonNullable<Parameters<RecordsApi['list']>[1]['sort']>
}

/** Asks for the records of a table whose name or address a person types; nothing typed finds the first. */
export function lookUpRequest(table: string, typed: string): LookUpRequest {
  const { label, beginnings, hasActive } = searchedOf(table)
  const text = toSearchText(typed)
  const found = or(contains(label, text), ...beginnings.map((field) => startsWith(field, text)))
  const query = and(...(hasActive ? [equals('active', 'true')] : []), ...(text === '' ? [] : [found]))
  return { query, fields: fieldsOf(table), sort: [ascending(label)] }
}

/** Asks for records by their sys_ids, also for those that are not active any more. */
export function labelsRequest(table: string, sysIds: readonly string[]): LookUpRequest {
  return { query: oneOf('sys_id', sysIds), fields: fieldsOf(table), sort: [] }
}

export function toOption(table: string, row: Parameters<typeof fieldOf>[0]): LookUpOption {
  const { label, detail } = searchedOf(table)
  return {
    sysId: sysIdOf(row),
    label: fieldOf(row, label).label,
    detail: detail === undefined ? '' : fieldOf(row, detail).label,
  }
}

function searchedOf(table: string): Searched {
  return Object.hasOwn(known, table) ? known[table]! : other
}

function fieldsOf(table: string): readonly string[] {
  const { label, detail } = searchedOf(table)
  return detail === undefined ? [label] : [label, detail]
}
