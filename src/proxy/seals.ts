import { base64url, CompactEncrypt, compactDecrypt, decodeProtectedHeader } from 'jose'
import { safeParse, type GenericSchema, type InferOutput } from 'valibot'
import type { Clock } from '../shared/clock.js'
import { SnowError } from '../shared/errors.js'
import { BoundedMap } from './bounded-map.js'

/** What a seal is for. Each purpose has a key and a `typ` of its own: one never opens as another. */
export const sealPurposes = [
  'session',
  'access',
  'transaction',
  // Of the cross-site form: authorization code, access token and refresh token that the widget holds.
  'code',
  'handle',
  'renewal',
  // Tokens that took the place of others, as the shared store keeps them.
  'successor',
] as const
export type SealPurpose = (typeof sealPurposes)[number]

export type Opened<Content> =
  | {
      readonly state: 'live'
      readonly content: Content
      /** Sealed with a key that is on its way out: seal it again when it is written next. */
      readonly outdated: boolean
    }
  | { readonly state: 'expired'; readonly content: Content }
  /** Absent, tampered with, of another purpose, of an unknown key, or of another shape. */
  | { readonly state: 'none' }

export interface Seals {
  seal(purpose: SealPurpose, content: object, expiresAt: number): Promise<string>
  open<Schema extends GenericSchema>(
    purpose: SealPurpose,
    schema: Schema,
    sealed: string | undefined,
  ): Promise<Opened<InferOutput<Schema>>>
}

export interface SealsOptions {
  /** base64url, at least 32 bytes each: the first seals, all open. */
  readonly keys: readonly string[]
  readonly clock: Clock
}

interface Envelope {
  readonly iat: number
  readonly exp: number
  readonly content: unknown
}

interface OpenedEnvelope extends Envelope {
  readonly outdated: boolean
}

/** Clocks of two proxies may differ by this much. */
const skewMs = 60_000
const cacheSize = 4_000
/** More than servers take in a header. */
const longestSeal = 16_384

/**
 * Seals values for cookies: compact JWE, `dir` and `A256GCM` only, a key per purpose by HKDF, `kid` for
 * rotation. `open` never throws: what cannot be opened is `none`.
 */
export function createSeals({ keys, clock }: SealsOptions): Seals {
  const rings = new Map<SealPurpose, Promise<readonly RingKey[]>>()
  const opened = new BoundedMap<string, Promise<OpenedEnvelope | undefined>>(cacheSize)

  function ring(purpose: SealPurpose): Promise<readonly RingKey[]> {
    const known = rings.get(purpose)
    if (known !== undefined) return known
    const made = Promise.all(keys.map((key) => deriveKey(new Uint8Array(base64url.decode(key)), purpose)))
    rings.set(purpose, made)
    return made
  }

  async function decrypt(purpose: SealPurpose, sealed: string): Promise<OpenedEnvelope | undefined> {
    try {
      const header = decodeProtectedHeader(sealed)
      // Exactly the header that `seal` writes: no `zip` to inflate, no other `alg` to try.
      if (Object.keys(header).sort().join() !== 'alg,enc,kid,typ' || header.typ !== typ(purpose)) return
      const keys = await ring(purpose)
      const key = keys.find(({ kid }) => kid === header.kid)
      if (key === undefined) return
      const { plaintext } = await compactDecrypt(sealed, key.secret, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      })
      const envelope = JSON.parse(new TextDecoder().decode(plaintext)) as Envelope
      return { ...envelope, outdated: key !== keys[0] }
    } catch {
      return undefined
    }
  }

  /** Each distinct seal is opened once; the least recently used one makes room. */
  async function decryptOnce(purpose: SealPurpose, sealed: string): Promise<OpenedEnvelope | undefined> {
    const name = `${purpose} ${sealed}`
    const known = opened.get(name)
    if (known !== undefined) return known
    const pending = decrypt(purpose, sealed)
    opened.set(name, pending)
    const envelope = await pending
    // Garbage must not push out what is in use.
    if (envelope === undefined) opened.delete(name)
    return envelope
  }

  return {
    async seal(purpose, content, expiresAt) {
      const [key] = await ring(purpose)
      if (key === undefined) throw new TypeError('There is no key to seal with')
      const envelope: Envelope = { iat: clock.now(), exp: expiresAt, content }
      const sealed = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(envelope)))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', typ: typ(purpose), kid: key.kid })
        .encrypt(key.secret)
      if (sealed.length <= longestSeal) return sealed
      // Better no session than one that nobody will ever open.
      throw new SnowError(
        'SNOW_PROXY_FAILED',
        `A seal (${purpose}) would be ${sealed.length} bytes; at most ${longestSeal} are read again. ` +
          'The tokens of this instance are too long: issue opaque tokens instead of JWTs.',
      )
    },

    async open(purpose, schema, sealed) {
      if (sealed === undefined || sealed === '' || sealed.length > longestSeal) return { state: 'none' }
      const envelope = await decryptOnce(purpose, sealed)
      if (envelope === undefined || envelope.iat > clock.now() + skewMs) return { state: 'none' }
      const parsed = safeParse(schema, envelope.content)
      if (!parsed.success) return { state: 'none' }
      if (clock.now() > envelope.exp + skewMs) return { state: 'expired', content: parsed.output }
      return { state: 'live', content: parsed.output, outdated: envelope.outdated }
    },
  }
}

interface RingKey {
  readonly kid: string
  readonly secret: Uint8Array<ArrayBuffer>
}

const typ = (purpose: SealPurpose): string => `snowline-${purpose}`

async function deriveKey(root: Uint8Array<ArrayBuffer>, purpose: SealPurpose): Promise<RingKey> {
  const text = new TextEncoder()
  const base = await crypto.subtle.importKey('raw', root, 'HKDF', false, ['deriveBits'])
  const derive = async (label: string, bits: number): Promise<Uint8Array<ArrayBuffer>> => {
    const parameters = {
      name: 'HKDF',
      hash: 'SHA-256',
      salt: text.encode('snowline/1'),
      info: text.encode(label),
    }
    return new Uint8Array(await crypto.subtle.deriveBits(parameters, base, bits))
  }
  const secret = await derive(`seal/${purpose}`, 256)
  return { kid: base64url.encode(await derive('kid', 48)), secret }
}
