import { type OAuthClient } from './oauth-client.js'

const algorithms: Readonly<Record<string, EcKeyImportParams | RsaHashedImportParams>> = {
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
}

/**
 * The user name in the `sub` of an assertion that the client's registered key signed; `undefined` when
 * there is no such key, or the assertion is not for this client or over. `now` is in milliseconds.
 */
export async function assertedUser(
  { assertionKey, clientId }: OAuthClient,
  assertion: string,
  now: number,
): Promise<string | undefined> {
  if (assertionKey === '') return undefined
  try {
    const [head = '', body = '', signature = ''] = assertion.split('.')
    const { alg } = readPart(head)
    const claims = readPart(body)
    const algorithm = algorithms[String(alg)]
    if (algorithm === undefined) return undefined
    const jwk = JSON.parse(assertionKey) as JsonWebKey
    const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['verify'])
    const how = { name: algorithm.name, hash: 'SHA-256' }
    const signed = new TextEncoder().encode(`${head}.${body}`)
    const isSigned = await crypto.subtle.verify(how, key, bytesOf(signature), signed)
    const isCurrent = typeof claims.exp === 'number' && claims.exp * 1000 > now
    const isOurs = claims.iss === clientId && claims.aud === clientId
    return isSigned && isCurrent && isOurs && typeof claims.sub === 'string' ? claims.sub : undefined
  } catch {
    // Whatever is wrong with it, an assertion that cannot be read asserts nobody.
    return undefined
  }
}

function readPart(part: string): Readonly<Record<string, unknown>> {
  return JSON.parse(new TextDecoder().decode(bytesOf(part))) as Record<string, unknown>
}

function bytesOf(part: string): Uint8Array<ArrayBuffer> {
  const text = atob(part.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(text, (character) => character.charCodeAt(0))
}
