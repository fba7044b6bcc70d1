import { sha256, toBase64Url } from './sha256.js'

/** What answers show of a secret: nobody needs it back from there, so its ciphertext is a salted hash. */
export function cipherText(secret: string): string {
  return `:1:${toBase64Url(sha256(new TextEncoder().encode(`emulator ${secret}`)))}`
}
