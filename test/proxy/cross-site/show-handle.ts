import type { Clock } from '../../../src/shared/clock.js'
import type { TestServer } from '../../support/cookie-jar.js'
import { makeProof, type ProofOptions } from '../../support/dpop-proof.js'
import { ask, type Reply } from '../ask.js'
import { proxyOrigin } from '../deployment.js'
import { app } from './cross-site-deployment.js'

export interface Showing {
  readonly key: CryptoKeyPair
  readonly clock: Clock
  readonly handle: string
  readonly method?: string
  readonly path?: string
  readonly origin?: string
  /** What of the proof is to be wrong. */
  readonly proof?: Partial<ProofOptions>
  /** Headers instead of the right ones, or beside them. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** The nonce that the proxy takes now, as it tells every page of another site. */
export async function nonceOf(proxy: TestServer, origin: string = app): Promise<string> {
  const { headers } = await ask(proxy, 'GET /session/prod', { Origin: origin })
  return headers.get('DPoP-Nonce') ?? ''
}

/** One request with a handle and a proof, sent by no browser; right in everything that is not given. */
export async function showHandle(proxy: TestServer, showing: Showing): Promise<Reply> {
  const { key, clock, handle, method = 'GET', path = '/session/prod', origin = app } = showing
  const proof = await makeProof(key, {
    method,
    url: `${proxyOrigin}${path}`,
    iat: Math.floor(clock.now() / 1000),
    nonce: await nonceOf(proxy, origin),
    accessToken: handle,
    ...showing.proof,
  })
  const headers = { Origin: origin, Authorization: `DPoP ${handle}`, DPoP: proof, ...showing.headers }
  return ask(proxy, `${method} ${path}`, headers, showing.body)
}
