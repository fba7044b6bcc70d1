import { toBase64Url } from '../records/sha256.js'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const
const keyId = 'emulator-1'
let pair: Promise<CryptoKeyPair> | undefined

/** One key per process, made when first needed: instances with opaque tokens never pay for it. */
function keys(): Promise<CryptoKeyPair> {
  return (pair ??= crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']))
}

/** A JWT of these claims, signed by the instance. */
export async function signedToken(claims: Readonly<Record<string, string | number>>): Promise<string> {
  const head = encode({ alg: 'ES256', typ: 'JWT', kid: keyId })
  const signed = `${head}.${encode(claims)}`
  const { privateKey } = await keys()
  const signature = await crypto.subtle.sign(algorithm, privateKey, new TextEncoder().encode(signed))
  return `${signed}.${toBase64Url(new Uint8Array(signature))}`
}

/** The public key set that `/api/now/oauth/jwks` answers. */
export async function publicKeys(): Promise<{ readonly keys: readonly object[] }> {
  const { publicKey } = await keys()
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey)
  return { keys: [{ kty, crv, x, y, kid: keyId, alg: 'ES256', use: 'sig' }] }
}

function encode(value: object): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify(value)))
}
