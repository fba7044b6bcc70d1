import { base64url } from 'jose'
import type { Clock } from '../../shared/clock.js'

/** Nonces of RFC 9449, section 8: without one of the last two slots a proof is not taken. */
export interface Nonces {
  /** The nonce to use from now on. */
  current(): Promise<string>
  isFresh(nonce: string): Promise<boolean>
}

export interface NoncesOptions {
  /** base64url: the first signs, all verify. */
  readonly keys: readonly string[]
  readonly clock: Clock
}

const slotMs = 60_000

/**
 * Nonces that need no memory: each is the signature of its minute. A script that leaves the page cannot
 * have made proofs for later than the minute after.
 */
export function createNonces({ keys, clock }: NoncesOptions): Nonces {
  let secrets: readonly Promise<CryptoKey>[] | undefined
  const made = new Map<number, Promise<readonly string[]>>()

  /** Of one slot, under each key; kept, because every proof asks. */
  function noncesOf(slot: number): Promise<readonly string[]> {
    const known = made.get(slot)
    if (known !== undefined) return known
    // Not before the first request: edge runtimes compute nothing while a module loads.
    secrets ??= keys.map((key) => importSecret(new Uint8Array(base64url.decode(key))))
    const nonces = Promise.all(secrets.map(async (secret) => sign(await secret, slot)))
    made.set(slot, nonces)
    for (const old of made.keys()) if (old < slot - 2) made.delete(old)
    return nonces
  }
  const slotNow = (): number => Math.floor(clock.now() / slotMs)

  return {
    current: async () => (await noncesOf(slotNow()))[0] ?? '',
    async isFresh(nonce) {
      const slot = slotNow()
      return (await noncesOf(slot)).includes(nonce) || (await noncesOf(slot - 1)).includes(nonce)
    },
  }
}

function importSecret(root: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', root, 'HKDF', false, ['deriveKey']).then((base) =>
    crypto.subtle.deriveKey(
      {
        name: 'HKDF',
        hash: 'SHA-256',
        salt: new TextEncoder().encode('snowline/1'),
        info: new TextEncoder().encode('nonce'),
      },
      base,
      { name: 'HMAC', hash: 'SHA-256', length: 256 },
      false,
      ['sign'],
    ),
  )
}

async function sign(secret: CryptoKey, slot: number): Promise<string> {
  const signature = await crypto.subtle.sign('HMAC', secret, new TextEncoder().encode(String(slot)))
  return base64url.encode(new Uint8Array(signature).subarray(0, 18))
}
