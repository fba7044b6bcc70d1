import type { Session, SignInFlow } from '../protocol/proxy-contract.js'

/**
 * What differs between a page on the proxy's own site, whose session is a cookie that the browser carries,
 * and a page on another site, which holds a handle and proves a key.
 */
export interface SessionForm {
  /** Where a sign-in begins; `undefined` while that is still being prepared. */
  loginUrl(flow: SignInFlow): string | undefined
  /** The same, once it is prepared. */
  prepareLogin(flow: SignInFlow): Promise<string>
  /** `fetch` to the proxy, with what proves the session. */
  fetch(url: string, init: RequestInit): Promise<Response>
  /** Runs before the session is read: takes in what a sign-in has brought. */
  takeIn(signal: AbortSignal | undefined): Promise<void>
  /** The session as the proxy told it, with what only the browser knows. */
  complete(session: Session): Promise<Session>
  /** Ends the session; `tell` is the call that ends one in a cookie. */
  signOut(tell: () => Promise<void>): Promise<void>
}
