import { base64url } from 'jose'
import { delay, untilAborted, withDeadline } from '../../shared/abort.js'
import type { Clock } from '../../shared/clock.js'
import { SnowError } from '../../shared/errors.js'
import type { DependableStore } from './dependable-store.js'

/** A turn that somebody has. */
export interface Turn {
  /**
   * Whether it is still theirs for seconds to come: asked before what only one may do. Throws
   * `SNOW_STORE_UNREACHABLE` when only the store could tell, and it does not.
   */
  isMine(): Promise<boolean>
  /** Gives it back no earlier than this settles; the work's result does not wait for it. */
  keepUntil(settled: Promise<unknown>): void
}

export interface Turns {
  /**
   * Runs `work` while nobody else has the turn of this name, in this process or another. Throws
   * `SNOW_TIMEOUT` after twenty seconds of waiting, and `SNOW_STORE_UNREACHABLE` when the store does not
   * answer, unless `mayGoWithout`.
   */
  alone<T>(name: string, mayGoWithout: () => boolean, work: (turn: Turn) => Promise<T>): Promise<T>
}

/** A lease outlives a pause of the process, and is extended long before it ends. */
const leaseMs = 15_000
const extendEveryMs = 5_000
const askEveryMs = 100
const longestWaitMs = 20_000

interface Lease {
  isMine(): Promise<boolean>
  release(): Promise<void>
}

/** Where tokens stay as they are, racing does no harm: a store that is down must not keep anybody waiting. */
const withoutLease: Lease = { isMine: () => Promise.resolve(true), release: () => Promise.resolve() }

export function createTurns({
  clock,
  store,
}: {
  readonly clock: Clock
  readonly store: DependableStore
}): Turns {
  /** The last in line for each name in this process, who asks the store only when those before are done. */
  const lines = new Map<string, Promise<void>>()

  async function inLine<T>(name: string, work: (givesUpAt: number) => Promise<T>): Promise<T> {
    const givesUpAt = clock.now() + longestWaitMs
    const before = lines.get(name) ?? Promise.resolve()
    let leave = (): void => undefined
    const done = new Promise<void>((resolve) => (leave = resolve))
    const last = before.then(() => done)
    lines.set(name, last)
    void last.then(() => lines.get(name) === last && lines.delete(name))
    try {
      await withDeadline(longestWaitMs, undefined, (signal) => untilAborted(before, signal), clock)
      return await work(givesUpAt)
    } finally {
      leave()
    }
  }

  async function takeLease(name: string, givesUpAt: number, mayGoWithout: () => boolean): Promise<Lease> {
    const key = `turn:${name}`
    const mine = base64url.encode(crypto.getRandomValues(new Uint8Array(12)))
    for (;;) {
      const askedAt = clock.now()
      try {
        if (await store.add(key, mine, leaseMs)) return hold(key, mine, askedAt + leaseMs)
      } catch (error) {
        // It may have been added all the same, and would keep everybody waiting.
        store.remove(key, mine).catch(() => undefined)
        if (!mayGoWithout()) throw error
        return withoutLease
      }
      if (clock.now() >= givesUpAt) throw new SnowError('SNOW_TIMEOUT', 'Another renewal takes too long')
      await delay(askEveryMs, undefined, clock)
    }
  }

  function hold(key: string, mine: string, heldUntil: number): Lease {
    let until = heldUntil
    let cancel = (): void => undefined
    async function extend(): Promise<boolean> {
      const askedAt = clock.now()
      const isExtended = await store.extend(key, mine, leaseMs)
      if (isExtended) until = askedAt + leaseMs
      return isExtended
    }
    function extendLater(): void {
      cancel = clock.after(extendEveryMs, () => {
        extend().catch(() => undefined)
        extendLater()
      })
    }
    extendLater()
    return {
      isMine: async () => clock.now() < until - extendEveryMs || extend(),
      async release() {
        cancel()
        await store.remove(key, mine).catch(() => undefined)
      },
    }
  }

  return {
    alone: (name, mayGoWithout, work) =>
      inLine(name, async (givesUpAt) => {
        const lease = await takeLease(name, givesUpAt, mayGoWithout)
        let kept: Promise<unknown> | undefined
        try {
          return await work({ isMine: lease.isMine, keepUntil: (settled) => (kept = settled) })
        } finally {
          if (kept === undefined) await lease.release()
          else void kept.then(lease.release, lease.release)
        }
      }),
  }
}
