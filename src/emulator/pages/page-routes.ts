import { type Hono } from 'hono'
import { type ApiContext, type ApiEnv } from '../api/api-env.js'
import { mayReadRow, type Principal, principalOf } from '../acl.js'
import { type Instance } from '../instance.js'
import { type StoredRow } from '../storage/stored-row.js'
import { articlePage } from './article-page.js'
import { instancePage } from './instance-page.js'
import { messagePage } from './message-page.js'
import { pageAnswer } from './page-policy.js'
import { sessionOf } from './page-session.js'
import { recordPage } from './record-page.js'

/** The start page and the pages that deep links open. */
export function addPageRoutes(app: Hono<ApiEnv>, instance: Instance): void {
  app.get('/', async (c) => pageAnswer(await instancePage(instance, c.req.raw)))
  // Browsers ask for it with every page; a 404 would be an error on their console.
  app.get('/favicon.ico', (c) => c.body(null, 204))
  app.get('/nav_to.do', (c) => {
    const uri = c.req.query('uri') ?? '/'
    const isOwn = /^\/?[\w.]+(\?[^\r\n]*)?$/.test(uri)
    return c.redirect(isOwn ? `/${uri.replace(/^\//, '')}` : '/')
  })
  app.get('/kb_view.do', (c) => {
    const id = c.req.query('sysparm_article') ?? c.req.query('sys_kb_id') ?? c.req.query('sys_id') ?? ''
    const found = rowOf(c, instance, { table: 'kb_knowledge', id })
    return 'answer' in found ? found.answer : c.html(articlePage(found.row))
  })
  app.get('/sys_attachment.do', (c) => {
    const found = rowOf(c, instance, { table: 'sys_attachment', id: c.req.query('sys_id') ?? '' })
    return 'answer' in found ? found.answer : fileAnswer(instance, found.row)
  })
  app.get('/:page{[a-z_]+\\.do}', (c) => {
    const table = c.req.param('page').slice(0, -3)
    const id = c.req.query('sys_id') ?? c.req.query('sysparm_query')?.replace(/^number=/, '') ?? ''
    if (!instance.store.hasTable(table)) return c.notFound()
    const found = rowOf(c, instance, { table, id })
    return 'answer' in found
      ? found.answer
      : c.html(recordPage(instance, found.who, { table, row: found.row }))
  })
}

/** Pictures are shown, everything else is downloaded: a file must not run on the instance's origin. */
function fileAnswer({ store }: Instance, row: StoredRow): Response {
  const isPicture = /^image\/(png|jpeg|gif|webp)$/.test(row.content_type ?? '')
  return new Response(store.files.get(row.sys_id!) ?? null, {
    headers: {
      'Content-Type': isPicture ? row.content_type! : 'application/octet-stream',
      'Content-Disposition': isPicture ? 'inline' : 'attachment',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}

/** The row, or the page to show instead: sign-in, or "not found". */
function rowOf(
  c: ApiContext,
  instance: Instance,
  { table, id }: { readonly table: string; readonly id: string },
): { readonly row: StoredRow; readonly who: Principal } | { readonly answer: Response | Promise<Response> } {
  const url = new URL(c.req.url)
  const session = sessionOf(c, instance)
  const who = session === undefined ? undefined : principalOf(instance.store, session.userName)
  if (who === undefined) {
    return { answer: c.redirect(`/login.do?goto=${encodeURIComponent(`${url.pathname}${url.search}`)}`) }
  }
  const rows = instance.store.table(table)
  const row = rows.get(id) ?? rows.find('number', id)
  if (row !== undefined && mayReadRow(instance.store, who, table, row)) return { row, who }
  return { answer: c.html(messagePage('Record not found', 'It does not exist, or you may not see it.'), 404) }
}
