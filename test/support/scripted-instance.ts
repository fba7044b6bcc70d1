import type { Clock } from '../../src/shared/clock.js'

/*
 * An instance of ServiceNow with just the answers that the proxy's own tests need to script: tokens, one
 * user for each code, and whatever a test puts on its API. The emulator is the instance of every other test.
 */

export interface ScriptedInstance {
  readonly origin: string
  readonly fetch: typeof fetch
  /** Every request that came, in order. */
  readonly requests: Request[]
  /** The form fields of every token request. */
  readonly tokenRequests: URLSearchParams[]
  readonly revoked: string[]
  /** Answers instead of the instance; `undefined` lets it answer. Awaited, so that a test can hold it. */
  intercept: (request: Request) => Response | undefined | Promise<Response | undefined>
  /**
   * What becomes of an answer that the instance has given, with all that it did. Awaited, so that a test can
   * hold it; one that throws has lost it.
   */
  deliver: (answer: Response, request: Request) => Response | Promise<Response>
  /** What the API answers to a valid token. */
  api: (request: Request, user: string) => Response | Promise<Response>
  /** Access tokens that count, by user; forget them and every one is refused. */
  readonly tokens: Map<string, string>
  /** Sent by the token endpoint. */
  expiresIn: unknown
  /** The client secrets that count. */
  readonly secrets: Set<string>
  /** Whether a renewal gives another refresh token, and uses the old one up. */
  rotate: boolean
  /** Whether a refresh token that is used up takes all with it that came of the same sign-in. */
  revokesOnReuse: boolean
  /** Refresh tokens that came again after they were used up. */
  readonly reused: string[]
  /** Where the browser goes after agreeing: the code signs in `user`. */
  agree(authorizeUrl: string, user: string): string
}

interface Grant {
  readonly user: string
  readonly challenge: string
  readonly redirectUri: string
}

interface RefreshToken {
  readonly user: string
  /** Of one sign-in, however often it was renewed. */
  readonly family: number
}

export interface ScriptedInstanceOptions {
  readonly origin?: string
  /** With a clock, access tokens end after `expiresIn` seconds. */
  readonly clock?: Clock
}

