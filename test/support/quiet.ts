import { flush } from './flush.js'

/** Tells when a program has come as far as it can without anybody's help. */
export interface Quiet {
  /** Resolves when nothing more happens by itself. */
  reached(): Promise<void>
  /** Notes that something happened, for what the tests themselves make wait. */
  stir(): void
  /** Counts a promise as something that goes on. */
  during<T>(work: Promise<T>): Promise<T>
  stop(): void
}

const methods = [
  'encrypt',
  'decrypt',
  'sign',
  'verify',
  'digest',
  'importKey',
  'exportKey',
  'deriveBits',
  'deriveKey',
  'generateKey',
] as const

/**
 * Watches the only work of the proxy that no event of its own announces: cryptography, which runs on other
 * threads. With it, a schedule that is replayed meets the same states again.
 */
export function watchForQuiet(): Quiet {
  let going = 0
  let stirred = 0
  const whole = SubtleCrypto.prototype as unknown as Record<string, (...args: unknown[]) => Promise<unknown>>
  const originals = methods.map((name) => [name, whole[name]] as const)

  function during<T>(work: Promise<T>): Promise<T> {
    going += 1
    stirred += 1
    const end = (): void => {
      going -= 1
      stirred += 1
    }
    work.then(end, end)
    return work
  }

  for (const [name, original] of originals) {
    if (original === undefined) continue
    whole[name] = function (this: unknown, ...args: unknown[]) {
      return during(original.apply(this, args))
    }
  }

  return {
    async reached() {
      for (let still = 0; still < 3;) {
        const before = stirred
        await flush()
        still = going === 0 && stirred === before ? still + 1 : 0
      }
    },
    stir: () => void (stirred += 1),
    during,
    stop() {
      for (const [name, original] of originals) if (original !== undefined) whole[name] = original
    },
  }
}
