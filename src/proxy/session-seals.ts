import { base64url } from 'jose'
import * as v from 'valibot'
import type { User } from '../protocol/records.js'
import { factsSchema, type EndReason } from './session-facts.js'
import type { Instance, Settled } from './settle.js'
import type { Tokens } from './token-endpoint.js'

/*
 * The session of the same-site form: two sealed cookies, one for the session with its refresh token, one
 * for the access token, which is newer more often.
 */

const sessionSchema = v.object({
  ...factsSchema.entries,
  refreshToken: v.string(),
  /** When the idle limit was last moved. */
  usedAt: v.number(),
})

const accessSchema = v.object({
  /** Ties the token to its session: one of another person never serves it. */
  sid: v.string(),
  instance: v.string(),
  token: v.string(),
  issuedAt: v.number(),
  expiresAt: v.number(),
})

export type CookieSession = v.InferOutput<typeof sessionSchema>
export type AccessToken = v.InferOutput<typeof accessSchema>

export type SessionState =
  | { readonly state: 'none'; readonly reason?: EndReason }
  | { readonly state: 'expired' }
  | {
      readonly state: 'live'
      readonly session: CookieSession
      readonly access: AccessToken | undefined
      /** The sealed session as it came: names it for coalescing. */
      readonly sealed: string
      /** Sealed with a key that is on its way out. */
      readonly outdated: boolean
    }

const accessLifeMs = 25 * 60_000
/** The browser keeps a dead session's cookie a day longer, so that we can say that it expired. */
const afterlifeMs = 86_400_000
const endedLifeS = 30 * 86_400

/** Reads the session that a request's cookies carry for one instance. Never throws. */
export async function readSession(
  { cookies, seals, revocations }: Settled,
  instance: Instance,
  sent: ReadonlyMap<string, string>,
): Promise<SessionState> {
  const sealed = sent.get(cookies.session(instance.id))
  const session = await seals.open('session', sessionSchema, sealed)
  if (session.state === 'none' || sealed === undefined || session.content.instance !== instance.id) {
    const reason = sent.get(cookies.ended(instance.id))
    return reason === 'expired' || reason === 'revoked' ? { state: 'none', reason } : { state: 'none' }
  }
  if (session.state === 'expired') return { state: 'expired' }
  const { sid } = session.content
  if (await revocations.isRevoked(sid)) return { state: 'none' }
  const access = await seals.open('access', accessSchema, sent.get(cookies.access(instance.id)))
  const ours =
    access.state === 'live' && access.content.sid === sid && access.content.instance === instance.id
  return {
    state: 'live',
    session: session.content,
    access: ours ? access.content : undefined,
    sealed,
    outdated: session.outdated,
  }
}

/** A session that begins now, and the cookies that carry it. */
export async function startSession(
  settled: Settled,
  instance: Instance,
  signedIn: {
    readonly tokens: Tokens
    readonly refreshToken: string
    readonly user: User
    readonly agent: boolean
  },
): Promise<readonly string[]> {
  const now = settled.clock.now()
  const session: CookieSession = {
    sid: base64url.encode(crypto.getRandomValues(new Uint8Array(16))),
    instance: instance.id,
    refreshToken: signedIn.refreshToken,
    user: signedIn.user,
    agent: signedIn.agent,
    connectedAt: now,
    endsAt: now + Math.min(settled.session.absoluteMs, instance.refreshTokenLifeMs),
    usedAt: now,
  }
  return [
    await sessionCookie(settled, session),
    await accessCookie(settled, session, signedIn.tokens),
    settled.cookies.clear(settled.cookies.ended(instance.id)),
  ]
}

/**
 * The session's cookies again where something in them has moved: idle limit, tokens, seal key; else
 * nothing. Nothing either when the person has signed out meanwhile: an answer that was under way must not
 * bring the session back.
 */
export async function touchSession(
  settled: Settled,
  { session, outdated }: Extract<SessionState, { state: 'live' }>,
  renewed?: Tokens,
): Promise<readonly string[]> {
  const now = settled.clock.now()
  const rotated = renewed?.refreshToken !== undefined && renewed.refreshToken !== session.refreshToken
  // Sealing on every answer would be work for nothing.
  const moved = now - session.usedAt > settled.session.idleMs / 10
  if (!rotated && !moved && !outdated && renewed === undefined) return []
  if (await settled.revocations.isRevoked(session.sid)) return []
  const cookies: string[] = []
  if (rotated || moved || outdated) {
    const refreshToken = renewed?.refreshToken ?? session.refreshToken
    cookies.push(await sessionCookie(settled, { ...session, refreshToken, usedAt: now }))
  }
  if (renewed !== undefined) cookies.push(await accessCookie(settled, session, renewed))
  return cookies
}

/** What signs out: both cookies go, and the reason stays when it is not the person's own wish. */
export function endSession({ cookies }: Settled, instance: Instance, reason?: EndReason): readonly string[] {
  const ended = cookies.ended(instance.id)
  return [
    cookies.clear(cookies.session(instance.id)),
    cookies.clear(cookies.access(instance.id)),
    reason === undefined
      ? cookies.clear(ended)
      : cookies.write(ended, reason, { maxAgeS: endedLifeS, sameSite: 'Strict' }),
  ]
}

async function sessionCookie(settled: Settled, session: CookieSession): Promise<string> {
  const { clock, cookies, seals } = settled
  const expiresAt = Math.min(session.usedAt + settled.session.idleMs, session.endsAt)
  const sealed = await seals.seal('session', session, expiresAt)
  const maxAgeS = (session.endsAt + afterlifeMs - clock.now()) / 1000
  return cookies.write(cookies.session(session.instance), sealed, { maxAgeS, sameSite: 'Strict' })
}

async function accessCookie(settled: Settled, session: CookieSession, tokens: Tokens): Promise<string> {
  const { clock, cookies, seals } = settled
  const access: AccessToken = {
    sid: session.sid,
    instance: session.instance,
    token: tokens.accessToken,
    issuedAt: tokens.issuedAt,
    expiresAt: Math.min(tokens.expiresAt, tokens.issuedAt + accessLifeMs),
  }
  const sealed = await seals.seal('access', access, access.expiresAt)
  const maxAgeS = (access.expiresAt - clock.now()) / 1000
  return cookies.write(cookies.access(session.instance), sealed, { maxAgeS, sameSite: 'Strict' })
}
