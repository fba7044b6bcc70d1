import { SnowError } from '../../../shared/errors.js'
import { isHibernationPage } from '../../hibernation-page.js'
import { fact, type DoctorContext } from '../doctor-context.js'
import type { WireAnswer } from '../wire.js'

/** How `/oauth_auth.do` answers a browser that nobody is signed in with. */
export type AuthorizationAnswer =
  /** On to a sign-in page: of the instance, or of its identity provider. */
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'refused'; readonly about: RefusalSubject; readonly fingerprint: string }
  /** Back to the client with an error. */
  | { readonly kind: 'returned'; readonly fingerprint: string }
  | { readonly kind: 'absent' }

export type RefusalSubject = 'client' | 'redirect' | 'state' | 'pkce' | 'unknown'

/** What a visit changes of the proxy's own request. */
export interface Visit {
  readonly clientId?: string
  readonly redirectUri?: string
  readonly challengeMethod?: string
}

/** A redirect URI that nobody registers: `.invalid` never resolves. */
const foreignRedirect = 'https://snowline-doctor.invalid/callback/none'

/** Goes where the proxy's sign-in begins, as a browser without a session would. Nothing is granted there. */
export async function visitAuthorization(
  { ask, instance }: DoctorContext,
  { clientId = instance.clientId, redirectUri = instance.redirectUri, challengeMethod = 'S256' }: Visit = {},
): Promise<AuthorizationAnswer> {
  const state = randomText()
  const challenge = randomText()
  const answer = await ask({
    path: '/oauth_auth.do',
    headers: { Accept: 'text/html' },
    query: {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      state,
      code_challenge: challenge,
      code_challenge_method: challengeMethod,
      ...(instance.scope === undefined ? {} : { scope: instance.scope }),
    },
  })
  const sent = [clientId, redirectUri, state, challenge, challengeMethod]
  return readAuthorization(answer, { origin: instance.origin, redirectUri, sent })
}

interface Sent {
  readonly origin: string
  readonly redirectUri: string
  /** Values that a page may repeat: they do not make two pages differ. */
  readonly sent: readonly string[]
}

export function readAuthorization(answer: WireAnswer, request: Sent): AuthorizationAnswer {
  const { status, headers, text } = answer
  if (isHibernationPage(text) && answer.json === undefined) {
    throw new SnowError('SNOW_INSTANCE_ASLEEP', 'The instance is hibernating')
  }
  if (status >= 500) throw new SnowError('SNOW_INSTANCE_FAILED', `/oauth_auth.do answered ${status}`)
  const location = headers.get('Location')
  if (status >= 300 && status < 400 && location !== null) return readRedirect(location, request)
  if (status === 404 || status === 405) return { kind: 'absent' }
  const words = visibleWords(text, request.sent)
  const isRefusal =
    status >= 400 || (!hasPasswordField(text) && /\b(?:invalid|missing|denied|error)\b/.test(words))
  if (!isRefusal) return { kind: 'sign-in' }
  return { kind: 'refused', about: subjectOf(words), fingerprint: `${status} ${words.slice(0, 400)}` }
}

function readRedirect(location: string, { origin, redirectUri, sent }: Sent): AuthorizationAnswer {
  if (!URL.canParse(location, origin)) return { kind: 'sign-in' }
  const target = new URL(location, origin)
  const ours = new URL(redirectUri)
  const isOurs = target.origin === ours.origin && target.pathname === ours.pathname
  // With our state it is an answer to us, wherever it goes: some instances take the first registered URI.
  const isAnswer = target.searchParams.has('error') && sent.includes(target.searchParams.get('state') ?? '')
  if (!isOurs && !isAnswer) return { kind: 'sign-in' }
  const error = target.searchParams.get('error') ?? ''
  return { kind: 'returned', fingerprint: /^\w{1,40}$/.test(error) ? error : 'error' }
}

/** What `/oauth_auth.do` says to us, and to two requests that are wrong on purpose. */
export const authorizations = fact(async (context) => ({
  ours: await visitAuthorization(context),
  unknownClient: await visitAuthorization(context, { clientId: randomText().slice(0, 32) }),
  foreignRedirect: await visitAuthorization(context, { redirectUri: foreignRedirect }),
}))

/** Whether two answers say the same, whatever of the requests they repeat. */
export function isSame(one: AuthorizationAnswer, other: AuthorizationAnswer): boolean {
  if (one.kind !== other.kind) return false
  return !('fingerprint' in one) || !('fingerprint' in other) || one.fingerprint === other.fingerprint
}

/** Whether the instance looks at client and redirect URI before anybody has signed in. */
export const checksAtOnce = fact(async (context) => {
  const { unknownClient, foreignRedirect: foreign } = await authorizations(context)
  return { client: unknownClient.kind !== 'sign-in', redirect: foreign.kind !== 'sign-in' }
})

/** "not registered for this client" is about the redirect: the order matters. */
const subjects: readonly (readonly [RegExp, RefusalSubject])[] = [
  [/redirect/, 'redirect'],
  [/challenge|pkce|verifier/, 'pkce'],
  [/client/, 'client'],
  [/\bstate\b/, 'state'],
]

function subjectOf(words: string): RefusalSubject {
  return subjects.find(([pattern]) => pattern.test(words))?.[1] ?? 'unknown'
}

function visibleWords(text: string, sent: readonly string[]): string {
  let words = text
  // A short one could be a word of the page.
  for (const value of sent.filter(({ length }) => length >= 8)) {
    for (const form of [value, encodeURIComponent(value)]) words = words.replaceAll(form, '…')
  }
  return words
    .replace(/<(script|style)\b[^]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[0-9a-f]{8,}|\d+/gi, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
}

const hasPasswordField = (text: string): boolean => /<input\b[^>]*type=["']?password/i.test(text)

function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .slice(0, 43)
}
