import { type Hono } from 'hono'
import { ApiError, noRecord, noResource } from '../../api-error.js'
import { type Instance } from '../../instance.js'
import { plainText } from '../../query/text-search.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { logWrite } from '../../records/log-write.js'
import { type ApiContext, type ApiEnv } from '../api-env.js'
import { wholeNumber } from '../read-parameters.js'
import { articleContent, articleFields, articleSummary } from './article-answers.js'
import { rankArticles, type RankedArticle } from './rank-articles.js'
import { readableArticle, readableArticles } from './readable-articles.js'

const bases = ['/api/sn_km_api/knowledge/articles', '/api/sn_km_api/:version{v1}/knowledge/articles']
const under = (path: string): string[] => bases.map((base) => `${base}${path}`)

/** What the instance itself filters the most viewed articles by, as its answer tells. */
const viewedFilter =
  'workflow_state=published^valid_to>=javascript:gs.beginningOfToday()^active=true^sys_class_name!=kb_knowledge_block^sys_view_count>0^ORDERBYDESCsys_view_count^ORDERBYshort_description'

/** The Knowledge Management API; its parameters have no `sysparm_`, and public articles need no login. */
export function addKnowledgeApi(app: Hono<ApiEnv>, instance: Instance): void {
  app.use('/api/sn_km_api/*', async (_c, next) => {
    if (!instance.switches['km-api']) throw noResource()
    await next()
  })
  app.on('GET', bases, (c) => searchAnswer(c, instance))
  app.on('GET', under('/featured'), (c) => {
    const articles = readable(c, instance).slice(0, 5)
    return listAnswer(c, instance, { query: 'homepage', ranked: articles.map((row) => unscored(row, -1)) })
  })
  app.on('GET', under('/most_viewed'), (c) => {
    const views = (row: StoredRow): number => Number(row.sys_view_count ?? 0)
    const viewed = readable(c, instance).filter((row) => views(row) > 0)
    viewed.sort((a, b) => views(b) - views(a) || titleOf(a).localeCompare(titleOf(b)))
    const ranked = viewed.map((row) => unscored(row, views(row)))
    return listAnswer(c, instance, { query: '', filter: viewedFilter, ranked, isTagged: true })
  })
  app.on('GET', under('/:id'), (c) => c.json({ result: article(c, instance) }))
  app.on('GET', under('/:id/attachments/:attachment'), (c) => attachment(c, instance))
}

const titleOf = (row: StoredRow): string => row.short_description ?? ''

function readable(c: ApiContext, instance: Instance): StoredRow[] {
  return readableArticles(instance, c.get('who'), {
    filter: c.req.query('filter') ?? '',
    kb: c.req.query('kb') ?? '',
    language: c.req.query('language') ?? 'en',
  })
}

function unscored(row: StoredRow, score: number): RankedArticle {
  return { row, score, snippet: plainText(row.text ?? '').slice(0, 350) }
}

interface Page {
  readonly offset: number
  readonly limit: number
}

function pageOf(c: ApiContext): Page {
  return {
    offset: wholeNumber(c.req.query('offset'), 0),
    limit: wholeNumber(c.req.query('limit'), 0) || 30,
  }
}

function metaOf(c: ApiContext, { offset, limit }: Page, query: string): Record<string, unknown> {
  return {
    start: offset,
    end: offset + limit,
    fields: c.req.query('fields') ?? '',
    query,
    filter: c.req.query('filter') ?? '',
    kb: c.req.query('kb') ?? '',
    language: c.req.query('language') ?? 'en',
    status: { code: 200 },
  }
}

function searchAnswer(c: ApiContext, instance: Instance): Response {
  const query = c.req.query('query') ?? ''
  const ranked = rankArticles(readable(c, instance), query)
  const page = pageOf(c)
  const search = instance.random.sysId()
  const asked = { fields: c.req.query('fields') ?? '', who: c.get('who') }
  const articles = ranked.slice(page.offset, page.offset + page.limit).map((each, at) => ({
    ...articleSummary(each, { rank: page.offset + at + 1, search }),
    fields: articleFields(instance, each.row, asked),
  }))
  const meta = { ...metaOf(c, page, query), count: ranked.length, ts_query_id: search }
  return c.json({ result: { meta, articles } })
}

interface Listed {
  readonly query: string
  readonly filter?: string
  readonly ranked: readonly RankedArticle[]
  readonly isTagged?: boolean
}

/** Featured and most viewed articles: no search, so neither ranks nor its id. */
function listAnswer(
  c: ApiContext,
  instance: Instance,
  { query, filter, ranked, isTagged }: Listed,
): Response {
  const page = pageOf(c)
  const asked = { fields: c.req.query('fields') ?? '', who: c.get('who') }
  const articles = ranked.slice(page.offset, page.offset + page.limit).map((each) => ({
    ...articleSummary(each),
    ...(isTagged === true ? { tags: [] } : {}),
    ...(asked.fields === '' ? {} : { fields: articleFields(instance, each.row, asked) }),
  }))
  const meta = metaOf(c, page, query)
  return c.json({
    result: { meta: { ...meta, filter: filter ?? meta.filter, count: ranked.length }, articles },
  })
}

function articleRow(c: ApiContext, instance: Instance): StoredRow {
  const id = c.req.param('id') ?? ''
  return readableArticle(instance, c.get('who'), { id, language: c.req.query('language') ?? 'en' })
}

function article(c: ApiContext, instance: Instance): object {
  const row = articleRow(c, instance)
  if (c.req.query('update_view') === 'true') addView(c, instance, row)
  const fields = c.req.query('fields') ?? ''
  return {
    ...articleContent(instance, row),
    ...(fields === '' ? {} : { fields: articleFields(instance, row, { fields, who: c.get('who') }) }),
  }
}

/** A view counts without being a change of the article: its version stays. */
function addView(c: ApiContext, instance: Instance, row: StoredRow): void {
  const changes = { sys_view_count: String(Number(row.sys_view_count ?? '0') + 1) }
  instance.store.table('kb_knowledge').update(row, changes)
  logWrite(instance, 'kb_knowledge', row, { operation: 'update', who: c.get('who'), changes })
}

/** A file of an article; who may read the article may read it, once it has been scanned. */
function attachment(c: ApiContext, instance: Instance): Response {
  const row = articleRow(c, instance)
  const { store } = instance
  const sysId = c.req.param('attachment') ?? ''
  const file = store.row('sys_attachment', sysId)
  const bytes = store.files.get(sysId)
  if (bytes === undefined || file === undefined || file.table_sys_id !== row.sys_id) throw noRecord()
  if (file.state === 'pending' || file.state === 'not_available') {
    throw new ApiError(403, 'Read operation against file denied', `The file is ${file.state}`)
  }
  return new Response(bytes, {
    headers: { 'Content-Type': file.content_type ?? 'application/octet-stream' },
  })
}
