import { proxyPath, type DirectToken, type Session } from '../../protocol/proxy-contract.js'
import { SnowError } from '../../shared/errors.js'
import type { SessionForm } from '../session-form.js'
import type { ClientSettings } from '../settings.js'

interface HeldToken {
  readonly token: string
  readonly issuedAt: number
  readonly expiresAt: number
}

/** An answer that is no token: given on as it is, because it says what is wrong. */
type Asked = HeldToken | Response

/** A connection that was renewed is another one, of the same person. */
const personOf = (holder: string): string | undefined => holder.split(' ', 1)[0]

/**
 * Direct mode: what would go through the relay goes to the instance itself, with a short-lived access token
 * that lives in this closure and nowhere else. The instance needs a CORS rule for the page's origin.
 */
export function createDirectForm(settings: ClientSettings, inner: SessionForm): SessionForm {
  const { clock, instance, proxy } = settings
  const relayed = `${proxy}${proxyPath.relay(instance, '/api/')}`
  let origin: string | undefined
  let holder = ''
  let held: HeldToken | undefined
  let asking: Promise<Asked> | undefined

  function ask(init: RequestInit, renew: boolean): Promise<Asked> {
    if (asking !== undefined) return asking
    const mine: Promise<Asked> = askOnce(init, renew)
      .then((asked) => {
        // Forgotten meanwhile: it is another person's by now, or nobody's.
        if (asking === mine && !(asked instanceof Response)) held = asked
        return asked
      })
      .finally(() => {
        if (asking === mine) asking = undefined
      })
    return (asking = mine)
  }

  /** The token in hand, and the one that is on its way. */
  function forget(): void {
    held = undefined
    asking = undefined
  }

  /** Throws when who asked is no longer the one who is signed in: the token is still theirs. */
  function checkStill(asker: string): void {
    if (asker === '' || personOf(asker) === personOf(holder)) return
    const isOut = holder === ''
    throw new SnowError(
      isOut ? 'SNOW_NOT_CONNECTED' : 'SNOW_USER_CHANGED',
      'The person who asked is no longer signed in',
      { status: isOut ? 401 : 409 },
    )
  }

  async function askOnce({ headers, signal }: RequestInit, renew: boolean): Promise<Asked> {
    const sent = new Headers(headers)
    sent.set('Accept', 'application/json')
    sent.set('Content-Type', 'application/json')
    const answer = await inner.fetch(`${proxy}${proxyPath.token(instance)}`, {
      method: 'POST',
      headers: sent,
      body: JSON.stringify({ renew }),
      cache: 'no-store',
      redirect: 'error',
      ...(signal ? { signal } : {}),
    })
    if (!answer.ok) return answer
    const { access_token: token, expires_in: seconds } = (await answer.json()) as DirectToken
    const issuedAt = clock.now()
    return { token, issuedAt, expiresAt: issuedAt + seconds * 1000 }
  }

  async function token(init: RequestInit): Promise<Asked> {
    const now = clock.now()
    if (held !== undefined && now < held.issuedAt + 0.8 * (held.expiresAt - held.issuedAt)) return held
    return ask(init, false)
  }

  function send(path: string, init: RequestInit, { token }: HeldToken): Promise<Response> {
    if (origin === undefined) throw new SnowError('SNOW_NOT_CONNECTED', 'Read the session first')
    const headers = new Headers({ Accept: 'application/json', Authorization: `Bearer ${token}` })
    const type = new Headers(init.headers).get('Content-Type')
    if (type !== null) headers.set('Content-Type', type)
    return settings.fetch(`${origin}/api/${path}`, {
      ...init,
      headers,
      // A cookie of ServiceNow's own pages may be another person's, and would compete with the token.
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: 'error',
      cache: 'no-store',
    })
  }

  return {
    ...inner,
    async fetch(url, init) {
      if (!url.startsWith(relayed)) return inner.fetch(url, init)
      const path = url.slice(relayed.length)
      const asker = holder
      const first = await token(init)
      if (first instanceof Response) return first
      checkStill(asker)
      const answer = await send(path, init, first)
      if (answer.status !== 401) return answer
      // Its life is a promise that the instance may break: once more with another, then it is the answer.
      const second = held === first ? await ask(init, true) : await token(init)
      if (second instanceof Response) return second
      checkStill(asker)
      return send(path, init, second)
    },
    async complete(session: Session) {
      const known = await inner.complete(session)
      const now = known.connected ? `${known.user.sysId} ${known.connectedAt}` : ''
      // Another person, or another sign-in: the token of the one before must not serve it.
      if (now !== holder) forget()
      holder = now
      origin = known.instance.url
      return known
    },
    async signOut(tell) {
      forget()
      await inner.signOut(tell)
      // What asked meanwhile may have been given one more.
      forget()
      holder = ''
    },
  }
}
