import { toBase64Url } from '../records/sha256.js'

/** An opaque token. Real chance, not the seed's: after a restart an old token must not fit a new person. */
export function randomToken(length: number): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(length))).slice(0, length)
}
