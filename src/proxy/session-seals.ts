import { base64url } from 'jose'
import * as v from 'valibot'
import type { User } from '../protocol/records.js'
import { afterRenewal, factsSchema, type EndReason } from './session-facts.js'
import type { Instance, Settled } from './settle.js'
import type { RenewedTokens } from './store/rotations.js'
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
  | { readonly state: 'expired'; readonly session: CookieSession }
  | LiveSession

interface LiveSession {
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
  { clock, cookies, seals, revocations }: Settled,
  instance: Instance,
  sent: ReadonlyMap<string, string>,
): Promise<SessionState> {
  const sealed = sent.get(cookies.session(instance.id))
  const session = await seals.open('session', sessionSchema, sealed)
  const isOurs = session.state !== 'none' && session.content.instance === instance.id
  if (sealed === undefined || !isOurs || (await revocations.isRevoked(session.content.sid))) {
    const reason = sent.get(cookies.ended(instance.id))
    return reason === 'expired' || reason === 'revoked' ? { state: 'none', reason } : { state: 'none' }
  }
  const { sid, endsAt } = session.content
  if (session.state === 'expired' || clock.now() >= endsAt) {
    return { state: 'expired', session: session.content }
  }
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
  instance: Instance,
  touched: Touched,
): Promise<readonly string[]> {
  const cookies = await sealTouched(settled, instance, touched)
  if (cookies.length === 0) return cookies
  return (await settled.revocations.isRevokedNow(touched.current.session.sid)) ? [] : cookies
}

export interface Touched {
  readonly current: LiveSession
  readonly renewed: RenewedTokens | undefined
}

/** The cookies of `touchSession`, signed out or not. Throws `SNOW_PROXY_FAILED` for what no browser keeps. */
export async function sealTouched(
  settled: Settled,
  instance: Instance,
  { current: { session, outdated }, renewed }: Touched,
): Promise<readonly string[]> {
  const now = settled.clock.now()
  const rotated = renewed !== undefined && renewed.rotations !== (session.rotations ?? 0)
  // Sealing on every answer would be work for nothing.
  const moved = now - session.usedAt > settled.session.idleMs / 10
  const cookies: string[] = []
  if (rotated || moved || outdated) {
    const next = { ...session, usedAt: now }
    const whole = renewed === undefined ? next : withTokens(settled, instance, next, renewed)
    cookies.push(await sessionCookie(settled, whole))
  }
  if (renewed !== undefined) cookies.push(await accessCookie(settled, session, renewed))
  return cookies
}

function withTokens(
  { session: { absoluteMs } }: Settled,
  { refreshTokenLifeMs }: Instance,
  session: CookieSession,
  renewed: RenewedTokens,
): CookieSession {
  const { refreshToken } = renewed
  return { ...afterRenewal(session, renewed, { absoluteMs, refreshTokenLifeMs }), refreshToken }
}

/** What signs out: the cookies of the session go, and with them what is remembered of earlier ones. */
export function endSession({ cookies }: Settled, instance: Instance): readonly string[] {
  return [cookies.session, cookies.access, cookies.ended].map((name) => cookies.clear(name(instance.id)))
}

/**
 * Remembers why the session is over. Its cookies stay, dead as they are: this answer may come after that of
 * a new sign-in, whose cookies have the same names.
 */
export function rememberEnd({ cookies }: Settled, instance: Instance, reason: EndReason): readonly string[] {
  return [cookies.write(cookies.ended(instance.id), reason, { maxAgeS: endedLifeS, sameSite: 'Strict' })]
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
