import { type Hono } from 'hono'
import { ApiError } from '../../api-error.js'
import { type Instance } from '../../instance.js'
import { readableRow } from '../../records/record-class.js'
import { isKindOf } from '../../schema/tables.js'
import { type ApiContext, type ApiEnv } from '../api-env.js'
import { jsonBody } from '../json-body.js'
import { openTable } from '../open-table.js'
import { originOf } from '../request-origin.js'
import { importRows, resultAnswer } from './import-rows.js'
import { type Transformed } from './transform-row.js'

const bases = ['/api/now/import/:staging', '/api/now/:version{v1}/import/:staging']
const under = (path: string): string[] => bases.map((base) => `${base}${path}`)

/** The Import Set API: rows go into a staging table, and transform maps make records of them. */
export function addImportSetApi(app: Hono<ApiEnv>, instance: Instance): void {
  app.on('POST', under('/insertMultiple'), async (c) => {
    const { records } = await jsonBody(c)
    if (!Array.isArray(records) || !records.every(isObject)) {
      throw new ApiError(400, 'Invalid request', 'records must be a list of objects')
    }
    const { set } = importRows(instance, stagingOf(c, instance), { records, who: c.get('who') })
    const multiple = c.req.query('multi_import_set_id') ?? instance.random.sysId()
    return c.json({ import_set_id: set.sys_id, multi_import_set_id: multiple }, 201)
  })
  app.on('POST', bases, async (c) => {
    const staging = stagingOf(c, instance)
    const { set, rows } = importRows(instance, staging, { records: [await jsonBody(c)], who: c.get('who') })
    const { row, results } = rows[0]!
    const origin = originOf(c, instance)
    c.header('Location', `${origin}/api/now/import/${staging}/${row.sys_id}`)
    return c.json(answer(c, instance, { set: set.number ?? '', staging, results }), 201)
  })
  app.on('GET', under('/:id'), (c) => {
    const staging = stagingOf(c, instance)
    const { store } = instance
    const row = readableRow(instance, staging, c.req.param('id') ?? '', c.get('who'))
    const map = store.row('sys_transform_map', row.sys_transform_map ?? '')
    const result = {
      status: row.sys_import_state as Transformed['status'],
      target: row.sys_target_sys_id ?? '',
      message: row.sys_import_state_comment ?? '',
    }
    const set = store.row('sys_import_set', row.sys_import_set ?? '')?.number ?? ''
    return c.json(
      answer(c, instance, { set, staging, results: map === undefined ? [] : [{ map, ...result }] }),
    )
  })
}

interface Answer {
  /** Number of the import set. */
  readonly set: string
  readonly staging: string
  readonly results: readonly Transformed[]
}

function answer(c: ApiContext, instance: Instance, { set, staging, results }: Answer): object {
  const origin = originOf(c, instance)
  return {
    import_set: set,
    staging_table: staging,
    result: results.map((each) => resultAnswer(instance, each, origin)),
  }
}

/** The staging table that is named; other tables are no way in. The wording is not confirmed by a capture. */
function stagingOf(c: ApiContext, instance: Instance): string {
  const { name } = openTable(instance, c.req.param('staging') ?? '')
  if (name === 'sys_import_set_row' || !isKindOf(name, 'sys_import_set_row')) {
    throw new ApiError(400, `Invalid staging table ${name}`, null)
  }
  return name
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
