import { type Context } from 'hono'
import { type Principal } from '../acl.js'
import { type LoggedRequest } from '../ground-truth-log.js'
import { type Session } from '../oauth/sessions.js'

/** What a route finds in Hono's context. */
export interface ApiEnv {
  readonly Bindings: {
    /** The log entry of this request. */
    readonly logged: LoggedRequest
    /** Set for a request inside a batch: it is who the batch is, and counts for no limit again. */
    readonly inner?: { readonly who: Principal; readonly scope: string }
  }
  readonly Variables: {
    /** Who the request is authenticated as; set before any API route runs. */
    who: Principal
    /** Whether there is a session of a user, right `X-UserToken` or not. */
    isLoggedIn?: boolean
    /** Scope of the token that the request came with. */
    scope?: string
    session?: Session
    /** Headers that the answer carries whatever becomes of it. */
    extraHeaders?: Readonly<Record<string, string>>
    /** Milliseconds that the request waited for its turn: in all, and behind its own session. */
    waited?: { readonly semaphore: number; readonly session: number }
  }
}

export type ApiContext = Context<ApiEnv>
