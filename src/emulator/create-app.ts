import { Hono } from 'hono'
import { ApiError, noResource } from './api-error.js'
import { addAttachmentApi } from './api/attachment-api.js'
import { type ApiContext, type ApiEnv } from './api/api-env.js'
import { setApiHeaders } from './api/api-headers.js'
import { authenticate } from './api/authentication.js'
import { addKnowledgeApi } from './api/knowledge-api.js'
import { addTableApi } from './api/table-api.js'
import { addUserApi } from './api/user-api.js'
import { type Instance } from './instance.js'
import { addAuthorizeRoute } from './oauth/authorize-route.js'
import { addTokenRoutes } from './oauth/token-route.js'
import { addPageRoutes } from './pages/page-routes.js'
import { addSignInRoutes } from './pages/sign-in-routes.js'
import { messagePage } from './pages/message-page.js'

/** All routes of the instance. */
export function createApp(instance: Instance): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  app.use('/api/*', async (c, next) => {
    const who = authenticate(instance, c.req.header('Authorization'))
    c.set('who', who)
    c.env.logged.user = who.userName
    checkAccept(c.req.header('Accept'), c.req.path)
    await next()
    setApiHeaders(c, true)
  })
  app.use('/:page{.+\\.do}', async (c, next) => {
    await next()
    c.res.headers.set('Cache-Control', 'no-store')
    c.res.headers.set('X-Frame-Options', 'SAMEORIGIN')
    c.res.headers.set('Referrer-Policy', 'no-referrer')
  })
  addTableApi(app, instance)
  addAttachmentApi(app, instance)
  addKnowledgeApi(app, instance)
  addUserApi(app, instance)
  addAuthorizeRoute(app, instance)
  addTokenRoutes(app, instance)
  addSignInRoutes(app, instance)
  addPageRoutes(app, instance)
  app.notFound((c) => {
    if (c.req.path.startsWith('/api/')) throw noResource()
    return c.html(messagePage('Page not found', 'The instance has no page at this address.'), 404)
  })
  app.onError((error, c) => answerError(error, c))
  return app
}

function answerError(error: Error, c: ApiContext): Response {
  const known = error instanceof ApiError ? error : new ApiError(500, 'Unexpected error', 'See the log')
  if (known !== error) console.error('[snowline emulator]', error)
  if (!c.req.path.startsWith('/api/')) {
    return new Response('The instance could not answer this.', { status: known.status })
  }
  const body = { error: { message: known.message, detail: known.detail }, status: 'failure' }
  c.res = new Response(JSON.stringify(body), {
    status: known.status,
    headers: { 'Content-Type': 'application/json;charset=UTF-8' },
  })
  setApiHeaders(c, c.get('who') !== undefined)
  return c.res
}

function checkAccept(accept: string | undefined, path: string): void {
  if (accept === undefined || path.endsWith('/file')) return
  if (/\*\/\*|application\/(\*|json)/i.test(accept)) return
  throw new ApiError(406, 'Not acceptable', 'Supported: application/json')
}
