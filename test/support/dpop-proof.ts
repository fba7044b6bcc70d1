import { base64url, calculateJwkThumbprint, exportJWK, SignJWT, type JWTHeaderParameters } from 'jose'

/** What a proof (RFC 9449) is made for, and what of it is to be wrong. */
export interface ProofOptions {
  readonly method: string
  readonly url: string
  /** Seconds since the epoch. */
  readonly iat: number
  readonly nonce?: string | undefined
  readonly accessToken?: string | undefined
  /** Claims instead of the right ones; `undefined` leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>
  readonly header?: Readonly<Record<string, unknown>>
}

/** A proof made by hand, so that any part of it can be wrong. */
export async function makeProof(key: CryptoKeyPair, options: ProofOptions): Promise<string> {
  const header = {
    alg: 'ES256',
    typ: 'dpop+jwt',
    jwk: await exportJWK(key.publicKey),
    ...options.header,
  } as unknown as JWTHeaderParameters
  return new SignJWT(await claimsOf(options)).setProtectedHeader(header).sign(key.privateKey)
}

export async function claimsOf({
  method,
  url,
  iat,
  nonce,
  accessToken,
  claims = {},
}: ProofOptions): Promise<Record<string, unknown>> {
  const { origin, pathname } = new URL(url)
  return {
    jti: crypto.randomUUID(),
    htm: method,
    htu: `${origin}${pathname}`,
    iat,
    nonce,
    ath: accessToken === undefined ? undefined : await sha256(accessToken),
    ...claims,
  }
}

export async function sha256(text: string): Promise<string> {
  return base64url.encode(
    new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))),
  )
}

export function newKey(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
}

export async function thumbprintOf(key: CryptoKeyPair): Promise<string> {
  return calculateJwkThumbprint(await exportJWK(key.publicKey))
}
