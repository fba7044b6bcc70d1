import { type Hono } from 'hono'
import { type Instance } from '../../instance.js'
import { deleteRecord } from '../../records/delete-record.js'
import { createRecord, updateRecord } from '../../records/record-writer.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { type ApiContext, type ApiEnv } from '../api-env.js'
import { jsonBody } from '../json-body.js'
import { changeRow, changeRows } from './change-rows.js'
import { wrappedRow } from './wrapped-row.js'

interface Collection {
  readonly paths: readonly string[]
  readonly table: string
  /** Values that every row of the collection has. */
  readonly required: (c: ApiContext) => StoredRow
  /** Name of the parameter with the sys_id. */
  readonly id: string
}

/** List, read, create, update and delete the rows of one collection of the Change API. */
export function addChangeRecords(app: Hono<ApiEnv>, instance: Instance, collection: Collection): void {
  const { table, required } = collection
  const { schema } = instance.store.table(table)
  const one = collection.paths.map((path) => `${path}/:${collection.id}`)
  const idOf = (c: ApiContext): string => c.req.param(collection.id) ?? ''
  const found = (c: ApiContext): StoredRow =>
    changeRow(instance, table, { sysId: idOf(c), required: required(c), who: c.get('who') })
  const wrapped = (c: ApiContext, row: StoredRow): Record<string, unknown> => {
    const fields = c.req.query('sysparm_fields')?.split(',')
    const who = c.get('who')
    const columns = wrappedRow(instance, schema, row, fields === undefined ? { who } : { who, fields })
    if (table !== 'change_request' || fields !== undefined) return columns
    return { ...columns, variables: { display_value: 'variable_pool', value: 'variable_pool' } }
  }

  app.on('GET', [...collection.paths], (c) => {
    const parameters = new URL(c.req.url).searchParams
    const { rows, encodedQuery } = changeRows(instance, table, {
      ...{ parameters, required: required(c), who: c.get('who') },
    })
    const result = rows.map((row) => wrapped(c, row))
    return c.json({ result: result.length === 0 ? [{ __meta: { encodedQuery } }] : result })
  })
  app.on('POST', [...collection.paths], async (c) => {
    const given = await fieldsOf(c)
    const row = createRecord(instance, table, { ...given, ...required(c) }, { who: c.get('who') })
    const ignoredFields = Object.keys(given).filter((name) => !Object.hasOwn(schema.columns, name))
    return c.json({ result: { ...wrapped(c, row), __meta: { ignoredFields } } })
  })
  app.on('GET', one, (c) => c.json({ result: wrapped(c, found(c)) }))
  app.on('PATCH', one, async (c) => {
    const { sys_id: sysId } = found(c)
    const body = { ...(await fieldsOf(c)), ...required(c) }
    return c.json({ result: wrapped(c, updateRecord(instance, table, sysId!, { who: c.get('who'), body })) })
  })
  app.on('DELETE', one, (c) => {
    const row = found(c)
    const result = wrapped(c, row)
    deleteRecord(instance, table, row.sys_id!, c.get('who'))
    return c.json({ result })
  })
}

/** Fields come in the body or, as the documentation shows too, as parameters of the address. */
async function fieldsOf(c: ApiContext): Promise<Record<string, unknown>> {
  const parameters = [...new URL(c.req.url).searchParams].filter(([name]) => !name.startsWith('sysparm_'))
  return { ...Object.fromEntries(parameters), ...(await jsonBody(c)) }
}
