import { type Hono } from 'hono'
import { ApiError, noRecord } from '../api-error.js'
import { mayReadColumn, type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { columnPath, type ColumnPath } from '../query/column-path.js'
import { createRecord, deleteRecord, readableRow, updateRecord } from '../records/record-writer.js'
import { type DisplayMode, type RenderContext, renderRow } from '../records/display-values.js'
import { type TableSchema } from '../schema/columns.js'
import { type StoredRow } from '../storage/stored-row.js'
import { type ApiContext, type ApiEnv } from './api-env.js'
import { jsonBody } from './json-body.js'
import { listRows } from './list-rows.js'
import { linkHeader } from './page-headers.js'
import { originOf } from './request-origin.js'

const defaultLimit = 10_000
const lists = ['/api/now/table/:table', '/api/now/:version{v[12]}/table/:table']
const records = lists.map((path) => `${path}/:id`)

/** The Table API: `/api/now[/v1|/v2]/table/{table}[/{sys_id}]`. */
export function addTableApi(app: Hono<ApiEnv>, instance: Instance): void {
  app.on('GET', lists, (c) => listRecords(c, instance))
  app.on('POST', lists, async (c) => {
    const table = tableOf(c, instance).name
    const row = createRecord(instance, table, await jsonBody(c), writeOptions(c))
    c.header('Location', `${linkBase(c, instance)}/table/${table}/${row.sys_id}`)
    return writeAnswer(c, instance, row, 201)
  })
  app.on('GET', records, (c) => {
    const { name } = tableOf(c, instance)
    if (name === 'sys_journal_field') instance.store.lazyJournals?.ensureAll()
    const row = readableRow(instance, name, c.req.param('id') ?? '', c.get('who'))
    return c.json({ result: render(c, instance, [row])[0] })
  })
  app.on(['PATCH', 'PUT'], records, async (c) => {
    const { name } = tableOf(c, instance)
    const body = await jsonBody(c)
    const row = updateRecord(instance, name, c.req.param('id') ?? '', { ...writeOptions(c), body })
    return writeAnswer(c, instance, row, 200)
  })
  app.on('DELETE', records, (c) => {
    deleteRecord(instance, tableOf(c, instance).name, c.req.param('id') ?? '', c.get('who'))
    return c.body(null, 204)
  })
  app.on(['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], [...lists, ...records], (c) => {
    throw new ApiError(405, 'Method not allowed', `${c.req.method} is not allowed here`)
  })
}

function listRecords(c: ApiContext, instance: Instance): Response {
  const { name } = tableOf(c, instance)
  const url = new URL(c.req.url)
  const parameters = url.searchParams
  const offset = wholeNumber(parameters.get('sysparm_offset'), 0)
  const limit = wholeNumber(parameters.get('sysparm_limit'), 0) || defaultLimit
  const count = parameters.get('sysparm_no_count') !== 'true'
  const page = listRows(instance, name, parameters, { offset, limit, count, who: c.get('who') })
  if (page.total !== undefined) c.header('X-Total-Count', String(page.total))
  const link = linkHeader(url, originOf(c, instance), { offset, limit, total: page.total, found: page.found })
  if (link !== undefined && parameters.get('sysparm_suppress_pagination_header') !== 'true') {
    c.header('Link', link)
  }
  if (page.rows.length === 0 && c.req.param('version') === 'v1') throw noRecord()
  return c.json({ result: render(c, instance, page.rows) })
}

function tableOf(c: ApiContext, { store }: Instance): TableSchema {
  const name = c.req.param('table') ?? ''
  if (!store.hasTable(name)) throw new ApiError(400, `Invalid table ${name}`, null)
  return store.table(name).schema
}

function writeOptions(c: ApiContext): { who: Principal; displayValues: boolean } {
  return { who: c.get('who'), displayValues: c.req.query('sysparm_input_display_value') === 'true' }
}

function writeAnswer(c: ApiContext, instance: Instance, row: StoredRow, status: 200 | 201): Response {
  if (c.req.header('X-no-response-body') === 'true') return c.body(null, 204)
  return c.json({ result: render(c, instance, [row])[0] }, status)
}

function render(
  c: ApiContext,
  instance: Instance,
  rows: readonly StoredRow[],
): ReturnType<typeof renderRow>[] {
  const fields = askedFields(instance, tableOf(c, instance), c.req.query('sysparm_fields') ?? '')
  const who = c.get('who')
  const mode = c.req.query('sysparm_display_value') ?? 'false'
  const context: RenderContext = {
    store: instance.store,
    mode: mode === 'true' || mode === 'all' ? (mode satisfies DisplayMode) : 'false',
    excludeLinks: c.req.query('sysparm_exclude_reference_link') === 'true',
    linkBase: linkBase(c, instance),
    timeZone: instance.switches['time-zone'],
    mayRead: (table, column) => mayReadColumn(who, table, column),
  }
  return rows.map((row) => renderRow(row, fields, context))
}

/** The columns of an answer, in the order asked for; names that do not exist are left out. */
function askedFields(instance: Instance, schema: TableSchema, asked: string): Map<string, ColumnPath> {
  const names = asked.split(',').map((name) => name.trim())
  const wanted = asked.trim() === '' ? Object.keys(schema.columns) : names
  const fields = new Map<string, ColumnPath>()
  for (const name of wanted) {
    const path = columnPath(instance.store, schema, name)
    if (path !== undefined) fields.set(name, path)
  }
  return fields
}

/** Links are built from the version that the request named. */
function linkBase(c: ApiContext, instance: Instance): string {
  const version = c.req.param('version')
  return `${originOf(c, instance)}/api/now${version === undefined ? '' : `/${version}`}`
}

function wholeNumber(text: string | null, fallback: number): number {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : fallback
}
