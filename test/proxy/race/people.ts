import { base64url, calculateJwkThumbprint, exportJWK, SignJWT } from 'jose'
import { guardHeader, guardValue, type Session } from '../../../src/protocol/proxy-contract.js'
import { withCookies } from '../../support/cookie-jar.js'
import { call, proxyOrigin } from '../deployment.js'
import { bridge, replicaHeader, type RaceDeployment } from './deploy-race.js'

/** Somebody with any number of tabs, which share what the browser keeps. */
export interface Person {
  readonly name: string
  signIn(): Promise<void>
  /** What one tab gets for one request to the instance, through one replica. */
  ask(replica: number): Promise<Response>
  isConnected(replica: number): Promise<boolean>
}

const list = '/api/prod/now/table/incident'

/** A page of the proxy's own site: its tabs share a jar of cookies. */
export function withJar(name: string, { proxy, instance }: RaceDeployment): Person {
  const browser = withCookies({ [proxyOrigin]: proxy })
  const through = (replica: number): RequestInit => ({ headers: { [replicaHeader]: String(replica) } })
  return {
    name,
    async signIn() {
      const consent = await browser.navigate(`${proxyOrigin}/login/prod`)
      await browser.navigate(instance.agree(consent.url, name))
    },
    ask: (replica) => call(browser, list, through(replica)),
    async isConnected(replica) {
      const answer = await call(browser, '/session/prod', through(replica))
      return ((await answer.json()) as { connected: boolean }).connected
    },
  }
}

export interface Handles {
  readonly access_token: string
  readonly refresh_token: string
}

/** Somebody whose handles a test may look into. */
export interface PersonWithHandles extends Person {
  /** Takes what a code of the proxy's is redeemed for. */
  redeem(code: string, verifier: string): Promise<void>
  /** What one tab gets for the refresh token that all of them hold; it is kept by nobody. */
  renew(replica: number): Promise<Handles>
  /** What the tabs hold from now on. */
  hold(handles: Handles): void
  session(replica: number): Promise<Session>
}

const keyType = { name: 'ECDSA', namedCurve: 'P-256' }

/** A page of another site: its tabs share handles and a key, and each renews the handles by itself. */
export async function withHandles(
  name: string,
  { proxy, instance, clock }: Pick<RaceDeployment, 'proxy' | 'instance' | 'clock'>,
  ownKey?: CryptoKeyPair,
): Promise<PersonWithHandles> {
  const { origin } = new URL(bridge)
  const browser = withCookies({ [proxyOrigin]: proxy })
  const key = ownKey ?? (await crypto.subtle.generateKey(keyType, false, ['sign', 'verify']))
  const jwk = await exportJWK(key.publicKey)
  const hash = async (text: string): Promise<string> =>
    base64url.encode(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))))
  let handles: Handles | undefined
  let nonce: string | undefined

  /** With a proof; once more when only the nonce was missing. */
  async function send(path: string, replica: number, init: RequestInit, handle?: string): Promise<Response> {
    for (let attempt = 0; ; attempt += 1) {
      const used = nonce
      const claims = {
        jti: crypto.randomUUID(),
        htm: init.method ?? 'GET',
        htu: `${proxyOrigin}${path}`,
        iat: Math.floor(clock.now() / 1000),
        ...(used === undefined ? {} : { nonce: used }),
        ...(handle === undefined ? {} : { ath: await hash(handle) }),
      }
      const proof = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk })
        .sign(key.privateKey)
      const answer = await browser.fetchOf(origin)(`${proxyOrigin}${path}`, {
        ...init,
        headers: {
          ...(init.headers as Record<string, string> | undefined),
          ...(handle === undefined ? {} : { Authorization: `DPoP ${handle}` }),
          [guardHeader]: guardValue,
          [replicaHeader]: String(replica),
          DPoP: proof,
          'Sec-Fetch-Site': 'cross-site',
        },
      })
      nonce = answer.headers.get('DPoP-Nonce') ?? nonce
      const text = `${answer.headers.get('WWW-Authenticate')} ${await answer.clone().text()}`
      if (!text.includes('use_dpop_nonce') || nonce === used || attempt > 3) return answer
    }
  }

  const token = (fields: Record<string, string>, replica: number): Promise<Response> =>
    send('/token/prod', replica, {
      method: 'POST',
      body: new URLSearchParams(fields).toString(),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    })

  const session = async (replica: number): Promise<Session> =>
    (await (await send('/session/prod', replica, {}, handles?.access_token)).json()) as Session

  const refresh = (replica: number, more: Record<string, string> = {}): Promise<Response> =>
    token({ grant_type: 'refresh_token', refresh_token: handles?.refresh_token ?? '', ...more }, replica)

  async function redeem(code: string, verifier: string): Promise<void> {
    const grant = { grant_type: 'authorization_code', code, code_verifier: verifier }
    const granted = await token({ ...grant, client_id: origin, redirect_uri: bridge }, 0)
    handles = (await granted.json()) as Handles
  }

  return {
    name,
    async signIn() {
      const verifier = base64url.encode(crypto.getRandomValues(new Uint8Array(32)))
      const parameters = new URLSearchParams({
        response_type: 'code',
        client_id: origin,
        redirect_uri: bridge,
        state: base64url.encode(crypto.getRandomValues(new Uint8Array(32))),
        code_challenge: await hash(verifier),
        code_challenge_method: 'S256',
        dpop_jkt: await calculateJwkThumbprint(jwk),
      })
      const consent = await browser.navigate(`${proxyOrigin}/login/prod?${parameters.toString()}`)
      const landed = new URL((await browser.navigate(instance.agree(consent.url, name))).url)
      await redeem(landed.searchParams.get('code') ?? '', verifier)
    },
    redeem,

    async ask(replica) {
      for (let attempt = 0; ; attempt += 1) {
        const held = handles?.access_token ?? ''
        const answer = await send(list, replica, {}, held)
        if (answer.status !== 401 || attempt > 1) return answer
        // Another tab may have renewed them meanwhile.
        if (handles?.access_token !== held) continue
        const renewed = await refresh(replica, { refused: held })
        if (!renewed.ok) return renewed
        handles = (await renewed.json()) as Handles
      }
    },

    isConnected: async (replica) => (await session(replica)).connected,

    renew: async (replica) => (await (await refresh(replica)).json()) as Handles,
    hold: (given) => void (handles = given),
    session,
  }
}