export function createScriptedInstance(options: ScriptedInstanceOptions = {}): ScriptedInstance {
  const { origin = 'https://acme.service-now.example', clock } = options
  const codes = new Map<string, Grant>()
  const refreshTokens = new Map<string, RefreshToken>()
  const usedUp = new Map<string, RefreshToken>()
  const ends = new Map<string, number>()
  let issued = 0

  const instance: ScriptedInstance = {
    origin,
    requests: [],
    tokenRequests: [],
    revoked: [],
    tokens: new Map(),
    expiresIn: 1799,
    secrets: new Set(['canary-client-secret']),
    rotate: false,
    revokesOnReuse: false,
    reused: [],
    intercept: () => undefined,
    deliver: (answer) => answer,
    api: (_request, user) => json({ result: [{ of: user }] }),
    agree(authorizeUrl, user) {
      const { searchParams } = new URL(authorizeUrl)
      const code = `code-${(issued += 1)}`
      const redirectUri = searchParams.get('redirect_uri') ?? ''
      codes.set(code, { user, challenge: searchParams.get('code_challenge') ?? '', redirectUri })
      const back = new URL(redirectUri)
      back.searchParams.set('code', code)
      back.searchParams.set('state', searchParams.get('state') ?? '')
      return back.href
    },
    async fetch(input, init) {
      const request = new Request(input, init)
      instance.requests.push(request.clone())
      if (new URL(request.url).origin !== origin) throw new TypeError(`No server at ${request.url}`)
      const scripted = await instance.intercept(request.clone())
      return scripted ?? instance.deliver(await answer(request.clone()), request)
    },
  }
  return instance

  async function answer(request: Request): Promise<Response> {
    const { pathname, searchParams } = new URL(request.url)
    if (pathname === '/oauth_token.do') return token(new URLSearchParams(await request.text()))
    if (pathname === '/oauth_revoke_token.do') {
      const form = new URLSearchParams(await request.text())
      if (!instance.secrets.has(form.get('client_secret') ?? '')) return json({ error: 'server_error' }, 401)
      const revoked = form.get('token') ?? ''
      instance.revoked.push(revoked)
      refreshTokens.delete(revoked)
      return new Response(null, { status: 200 })
    }
    const bearer = request.headers.get('Authorization')?.replace('Bearer ', '') ?? ''
    const user = instance.tokens.get(bearer)
    const isOver = clock !== undefined && clock.now() >= (ends.get(bearer) ?? Infinity)
    if (user === undefined || isOver) {
      return json({ error: { message: 'User is not authenticated' }, status: 'failure' }, 401)
    }
    const row = {
      sys_id: idOf(user),
      user_name: user,
      name: user.toUpperCase(),
      email: `${user}@example.com`,
    }
    if (pathname === '/api/now/ui/user/current_user') return json({}, 404)
    const asksForSelf = searchParams.get('sysparm_query') === 'sys_id=javascript:gs.getUserID()'
    if (pathname === '/api/now/table/sys_user' && asksForSelf) return json({ result: [row] })
    if (pathname === '/api/now/table/sys_user_has_role') return json({ result: [] })
    return instance.api(request, user)
  }

  async function token(form: URLSearchParams): Promise<Response> {
    instance.tokenRequests.push(form)
    const refused = json({ error_description: 'access_denied', error: 'server_error' }, 401)
    if (!instance.secrets.has(form.get('client_secret') ?? '')) return refused
    if (form.get('grant_type') === 'refresh_token') {
      const presented = form.get('refresh_token') ?? ''
      const known = refreshTokens.get(presented)
      if (known !== undefined) return renew(presented, known)
      reuse(presented)
      return refused
    }
    const code = form.get('code') ?? ''
    const grant = codes.get(code)
    codes.delete(code)
    if (grant === undefined || grant.redirectUri !== form.get('redirect_uri')) return refused
    const verifier = new TextEncoder().encode(form.get('code_verifier') ?? '')
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', verifier))
    const challenge = btoa(String.fromCharCode(...digest))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '')
    if (challenge !== grant.challenge) return refused
    const number = (issued += 1)
    return issue(`canary-refresh-${grant.user}-${number}`, { user: grant.user, family: number }, number)
  }

  function renew(presented: string, known: RefreshToken): Response {
    const number = (issued += 1)
    if (!instance.rotate) return issue(presented, known, number)
    refreshTokens.delete(presented)
    usedUp.set(presented, known)
    return issue(`canary-refresh-${known.user}-${number}`, known, number)
  }

  function reuse(presented: string): void {
    const known = usedUp.get(presented)
    if (known === undefined) return
    instance.reused.push(presented)
    if (!instance.revokesOnReuse) return
    for (const [token, { family }] of refreshTokens) if (family === known.family) refreshTokens.delete(token)
  }

  function issue(refreshToken: string, known: RefreshToken, number: number): Response {
    const { user } = known
    const accessToken = `canary-access-${user}-${number}`
    instance.tokens.set(accessToken, user)
    const lifeS = Number(instance.expiresIn)
    if (clock !== undefined && lifeS > 0) ends.set(accessToken, clock.now() + lifeS * 1000)
    refreshTokens.set(refreshToken, known)
    return json({
      access_token: accessToken,
      refresh_token: refreshToken,
      scope: '',
      token_type: 'Bearer',
      expires_in: instance.expiresIn,
    })
  }
}

export function idOf(user: string): string {
  return Array.from(user, (letter) => letter.charCodeAt(0).toString(16))
    .join('')
    .padEnd(32, '0')
    .slice(0, 32)
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'Content-Type': 'application/json;charset=UTF-8', ...headers },
  })
}
