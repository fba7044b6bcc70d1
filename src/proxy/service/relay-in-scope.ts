import type { ProxyAnswer } from '../exchange.js'
import { downloadFile, listFiles, listJournal, readFile, uploadFile } from './belonging-records.js'
import { createRecord, updateRecord } from './record-writes.js'
import { downloadArticleFile, listArticles, readArticle, searchArticles } from './scoped-knowledge.js'
import { createScopedRequest, type ScopedRelay, type ScopedRequest } from './scoped-request.js'
import { denied } from './service-scope.js'
import { readList, readRecord } from './table-reads.js'

type Handler = (request: ScopedRequest, segments: readonly string[]) => Promise<ProxyAnswer>

const articles = '/sn_km_api/knowledge/articles'

/** How each route of the relay is kept inside. A route that is not here is closed to service accounts. */
const handlers: Readonly<Record<string, Handler>> = {
  'GET /now/table/{table}': (request, [, , table = '']) =>
    table === 'sys_journal_field' ? listJournal(request) : readList(request, table),
  'GET /now/table/{table}/{id}': (request, [, , table = '', id = '']) => readRecord(request, table, id),
  'POST /now/table/{table}': (request, [, , table = '']) => createRecord(request, table),
  'PATCH /now/table/{table}/{id}': (request, [, , table = '', id = '']) => updateRecord(request, table, id),
  'PUT /now/table/{table}/{id}': (request, [, , table = '', id = '']) => updateRecord(request, table, id),
  'GET /now/attachment': (request) => listFiles(request),
  'GET /now/attachment/{id}': (request, [, , id = '']) => readFile(request, id),
  'GET /now/attachment/{id}/file': (request, [, , id = '']) => downloadFile(request, id),
  'POST /now/attachment/file': (request) => uploadFile(request),
  [`GET ${articles}`]: (request) => searchArticles(request),
  [`GET ${articles}/featured`]: (request) => listArticles(request),
  [`GET ${articles}/most_viewed`]: (request) => listArticles(request),
  [`GET ${articles}/{article}`]: (request) => readArticle(request),
  [`GET ${articles}/{article}/attachments/{id}`]: (request) => downloadArticleFile(request),
}

/** Passes on what a service account's connection is given, and answers nothing else. */
export async function relayInScope(relay: ScopedRelay): Promise<ProxyAnswer> {
  const { route, segments } = relay.decision.match
  const handler = handlers[`${route.method} ${route.template}`]
  if (handler === undefined) throw denied('The service account is given nothing here')
  return handler(createScopedRequest(relay), segments)
}
