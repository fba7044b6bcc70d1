import { makeProof, newKey } from '../../support/dpop-proof.js'
import { proxyPath } from '../../../src/protocol/proxy-contract.js'
import { bridgePath } from './deployment.js'
import type { Harvest } from './hostile-script.js'
import { askFromOutside, type OutsiderAnswer, type OutsiderRequest } from './outsider.js'

/** A request with a proof of possession (RFC 9449), which is made when it is sent. */
export interface ProvedRequest extends OutsiderRequest {
  /** Absent: no proof is sent along. */
  readonly key?: CryptoKeyPair
  readonly accessToken?: string
}

/** Every key that an outsider may sign with: none, one of their own, and each private key in a harvest. */
export async function keysFor(harvest: Harvest): Promise<readonly (CryptoKeyPair | undefined)[]> {
  const leaked = new Set(
    harvest
      .filter(([means, text]) => means === 'exported key' && text.startsWith('{') && text.includes('"d":'))
      .map(([, text]) => text),
  )
  return [undefined, await newKey(), ...(await Promise.all([...leaked].map(importPair)))]
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }

async function importPair(text: string): Promise<CryptoKeyPair> {
  const { kty, crv, x, y, d } = JSON.parse(text) as JsonWebKey
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('jwk', { kty, crv, x, y, d } as JsonWebKey, algorithm, false, ['sign']),
    crypto.subtle.importKey('jwk', { kty, crv, x, y } as JsonWebKey, algorithm, true, ['verify']),
  ])
  return { privateKey, publicKey }
}

const isSealed = (value: string): boolean => /^ey[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+$/.test(value)
const isVerifier = (value: string): boolean => /^[\w-]{43}$/.test(value)

/** Everything sealed, as handle, as refresh token, and as code with everything that could be its verifier. */
export function attemptsWithKey(
  values: readonly string[],
  key: CryptoKeyPair | undefined,
  { proxy, host }: { readonly proxy: string; readonly host: string },
): readonly ProvedRequest[] {
  const page = { origin: host, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }
  const bound = key === undefined ? {} : { key }
  const grant = (fields: Readonly<Record<string, string>>): ProvedRequest => ({
    ...bound,
    method: 'POST',
    url: `${proxy}${proxyPath.token('demo')}`,
    headers: { ...page, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ client_id: host, ...fields }).toString(),
  })
  const verifiers = values.filter(isVerifier)
  return values.filter(isSealed).flatMap((value) => [
    ...[proxyPath.session('demo'), proxyPath.relay('demo', '/api/now/table/incident')].map((path) => ({
      ...bound,
      url: `${proxy}${path}`,
      headers: { ...page, authorization: `DPoP ${value}` },
      accessToken: value,
    })),
    grant({ grant_type: 'refresh_token', refresh_token: value }),
    ...verifiers.map((verifier) =>
      grant({
        grant_type: 'authorization_code',
        code: value,
        code_verifier: verifier,
        redirect_uri: `${host}${bridgePath}`,
      }),
    ),
  ])
}

/** Sends requests with proofs, and once more with the nonce where the proxy asks for one. */
export function createProver(): (request: ProvedRequest) => Promise<OutsiderAnswer> {
  let nonce: string | undefined
  return async function ask(request) {
    const { key, accessToken, ...rest } = request
    if (key === undefined) return askFromOutside(rest)
    const send = async (used: string | undefined): Promise<OutsiderAnswer> => {
      const { method = 'GET', url } = rest
      const iat = Math.floor(Date.now() / 1000)
      const DPoP = await makeProof(key, { method, url, iat, nonce: used, accessToken })
      return askFromOutside({ ...rest, headers: { ...rest.headers, DPoP } })
    }
    const used = nonce
    const answer = await send(used)
    nonce = answer.nonce ?? nonce
    // An attempt with an old nonce, which nobody looked at, proves nothing.
    return nonce === used ? answer : send(nonce)
  }
}
