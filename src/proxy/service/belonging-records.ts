import { buildQuery } from '../../protocol/build-query.js'
import { fieldOf, isSysId } from '../../protocol/parse-table.js'
import { and, oneOf } from '../../protocol/query-builders.js'
import type { Query } from '../../protocol/query.js'
import { SnowError } from '../../shared/errors.js'
import type { ProxyAnswer } from '../exchange.js'
import { onlyAsked, rowOf, rowsOf, withResult } from './checked-answer.js'
import { readQuery, shownColumns } from './scoped-query.js'
import type { ScopedRequest } from './scoped-request.js'
import { denied, notThere } from './service-scope.js'
import { recordsInside } from './table-reads.js'

/*
 * Files and journals have no filter of their own: they are those of records that are inside. A request has
 * to name the records, or what it counts and orders would tell of others.
 */

/** Tables whose records have journals. */
const journalled = ['change_request', 'incident', 'problem', 'sc_req_item', 'sc_request']
/** Tables whose records have files that people put there; those of a person are their own. */
const withFiles: ReadonlySet<string> = new Set([...journalled, 'kb_knowledge'])
const mostRecords = 100

/** The files of records, as the Attachment API lists them. */
export async function listFiles(request: ScopedRequest): Promise<ProxyAnswer> {
  const { parameters, decision } = request
  const { query, sort } = readQuery(parameters.get('sysparm_query'), undefined)
  const parts = partsOf(query)
  const [table, ...otherTables] = exactly(parts, 'table_name')
  if (table === undefined || otherTables.length > 0) throw unnamed('table_name=')
  const ids = exactly(parts, 'table_sys_id')
  if (ids.length === 0 || ids.length > mostRecords || !ids.every(isSysId)) throw unnamed('table_sys_id=')
  const inside = await ownersInside(request, table, ids)
  if (inside.length === 0) return noRows()
  const rest = parts.filter((part) => !('field' in part) || !owners.has(part.field))
  const asked = new URLSearchParams(parameters)
  asked.set(
    'sysparm_query',
    // Last, so that no `^OR` of the page reaches what holds the files to their records.
    buildQuery(and(...rest, oneOf('table_name', [table]), oneOf('table_sys_id', inside)), sort),
  )
  const answer = await request.ask(decision.match.path, asked)
  if (answer.status !== 200) return answer
  const rows = rowsOf(answer)
  const isOurs = rows.every(
    ({ row }) =>
      fieldOf(row, 'table_name').value === table && inside.includes(fieldOf(row, 'table_sys_id').value),
  )
  if (!isOurs) throw ignored()
  answer.headers.delete('Link')
  return withResult(
    answer,
    rows.map(({ wire }) => wire),
  )
}

/** What the instance knows of one file. */
export async function readFile(request: ScopedRequest, id: string): Promise<ProxyAnswer> {
  const answer = await request.ask(`/api/now/attachment/${id}`, new URLSearchParams())
  if (answer.status !== 200) return answer
  const { row, wire } = rowOf(answer)
  if (fieldOf(row, 'sys_id').value !== id) throw ignored()
  const table = fieldOf(row, 'table_name').value
  const owner = fieldOf(row, 'table_sys_id').value
  const isReachable = withFiles.has(table) && request.service.scope.isReachable(table)
  if (!isReachable || !isSysId(owner)) throw notThere()
  if ((await ownersInside(request, table, [owner])).length === 0) throw notThere()
  return withResult(answer, wire)
}

/** A file's bytes. */
export async function downloadFile(request: ScopedRequest, id: string): Promise<ProxyAnswer> {
  const known = await readFile(request, id)
  return known.status === 200 ? request.pass() : known
}

/** Puts a file to a record that is inside. */
export async function uploadFile(request: ScopedRequest): Promise<ProxyAnswer> {
  const table = request.parameters.get('table_name') ?? ''
  const owner = request.parameters.get('table_sys_id') ?? ''
  if (!request.parameters.has('file_name') || !isSysId(owner)) throw unnamed('table_sys_id=')
  if (!(await recordsInside(request, table, [owner])).has(owner)) throw notThere()
  return request.pass()
}

/** The journal entries of one record. */
export async function listJournal(request: ScopedRequest): Promise<ProxyAnswer> {
  const { decision, parameters: sent } = request
  const { query, sort } = readQuery(sent.get('sysparm_query'), undefined)
  const parts = partsOf(query)
  const [id, ...others] = exactly(parts, 'element_id')
  if (id === undefined || others.length > 0 || !isSysId(id)) throw unnamed('element_id=')
  if (!(await hasJournalInside(request, id))) return noRows()
  const { parameters, asked } = shownColumns(request, 'sys_journal_field', ['element_id'])
  const rest = parts.filter((part) => !('field' in part) || part.field !== 'element_id')
  parameters.set('sysparm_query', buildQuery(and(...rest, oneOf('element_id', [id])), sort))
  const answer = await request.ask(decision.match.path, parameters)
  if (answer.status !== 200) return answer
  const rows = rowsOf(answer)
  if (!rows.every(({ row }) => fieldOf(row, 'element_id').value === id)) throw ignored()
  answer.headers.delete('Link')
  return withResult(
    answer,
    rows.map(({ wire }) => onlyAsked(wire, asked)),
  )
}

const owners: ReadonlySet<string> = new Set(['table_name', 'table_sys_id'])

/** Even of an open table the record is looked up: a sys_id says nothing of the table that it is in. */
async function hasJournalInside(request: ScopedRequest, id: string): Promise<boolean> {
  for (const table of journalled.filter((one) => request.service.scope.isReachable(one))) {
    if ((await recordsInside(request, table, [id])).has(id)) return true
  }
  return false
}

async function ownersInside(
  request: ScopedRequest,
  table: string,
  ids: readonly string[],
): Promise<readonly string[]> {
  if (!withFiles.has(table)) throw denied(`A service account reads no files of "${table.slice(0, 64)}"`)
  const unique = [...new Set(ids)]
  const inside = await recordsInside(request, table, unique)
  return unique.filter((id) => inside.has(id))
}

/** What must hold all together; a query of alternatives is one part. */
function partsOf(query: Query): readonly Query[] {
  return query.kind === 'and' ? query.of : [query]
}

/** The values that one of the parts allows a column; none where it is not held to any, or to several lists. */
function exactly(parts: readonly Query[], field: string): readonly string[] {
  const found = parts.filter((part) => 'field' in part && part.field === field)
  const [only, another] = found
  if (only === undefined || another !== undefined) return []
  if (only.kind === 'membership') return only.negated ? [] : only.values
  if (only.kind !== 'comparison' || only.operator !== 'equals') return []
  return typeof only.value === 'string' ? [only.value] : []
}

function noRows(): ProxyAnswer {
  const headers = new Headers({ 'Content-Type': 'application/json', 'X-Total-Count': '0' })
  return { status: 200, headers, body: JSON.stringify({ result: [] }) }
}

const unnamed = (what: string): SnowError =>
  denied(`A service account has to name the records in question: ${what}<…>`)

const ignored = (): SnowError =>
  new SnowError('SNOW_QUERY_IGNORED', 'The instance answers with something of another record')
