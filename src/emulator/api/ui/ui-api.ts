import { type Hono } from 'hono'
import { noResource } from '../../api-error.js'
import { mayReadColumn } from '../../acl.js'
import { type Instance } from '../../instance.js'
import { parseEncodedQuery } from '../../query/encoded-query.js'
import { type TableSchema } from '../../schema/columns.js'
import { tables } from '../../schema/tables.js'
import { type ApiContext, type ApiEnv } from '../api-env.js'
import { openTable } from '../open-table.js'
import { columnMetas } from './column-meta.js'
import { formMeta } from './form-meta.js'
import { dictionaryLength } from '../../schema/dictionary-type.js'
import { internalType } from './internal-type.js'
import { queryMap } from './query-map.js'

/**
 * The paths that the instance's own pages use: undocumented, and not there on every instance. Clients
 * fall back to `sys_dictionary` and `sys_choice`.
 */
export function addUiApi(app: Hono<ApiEnv>, instance: Instance): void {
  for (const path of ['/api/now/ui/:service{meta|form|query_parse}/*', '/api/now/doc/*']) {
    app.use(path, async (_c, next) => {
      if (!instance.switches['ui-api']) throw noResource()
      await next()
    })
  }
  app.get('/api/now/ui/meta/:table', (c) => {
    const schema = tableOf(c, instance)
    const columns = Object.fromEntries(columnMetas(instance, schema, c.get('who')))
    return c.json({
      result: { columns, key: schema.name, label: schema.label, display_field: schema.display },
    })
  })
  app.get('/api/now/ui/form/:table/:id', (c) => {
    const view = c.req.query('sysparm_view') ?? ''
    const asked = { schema: tableOf(c, instance), sysId: c.req.param('id'), view, who: c.get('who') }
    return c.json({ result: formMeta(instance, asked) })
  })
  app.get('/api/now/ui/query_parse/:table/map', (c) => {
    const query = parseEncodedQuery(c.req.query('sysparm_query') ?? '', instance.switches['caret-escape'])
    return c.json({ result: queryMap(instance.store, tableOf(c, instance), query) })
  })
  app.get('/api/now/doc/table/schema', (c) => {
    const all = [...tables.values()].map(({ name, label }) => ({ label, value: name }))
    all.sort((a, b) => (a.label.toLowerCase() < b.label.toLowerCase() ? -1 : 1))
    return c.json({ result: all })
  })
  app.get('/api/now/doc/table/schema/:table', (c) => {
    const schema = tableOf(c, instance)
    const readable = Object.entries(schema.columns).filter(([name]) =>
      mayReadColumn(instance.store, c.get('who'), schema.name, name),
    )
    const result = readable.map(([name, column]) => ({
      label: column.label,
      value: name,
      internalType: internalType(column),
      maxLength: String(dictionaryLength(column)),
      reference: column.reference ?? '',
    }))
    return c.json({ result })
  })
}

function tableOf(c: ApiContext, instance: Instance): TableSchema {
  return openTable(instance, c.req.param('table') ?? '')
}
