import type { Clock } from '../shared/clock.js'

/** What is to be done before a person is sent to sign in must not keep them from it. */
const patienceMs = 2_000

/** Work that others want done when a sign-in begins. */
export interface SignInPreparation {
  add(work: () => Promise<unknown>, signal: AbortSignal): void
  /** Does it all; resolves when all has ended, however it did, or has had its time. `undefined`: nothing to do. */
  begin(): Promise<void> | undefined
}

export function createSignInPreparation(clock: Clock): SignInPreparation {
  const works = new Set<() => Promise<unknown>>()
  return {
    add(work, signal) {
      if (signal.aborted) return
      // Wrapped, so that the same function added twice is removed once.
      const own = (): Promise<unknown> => work()
      works.add(own)
      signal.addEventListener('abort', () => works.delete(own), { once: true })
    },
    begin() {
      if (works.size === 0) return undefined
      return new Promise((resolve) => {
        const cancel = clock.after(patienceMs, resolve)
        void Promise.allSettled([...works].map((work) => work())).then(() => {
          cancel()
          resolve()
        })
      })
    },
  }
}
