import { type Hono } from 'hono'
import { ApiError } from '../../api-error.js'
import { type Instance } from '../../instance.js'
import { readableRow } from '../../records/record-class.js'
import { type TableSchema } from '../../schema/columns.js'
import { isKindOf } from '../../schema/tables.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { type ApiContext, type ApiEnv } from '../api-env.js'
import { jsonBody } from '../json-body.js'
import { listRows } from '../list-rows.js'
import { openTable } from '../open-table.js'
import { wholeNumber } from '../read-parameters.js'
import { originOf } from '../request-origin.js'
import { ciAnswer } from './ci-answer.js'
import { addRelations, createCi, deleteRelation, updateCi } from './ci-writes.js'
import { classMeta } from './class-meta.js'

const bases = ['/api/now/cmdb/instance/:class', '/api/now/:version{v1}/cmdb/instance/:class']
const under = (path: string): string[] => bases.map((base) => `${base}${path}`)

/** The CMDB instance and meta APIs. */
export function addCmdbApi(app: Hono<ApiEnv>, instance: Instance): void {
  const answer = (c: ApiContext, row: StoredRow, status: 200 | 201 = 200): Response => {
    const options = { who: c.get('who'), origin: originOf(c, instance) }
    return c.json({ result: ciAnswer(instance, row, options) }, status)
  }
  const found = (c: ApiContext): StoredRow =>
    readableRow(instance, classSchema(c, instance).name, c.req.param('id') ?? '', c.get('who'))

  app.on('GET', ['/api/now/cmdb/meta/:class', '/api/now/:version{v1}/cmdb/meta/:class'], (c) =>
    c.json({ result: classMeta(instance, classSchema(c, instance)) }),
  )
  app.on('GET', bases, (c) => {
    const parameters = new URL(c.req.url).searchParams
    const offset = wholeNumber(parameters.get('sysparm_offset'), 0)
    const limit = wholeNumber(parameters.get('sysparm_limit'), 0) || 1000
    const asked = { offset, limit, count: false, who: c.get('who') }
    const { rows } = listRows(instance, classSchema(c, instance).name, parameters, asked)
    return c.json({ result: rows.map((row) => ({ sys_id: row.sys_id, name: row.name ?? '' })) })
  })
  app.on('POST', bases, async (c) => {
    const { name } = classSchema(c, instance)
    return answer(c, createCi(instance, name, await jsonBody(c), c.get('who')), 201)
  })
  app.on('GET', under('/:id'), (c) => answer(c, found(c)))
  app.on(['PUT', 'PATCH'], under('/:id'), async (c) => {
    const update = { body: await jsonBody(c), who: c.get('who') }
    return answer(c, updateCi(instance, found(c), classSchema(c, instance).name, update))
  })
  app.on('POST', under('/:id/relation'), async (c) => {
    const row = found(c)
    addRelations(instance, row, await jsonBody(c), c.get('who'))
    return answer(c, row, 201)
  })
  app.on('DELETE', under('/:id/relation/:relation'), (c) => {
    deleteRelation(instance, found(c), c.req.param('relation') ?? '', c.get('who'))
    return c.body(null, 204)
  })
}

/** A class of the CMDB; other tables are none. The wording is not confirmed by a capture. */
function classSchema(c: ApiContext, instance: Instance): TableSchema {
  const schema = openTable(instance, c.req.param('class') ?? '')
  if (!isKindOf(schema.name, 'cmdb_ci')) {
    throw new ApiError(400, `Invalid class ${schema.name}`, 'The class is not part of the CMDB')
  }
  return schema
}
