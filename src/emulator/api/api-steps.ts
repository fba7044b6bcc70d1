import { type MiddlewareHandler } from 'hono'
import { type Instance } from '../instance.js'
import { rateLimit } from '../limits/rate-limit.js'
import { transactionQuota } from '../limits/transaction-quota.js'
import { ownTurn } from '../limits/own-turn.js'
import { apiAccess, plainPath } from './api-access.js'
import { type ApiEnv } from './api-env.js'
import { apiHeaders } from './api-headers.js'
import { authentication } from './authentication.js'
import { cors } from './cors.js'
import { representation } from './representation.js'
import { sessionDebug } from './session-debug.js'

/** What every API request passes before its route, outermost first; errors pass it on their way out. */
export function apiSteps(instance: Instance): readonly MiddlewareHandler<ApiEnv>[] {
  return [
    apiHeaders(instance),
    cors(instance),
    representation(instance),
    authentication(instance),
    plainPath,
    apiAccess(instance),
    rateLimit(instance),
    ownTurn(instance),
    transactionQuota(instance),
    sessionDebug(instance),
  ]
}
