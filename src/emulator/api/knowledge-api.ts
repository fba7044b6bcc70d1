import { type Hono } from 'hono'
import { ApiError, noRecord, noResource } from '../api-error.js'
import { mayReadRow } from '../acl.js'
import { type Instance } from '../instance.js'
import { randomToken } from '../oauth/random-token.js'
import { columnPath, displayOf } from '../query/column-path.js'
import { compileQuery } from '../query/compile-query.js'
import { parseEncodedQuery } from '../query/encoded-query.js'
import { formatTime } from '../schema/instance-time.js'
import { type StoredRow } from '../storage/stored-row.js'
import { type ApiContext, type ApiEnv } from './api-env.js'
import { rankArticles, type RankedArticle } from './rank-articles.js'

const bases = ['/api/sn_km_api/knowledge/articles', '/api/sn_km_api/:version{v1}/knowledge/articles']
const under = (path: string): string[] => bases.map((base) => `${base}${path}`)

/** The Knowledge Management API; its parameters have no `sysparm_`. */
export function addKnowledgeApi(app: Hono<ApiEnv>, instance: Instance): void {
  app.use('/api/sn_km_api/*', async (_c, next) => {
    if (!instance.switches['km-api']) throw noResource()
    await next()
  })
  app.on('GET', bases, (c) => {
    const query = c.req.query('query') ?? ''
    return listAnswer(c, instance, { query, ranked: rankArticles(readable(c, instance), query) })
  })
  app.on('GET', under('/featured'), (c) => {
    const ranked = readable(c, instance).slice(0, 5).map(unscored)
    return listAnswer(c, instance, { query: 'homepage', ranked })
  })
  app.on('GET', under('/most_viewed'), (c) => {
    const views = (row: StoredRow): number => Number(row.sys_view_count ?? 0)
    const ranked = readable(c, instance).sort((a, b) => views(b) - views(a))
    return listAnswer(c, instance, { query: '', ranked: ranked.map(unscored) })
  })
  app.on('GET', under('/:id'), (c) => c.json({ result: article(c, instance) }))
  app.on('GET', under('/:id/attachments/:attachment'), (c) => {
    const row = articleRow(c, instance)
    const file = instance.store.row('sys_attachment', c.req.param('attachment') ?? '')
    const bytes = instance.store.files.get(c.req.param('attachment') ?? '')
    if (bytes === undefined || file === undefined || file.table_sys_id !== row.sys_id) throw noRecord()
    return new Response(bytes, {
      headers: { 'Content-Type': file.content_type ?? 'application/octet-stream' },
    })
  })
}

/** Published articles that this person may read and that the `filter`, `kb` and `language` let through. */
function readable(c: ApiContext, instance: Instance): StoredRow[] {
  const { store, switches, clock } = instance
  const who = c.get('who')
  const rows = store.table('kb_knowledge')
  const filter = compileQuery(
    parseEncodedQuery(c.req.query('filter') ?? '', switches['caret-escape']),
    rows.schema,
    { store, userId: who.userId, userName: who.userName, now: clock.now() },
    switches['invalid-query'],
  )
  const bases = listOf(c.req.query('kb'))
  const languages = listOf(c.req.query('language') ?? 'en')
  const today = formatTime(clock.now())
  return [...rows.all()].filter(
    (row) =>
      row.workflow_state === 'published' &&
      (row.valid_to ?? '') >= today &&
      mayReadRow(store, who, 'kb_knowledge', row) &&
      (bases.length === 0 || bases.includes(row.kb_knowledge_base ?? '')) &&
      (languages.includes('all') || languages.includes(row.language ?? 'en')) &&
      filter.matches(row),
  )
}

function listOf(text: string | undefined): string[] {
  return (text ?? '').split(',').filter((each) => each !== '')
}

function unscored(row: StoredRow): RankedArticle {
  return { row, score: -1, snippet: row.short_description ?? '' }
}

function listAnswer(
  c: ApiContext,
  instance: Instance,
  { query, ranked }: { readonly query: string; readonly ranked: readonly RankedArticle[] },
): Response {
  const limit = wholeNumber(c.req.query('limit'), 30) || 30
  const offset = wholeNumber(c.req.query('offset'), 0)
  const page = ranked.slice(offset, offset + limit)
  const search = randomToken(32)
  const fields = c.req.query('fields') ?? ''
  return c.json({
    result: {
      meta: {
        start: offset,
        end: offset + page.length,
        fields,
        query,
        filter: c.req.query('filter') ?? '',
        kb: c.req.query('kb') ?? '',
        language: c.req.query('language') ?? 'en',
        count: ranked.length,
        ts_query_id: search,
        status: { code: 200 },
      },
      articles: page.map((each, at) => summary(instance, each, { rank: offset + at + 1, search, fields })),
    },
  })
}

function summary(
  instance: Instance,
  { row, score, snippet }: RankedArticle,
  { rank, search, fields }: { readonly rank: number; readonly search: string; readonly fields: string },
): object {
  return {
    link: `?sys_kb_id=${row.sys_id}&id=kb_article_view&sysparm_rank=${rank}&sysparm_tsqueryId=${search}`,
    rank,
    id: `kb_knowledge:${row.sys_id}`,
    title: row.short_description ?? '',
    snippet,
    score,
    number: row.number ?? '',
    fields: Object.fromEntries(listOf(fields).flatMap((name) => fieldOf(instance, row, name))),
  }
}

function fieldOf({ store }: Instance, row: StoredRow, name: string): [string, object][] {
  const path = columnPath(store, store.table('kb_knowledge').schema, name)
  if (path === undefined) return []
  const value = path.read(row)
  const { kind, label, reference } = path.column
  const shown = kind === 'class' ? 'Knowledge' : reference ? displayOf(store, reference, value) : value
  return [[name, { display_value: shown, name, label, type: kind, value }]]
}

function articleRow(c: ApiContext, instance: Instance): StoredRow {
  const id = c.req.param('id') ?? ''
  const rows = instance.store.table('kb_knowledge')
  const row = rows.get(id) ?? rows.find('number', id)
  if (row === undefined || !mayReadRow(instance.store, c.get('who'), 'kb_knowledge', row)) {
    throw new ApiError(404, 'No Record found', 'Knowledge record does not exist or may not be read')
  }
  return row
}

function article(c: ApiContext, instance: Instance): object {
  const row = articleRow(c, instance)
  const { store } = instance
  const files = [...(store.table('sys_attachment').equalTo('table_sys_id', row.sys_id!) ?? [])]
  const fields = listOf(c.req.query('fields'))
  return {
    content: row.text ?? '',
    template: false,
    number: row.number ?? '',
    sys_id: row.sys_id,
    short_description: row.short_description ?? '',
    display_attachments: true,
    attachments: files.map(({ sys_id, file_name, size_bytes, state }) => ({
      sys_id,
      file_name,
      size_bytes,
      state,
    })),
    embedded_content: [],
    ...(fields.length === 0
      ? {}
      : { fields: Object.fromEntries(fields.flatMap((name) => fieldOf(instance, row, name))) }),
  }
}

function wholeNumber(text: string | undefined, fallback: number): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : fallback
}
