import { Hono } from 'hono'
import { answerError } from './api/answer-error.js'
import { addAttachmentApi } from './api/attachment-api.js'
import { type ApiEnv } from './api/api-env.js'
import { addApplicationApis } from './api/application-apis.js'
import { apiSteps } from './api/api-steps.js'
import { unknownPath } from './api/error-body.js'
import { addKnowledgeApi } from './api/knowledge/knowledge-api.js'
import { addTableApi } from './api/table-api.js'
import { addUserApi } from './api/user-api.js'
import { type Instance } from './instance.js'
import { addAuthorizeRoute } from './oauth/authorize-route.js'
import { addMetadataRoutes } from './oauth/metadata-routes.js'
import { oauthActivation, oauthPaths } from './oauth/oauth-activation.js'
import { oauthCors, oauthCorsPaths } from './oauth/oauth-cors.js'
import { addTokenRoutes } from './oauth/token-route.js'
import { addAngularRoutes } from './pages/angular-routes.js'
import { pageHeaders } from './pages/page-policy.js'
import { addPageRoutes } from './pages/page-routes.js'
import { addSignInRoutes } from './pages/sign-in-routes.js'
import { messagePage } from './pages/message-page.js'

/** All routes of the instance. */
export function createApp(instance: Instance): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  for (const path of oauthPaths) app.use(path, oauthActivation(instance))
  for (const path of oauthCorsPaths) app.use(path, oauthCors(instance))
  for (const step of apiSteps(instance)) app.use('/api/*', step)
  app.use('/:page{.+\\.do}', async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(pageHeaders)) c.res.headers.set(name, value)
  })
  addTableApi(app, instance)
  addAttachmentApi(app, instance)
  addKnowledgeApi(app, instance)
  addUserApi(app, instance)
  addApplicationApis(app, instance)
  addAuthorizeRoute(app, instance)
  addTokenRoutes(app, instance)
  addMetadataRoutes(app, instance)
  addAngularRoutes(app, instance)
  addSignInRoutes(app, instance)
  addPageRoutes(app, instance)
  app.notFound((c) => {
    if (c.req.path.startsWith('/api/')) throw unknownPath(instance)
    return c.html(messagePage('Page not found', 'The instance has no page at this address.'), 404)
  })
  app.onError((error, c) => answerError(instance, error, c))
  return app
}
