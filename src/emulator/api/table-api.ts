import { type Hono } from 'hono'
import { noRecord } from '../api-error.js'
import { rowReader } from '../acl.js'
import { type Instance } from '../instance.js'
import { deleteRecord } from '../records/delete-record.js'
import { readableRow } from '../records/record-class.js'
import { createRecord, updateRecord, type WriteOptions } from '../records/record-writer.js'
import { renderContextOf } from '../records/render-context.js'
import { renderRow } from '../records/render-row.js'
import { type TableSchema } from '../schema/columns.js'
import { type StoredRow } from '../storage/stored-row.js'
import { type ApiContext, type ApiEnv } from './api-env.js'
import { askedColumns } from './asked-columns.js'
import { domainFilter } from './domain-filter.js'
import { jsonBody } from './json-body.js'
import { listRows } from './list-rows.js'
import { openTable } from './open-table.js'
import { refuseOtherMethods } from './other-methods.js'
import { linkHeader } from './page-headers.js'
import { displayModeOf, wholeNumber } from './read-parameters.js'
import { originOf } from './request-origin.js'
import { type ViewKind } from './view-columns.js'

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
    const who = c.get('who')
    const row = readableRow(instance, tableOf(c, instance).name, idOf(c), who)
    if (!domainFilter(instance.store, who, new URL(c.req.url).searchParams)(row)) throw noRecord()
    return c.json({ result: render(c, instance, [row], 'form')[0] })
  })
  app.on(['PATCH', 'PUT'], records, async (c) => {
    const { name } = tableOf(c, instance)
    const body = await jsonBody(c)
    return writeAnswer(c, instance, updateRecord(instance, name, idOf(c), { ...writeOptions(c), body }), 200)
  })
  app.on('DELETE', records, (c) => {
    deleteRecord(instance, tableOf(c, instance).name, idOf(c), c.get('who'))
    return c.body(null, 204)
  })
  refuseOtherMethods(app, [...lists, ...records])
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
  return c.json({ result: render(c, instance, page.rows, 'list') })
}

function tableOf(c: ApiContext, instance: Instance): TableSchema {
  return openTable(instance, c.req.param('table') ?? '')
}

function idOf(c: ApiContext): string {
  return c.req.param('id') ?? ''
}

function writeOptions(c: ApiContext): WriteOptions {
  return {
    who: c.get('who'),
    displayValues: c.req.query('sysparm_input_display_value') === 'true',
    suppressSystemFields: c.req.query('sysparm_suppress_auto_sys_field') === 'true',
  }
}

function writeAnswer(c: ApiContext, instance: Instance, row: StoredRow, status: 200 | 201): Response {
  if (c.req.header('X-no-response-body') === 'true') return c.body(null, 204)
  return c.json({ result: render(c, instance, [row], 'form')[0] }, status)
}

function render(
  c: ApiContext,
  instance: Instance,
  rows: readonly StoredRow[],
  kind: ViewKind,
): ReturnType<typeof renderRow>[] {
  const fields = c.req.query('sysparm_fields') ?? ''
  const view = c.req.query('sysparm_view') ?? ''
  const sees = rowReader(instance.store, c.get('who'))
  const columns = askedColumns(instance.store, tableOf(c, instance), { fields, view, kind, sees })
  const context = renderContextOf(instance, c.get('who'), {
    mode: displayModeOf(c.req.query('sysparm_display_value')),
    excludeLinks: c.req.query('sysparm_exclude_reference_link') === 'true',
    linkBase: linkBase(c, instance),
  })
  return rows.map((row) => renderRow(row, columns, context))
}

/** Links are built from the version that the request named. */
function linkBase(c: ApiContext, instance: Instance): string {
  const version = c.req.param('version')
  return `${originOf(c, instance)}/api/now${version === undefined ? '' : `/${version}`}`
}
