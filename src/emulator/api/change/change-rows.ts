import { mayReadRow, type Principal } from '../../acl.js'
import { noRecord } from '../../api-error.js'
import { type Instance } from '../../instance.js'
import { type EncodedQuery, parseEncodedQuery } from '../../query/encoded-query.js'
import { runQuery } from '../../query/run-query.js'
import { readableRow } from '../../records/record-class.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { wholeNumber } from '../read-parameters.js'
import { invalidPartsOf, queryContextOf } from '../query-context-of.js'

export const changeTypes = ['normal', 'standard', 'emergency'] as const

/** The rows of a list of the Change API, and the query that found them. */
export function changeRows(
  instance: Instance,
  table: string,
  { parameters, required, who }: { parameters: URLSearchParams; required: StoredRow; who: Principal },
): { readonly rows: readonly StoredRow[]; readonly encodedQuery: string } {
  const conditions = Object.entries(required).map(([field, value]) => `${field}=${value}`)
  const text = parameters.get('sysparm_query') ?? ''
  const search = parameters.get('textSearch') ?? ''
  const asked = [text, search === '' ? '' : `123TEXTQUERY321=${search}`]
    .filter((part) => part !== '')
    .join('^')
  const query = withRequired(parseEncodedQuery(asked, instance.switches['caret-escape']), required)
  const { rows } = runQuery(instance.store.table(table), query, queryContextOf(instance, who), {
    offset: wholeNumber(parameters.get('sysparm_offset'), 0),
    limit: wholeNumber(parameters.get('sysparm_limit'), 0) || 500,
    count: false,
    invalid: invalidPartsOf(instance),
  })
  return {
    rows: rows.filter((row) => mayReadRow(instance.store, who, table, row)),
    encodedQuery: [...conditions, asked].filter((part) => part !== '').join('^'),
  }
}

/** Every group of the query with conditions that no `^NQ` gets around. */
function withRequired({ groups, order }: EncodedQuery, required: StoredRow): EncodedQuery {
  const extra = Object.entries(required).map(([field, value]) => [{ field, operator: '=' as const, value }])
  const all = groups.length === 0 ? [[]] : groups
  return { groups: all.map((group) => [...extra, ...group]), order }
}

/** A change, or another row of its API, that has these values; 404 for any other. */
export function changeRow(
  instance: Instance,
  table: string,
  { sysId, required, who }: { readonly sysId: string; readonly required: StoredRow; readonly who: Principal },
): StoredRow {
  const row = readableRow(instance, table, sysId, who)
  if (Object.entries(required).some(([field, value]) => row[field] !== value)) throw noRecord()
  return row
}
