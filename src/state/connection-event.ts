import type { Session } from '../protocol/proxy-contract.js'
import type { SnowError } from '../shared/errors.js'
import type { Expiry } from './connection-expiry.js'
import type { EndReason } from './types.js'

/** What can happen to a connection. */
export type ConnectionEvent =
  /** The proxy said who is signed in; `over` when the session that we held has passed its end. */
  | { readonly type: 'session-read'; readonly session: Session; readonly over: boolean }
  | { readonly type: 'read-failed'; readonly error: SnowError }
  | { readonly type: 'retry' }
  | { readonly type: 'sign-in-started'; readonly by: 'popup' | 'redirect'; readonly at: number }
  | { readonly type: 'sign-in-failed'; readonly error: SnowError }
  | { readonly type: 'sign-in-cancelled' }
  | { readonly type: 'window-seems-closed'; readonly closed: boolean }
  | { readonly type: 'signed-out' }
  /** A call learned that the session is dead. */
  | { readonly type: 'session-lost'; readonly reason: EndReason }
  | { readonly type: 'expiry-changed'; readonly expiry: Expiry | undefined }
  | { readonly type: 'went-offline' }
  /** The browser put the page away whole, and may bring it back as it was. */
  | { readonly type: 'page-left' }
