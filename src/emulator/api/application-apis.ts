import { type Hono } from 'hono'
import { type Instance } from '../instance.js'
import { addAggregateApi } from './aggregate/aggregate-api.js'
import { type ApiEnv } from './api-env.js'
import { addBatchApi } from './batch/batch-api.js'
import { addChangeApi } from './change/change-api.js'
import { addCmdbApi } from './cmdb/cmdb-api.js'
import { addImportSetApi } from './import-set/import-set-api.js'
import { addCatalogApi } from './catalog/catalog-api.js'
import { addUiApi } from './ui/ui-api.js'

/** The APIs beside tables, files and knowledge: each is an application of the instance. */
export function addApplicationApis(app: Hono<ApiEnv>, instance: Instance): void {
  addAggregateApi(app, instance)
  addBatchApi(app, instance)
  addUiApi(app, instance)
  addCatalogApi(app, instance)
  addChangeApi(app, instance)
  addCmdbApi(app, instance)
  addImportSetApi(app, instance)
}
