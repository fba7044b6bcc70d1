import { type Context } from 'hono'
import { type Principal } from '../acl.js'
import { type LoggedRequest } from '../ground-truth-log.js'

/** What a route finds in Hono's context. */
export interface ApiEnv {
  readonly Bindings: {
    /** The log entry of this request. */
    readonly logged: LoggedRequest
  }
  readonly Variables: {
    /** Who the request is authenticated as; set before any API route runs. */
    who: Principal
  }
}

export type ApiContext = Context<ApiEnv>
