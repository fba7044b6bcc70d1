import { isSnowError } from '../shared/errors.js'
import {
  articleOfRow,
  knowledgeApiFields,
  knowledgeFields,
  parseArticle,
  parseArticles,
  summaryOfRow,
} from '../protocol/parse-knowledge.js'
import { and, equals, textSearch } from '../protocol/query-builders.js'
import type { Article, ArticleSummary } from '../protocol/records.js'
import { toSearchText } from '../protocol/search-query.js'
import { createAttachments } from './attachments.js'
import type { Connection } from './connection.js'
import { callOf } from './call-options.js'
import { asSysId, findRow, listRows, notFound, readRow } from './rows.js'
import type { CallOptions, KnowledgeApi } from './types.js'

const path = '/api/sn_km_api/knowledge/articles'
const published = equals('workflow_state', 'published')
const defaultLimit = 20
/** Numbers that the Knowledge API and the relay take; instances may have given others. */
const apiNumber = /^KB\d{4,12}$/

/**
 * Knowledge through ServiceNow's Knowledge API, which knows who may read what. Where an instance does not
 * have it, published articles of the table, as far as its own rules let the user read them.
 */
export function createKnowledge(connection: Connection): KnowledgeApi {
  const attachments = createAttachments(connection)
  let apiAbsent = false

  async function withFallback<T>(throughApi: () => Promise<T>, throughTable: () => Promise<T>): Promise<T> {
    if (apiAbsent) return throughTable()
    try {
      return await throughApi()
    } catch (error) {
      if (!isAbsentApi(error)) throw error
      apiAbsent = true
      return throughTable()
    }
  }

  const withUrl = (article: Omit<Article, 'url'>): Article => ({
    ...article,
    url: connection.session ? `${connection.session.instance.url}/kb_view.do?sys_kb_id=${article.sysId}` : '',
  })

  async function searchTable(
    text: string,
    limit: number,
    options: CallOptions,
  ): Promise<readonly ArticleSummary[]> {
    const { items } = await listRows(connection, 'kb_knowledge', {
      ...options,
      fields: knowledgeFields,
      query: text === '' ? published : and(published, textSearch(text)),
      offset: 0,
      limit,
    })
    return items.map((row) => summaryOfRow(row, text))
  }

  async function readTable(idOrNumber: string, options: CallOptions): Promise<Article> {
    const request = { ...options, fields: [...knowledgeFields, 'workflow_state'] }
    const sysId = asSysId(idOrNumber)
    const row =
      sysId === undefined
        ? await findRow(connection, 'kb_knowledge', {
            ...request,
            query: and(equals('number', idOrNumber.toUpperCase()), published),
          })
        : await readRow(connection, 'kb_knowledge', sysId, request)
    if (row['workflow_state']?.value !== 'published') throw notFound()
    const article = articleOfRow(row)
    return withUrl({
      ...article,
      attachments: await attachments.list('kb_knowledge', article.sysId, options),
    })
  }

  return {
    search(typed, { limit = defaultLimit, ...options } = {}) {
      const text = toSearchText(typed)
      const parameters = new URLSearchParams({
        query: text,
        fields: knowledgeApiFields,
        limit: String(limit),
      })
      return withFallback(
        () =>
          connection.transport.json(
            connection.relay(path, { ...callOf(options), parameters }),
            parseArticles,
          ),
        () => searchTable(text, limit, options),
      )
    },

    async article(typed, options = {}) {
      const sysId = asSysId(typed)
      const idOrNumber = sysId ?? typed.trim().toUpperCase()
      if (idOrNumber === '') throw notFound()
      if (sysId === undefined && !apiNumber.test(idOrNumber)) return readTable(idOrNumber, options)
      const parameters = new URLSearchParams({ fields: knowledgeApiFields })
      const request = connection.relay(`${path}/${encodeURIComponent(idOrNumber)}`, {
        ...callOf(options),
        parameters,
      })
      return withFallback(
        async () => withUrl(await connection.transport.json(request, parseArticle)),
        () => readTable(idOrNumber, options),
      )
    },
  }
}

function isAbsentApi(error: unknown): boolean {
  return (
    isSnowError(error) &&
    /does not represent any resource|not part of the API/i.test(error.instanceMessage ?? '')
  )
}
