import * as v from 'valibot'
import { authorizationSchema } from './cross-site/authorization.js'

/** One sign-in on its way, sealed in the browser that began it. */
export const transactionSchema = v.object({
  state: v.string(),
  verifier: v.string(),
  instance: v.string(),
  flow: v.picklist(['popup', 'redirect']),
  returnTo: v.optional(v.string()),
  /** The session that this sign-in takes the place of: it ends when the sign-in succeeds. */
  replaces: v.optional(v.object({ sid: v.string(), connectedAt: v.number(), endsAt: v.number() })),
  /** Set in the cross-site form: whom the answer goes to instead of into a cookie. */
  authorization: v.optional(authorizationSchema),
})

export type Transaction = v.InferOutput<typeof transactionSchema>

/**
 * How long a person may take: identity providers with several factors are slow. Twice as long as a page waits:
 * a window that is only late still counts.
 */
export const transactionLifeMs = 20 * 60_000
/** The cookie stays longer than what it holds, so that "too late" can be told from "never began". */
export const transactionCookieS = 60 * 60

/** A state as `login` makes them; anything else names no cookie. */
export function isState(text: string | null): text is string {
  return text !== null && /^[\w-]{43}$/.test(text)
}
