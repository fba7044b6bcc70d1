import { fact, type DoctorContext } from '../doctor-context.js'
import type { PasswordPerson, SessionPerson } from '../doctor-options.js'
import { askForToken, type TokenAnswer } from './tokens.js'

/** How the requests of the checks prove who they come from. */
export type ProofKind = 'session' | 'token' | 'basic' | 'service-account'

/** What the instance said to every way of getting a token that was tried. */
export interface Credentials {
  /** The header that proves who asks; `undefined` when there is nobody. */
  readonly authorization: string | undefined
  readonly by: ProofKind | undefined
  /** Whether a token came with id and secret, which proves both. */
  readonly issued: boolean
  readonly refreshToken?: string | undefined
  /** Whether a name and a password were refused for a token. */
  readonly refused?: boolean
  /** A token came once no scope was asked for. */
  readonly withoutScope?: boolean
  /** What came of renewing the session of the proxy. */
  readonly session?: 'renewed' | 'rotated' | 'not-renewed' | 'renewed-by-widget' | 'ended'
}

/** Who the checks run as, found out once. */
export const credentials = fact(async (context): Promise<Credentials> => {
  const { person, serviceAccount = false } = context.options
  if (person?.kind === 'session') return ofSession(context, person)
  if (person?.kind === 'password') return ofPassword(context, person)
  if (serviceAccount) return ofServiceAccount(context)
  return { authorization: undefined, by: undefined, issued: false }
})

/** Whether the grant `client_credentials` gives a token: then id and secret are right. */
export const clientCredentials = fact(async (context): Promise<TokenAnswer> => {
  const { scope } = context.instance
  return askForToken(context, {
    grant_type: 'client_credentials',
    ...(scope === undefined ? {} : { scope }),
  })
})

/** Renews at once: that proves id, secret and refresh token, and the token lasts for all checks. */
async function ofSession(context: DoctorContext, person: SessionPerson): Promise<Credentials> {
  const { accessToken } = person
  if (accessToken !== undefined) context.secrets.add(accessToken)
  const renewed = await person.refresh?.()
  if (renewed !== undefined) {
    context.secrets.add(renewed.accessToken)
    const session = renewed.rotated ? 'rotated' : 'renewed'
    return { authorization: `Bearer ${renewed.accessToken}`, by: 'session', issued: true, session }
  }
  const authorization = accessToken === undefined ? undefined : `Bearer ${accessToken}`
  if (authorization !== undefined && (await isAccepted(context, authorization))) {
    const session = person.refresh === undefined ? 'renewed-by-widget' : 'not-renewed'
    return { authorization, by: 'session', issued: session === 'renewed-by-widget', session }
  }
  return { authorization: undefined, by: 'session', issued: false, session: 'ended' }
}

async function ofServiceAccount(context: DoctorContext): Promise<Credentials> {
  const answer = await clientCredentials(context)
  if (answer.kind === 'refused') return { authorization: undefined, by: undefined, issued: false }
  return { authorization: `Bearer ${answer.accessToken}`, by: 'service-account', issued: true }
}

/**
 * A token by the password grant. Where it is refused, basic authentication tells whether the password is
 * right, without the OAuth application in between, and lets the other checks go on.
 */
async function ofPassword(context: DoctorContext, person: PasswordPerson): Promise<Credentials> {
  const { scope } = context.instance
  const fields = { grant_type: 'password', username: person.userName, password: person.password }
  const answer = await askForToken(context, { ...fields, ...(scope === undefined ? {} : { scope }) })
  if (answer.kind === 'token') {
    const { accessToken, refreshToken } = answer
    return { authorization: `Bearer ${accessToken}`, by: 'token', issued: true, refreshToken }
  }
  if (scope !== undefined && (await askForToken(context, fields)).kind === 'token') {
    return { authorization: undefined, by: undefined, issued: true, refused: true, withoutScope: true }
  }
  const authorization = basicHeader(person)
  context.secrets.add(authorization.slice('Basic '.length))
  const refused = { issued: false, refused: true } as const
  if (!(await isAccepted(context, authorization))) {
    return { ...refused, authorization: undefined, by: undefined }
  }
  return { ...refused, authorization, by: 'basic' }
}

async function isAccepted({ ask }: DoctorContext, authorization: string): Promise<boolean> {
  const { status } = await ask({
    path: '/api/now/table/sys_choice',
    query: { sysparm_fields: 'sys_id', sysparm_limit: '1' },
    headers: { Authorization: authorization },
  })
  // A 403 knows who asks, and does not let them.
  return status === 200 || status === 403
}

function basicHeader({ userName, password }: PasswordPerson): string {
  const bytes = new TextEncoder().encode(`${userName}:${password}`)
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`
}
