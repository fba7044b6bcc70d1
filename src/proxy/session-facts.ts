import * as v from 'valibot'

/** What every form of session knows of who is signed in, sealed with it. Times are milliseconds. */
export const factsSchema = v.object({
  /** Names the session: nothing else of it is ever compared or stored. */
  sid: v.string(),
  instance: v.string(),
  user: v.object({ sysId: v.string(), userName: v.string(), name: v.string(), email: v.string() }),
  agent: v.boolean(),
  connectedAt: v.number(),
  /** The end for good: of the refresh token, or of the session's absolute life, whichever is first. */
  endsAt: v.number(),
})

export type SessionFacts = v.InferOutput<typeof factsSchema>

export type EndReason = 'expired' | 'revoked'
