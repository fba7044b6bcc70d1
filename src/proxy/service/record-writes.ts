import { sysIdOf } from '../../protocol/parse-table.js'
import { asRecord } from '../../protocol/wire-values.js'
import { SnowError } from '../../shared/errors.js'
import type { ProxyAnswer } from '../exchange.js'
import { onlyAsked, rowOf, withResult } from './checked-answer.js'
import { shownColumns } from './scoped-query.js'
import type { ScopedRequest } from './scoped-request.js'
import { denied, notThere } from './service-scope.js'
import { checkFirst, recordsInside } from './table-reads.js'
import { rowsAfter, type Columns } from './written-rows.js'

/**
 * Files a record that is inside of the filter: the exact values that the filter asks for are written into
 * it, and where that does not make it inside, nothing is sent.
 */
export async function createRecord(request: ScopedRequest, table: string): Promise<ProxyAnswer> {
  const { service, user } = request
  const filter = service.scope.filterOf(table)
  const columns = { ...filter.given(user), ...subjectOf(request), ...readColumns(request) }
  const rows = rowsAfter(filter, columns, { user, current: undefined })
  if (!rows.every((row) => filter.holds(row, user))) {
    throw denied(
      `A new record would be outside of the filter of "${table}", or nobody can tell: it needs ` +
        filter.fields.join(', '),
    )
  }
  await checkFirst(request, table, filter)
  return write(request, table, { columns, done: 201 })
}

/** Changes a record that is inside of the filter, and stays there. */
export async function updateRecord(request: ScopedRequest, table: string, id: string): Promise<ProxyAnswer> {
  const { service, user } = request
  const filter = service.scope.filterOf(table)
  const columns = readColumns(request)
  if (filter.fields.length > 0) {
    const current = (await recordsInside(request, table, [id])).get(id)
    if (current === undefined) throw notThere()
    const isBlind = filter.fields.some((field) => followsChanged(field, columns))
    const rows = rowsAfter(filter, columns, { user, current: current.row })
    if (isBlind || !rows.every((row) => filter.holds(row, user))) {
      throw denied(`The change would move the record out of the filter of "${table}"`)
    }
  }
  return write(request, table, { columns, done: 200, id })
}

/** Where a reference leads after a change nobody can tell before it. */
function followsChanged(field: string, columns: Columns): boolean {
  const [reference = '', ...rest] = field.split('.')
  return rest.length > 0 && Object.hasOwn(columns, reference)
}

interface Write {
  readonly columns: Columns
  /** Status of the answer that says that it is done. */
  readonly done: number
  readonly id?: string
}

async function write(
  request: ScopedRequest,
  table: string,
  { columns, done, id }: Write,
): Promise<ProxyAnswer> {
  const { service, user } = request
  const filter = service.scope.filterOf(table)
  const { parameters, asked } = shownColumns(request, table, filter.fields)
  // Written anew: of two equal keys every reader of JSON may take another.
  const body = new TextEncoder().encode(JSON.stringify(columns))
  const answer = await request.pass({ parameters, body })
  if (answer.status !== done) return answer
  const { row, wire } = rowOf(answer)
  if (id !== undefined && sysIdOf(row) !== id) throw left()
  // A rule of the instance may have moved it: then it is not ours to show, but it was written.
  if (!filter.holds(row, user)) throw left()
  return withResult(answer, onlyAsked(wire, asked))
}

/** The columns of the page's body. Throws `SNOW_REQUEST_REFUSED` for anything but plain values of listed ones. */
function readColumns({ body, service }: ScopedRequest): Columns {
  const columns = asRecord(parse(body))
  if (columns === undefined) throw refused('The body is no JSON object')
  return Object.fromEntries(
    Object.entries(columns).map(([name, value]) => {
      if (!service.scope.writable.has(name)) {
        throw refused(`A service account does not write "${name.slice(0, 64)}" (\`writableColumns\`)`)
      }
      const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      if (!isPlain) throw refused(`The value of "${name}" is no text, number or boolean`)
      return [name, String(value)]
    }),
  )
}

function parse(body: ScopedRequest['body']): unknown {
  try {
    return body instanceof Uint8Array ? JSON.parse(new TextDecoder().decode(body)) : undefined
  } catch {
    return undefined
  }
}

/** Who of the host's people files it, where a column is configured for that. */
function subjectOf({ service, hostUser }: ScopedRequest): Columns {
  const { subjectColumn } = service.scope
  if (subjectColumn === undefined || hostUser === undefined) return {}
  const { subject, name } = hostUser
  return { [subjectColumn]: name === undefined ? subject : `${name} (${subject})` }
}

function left(): SnowError {
  return new SnowError(
    'SNOW_OUTCOME_UNKNOWN',
    'The instance has written the record, but it is outside of what this connection may see',
  )
}

const refused = (message: string): SnowError => new SnowError('SNOW_REQUEST_REFUSED', message)
