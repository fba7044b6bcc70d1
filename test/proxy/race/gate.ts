/** What waits for the schedule to let it go. */
export interface Held {
  readonly what: 'token request' | 'token answer' | 'answer'
  readonly since: number
  go(): void
  /** As if the network had lost it. */
  lose(): void
}

/** Where requests and answers wait until a schedule says which goes on. */
export interface Gate {
  readonly held: readonly Held[]
  /** Waits to be let go; rejects as `fetch` does when it is lost, or when whoever waited for it gave up. */
  pass(what: Held['what'], signal?: AbortSignal): Promise<void>
}

export function createGate(now: () => number, stir: () => void): Gate {
  const held: Held[] = []
  return {
    held,
    pass: (what, signal) =>
      new Promise((resolve, reject) => {
        const leave = (): void => {
          stir()
          held.splice(held.indexOf(one), 1)
          signal?.removeEventListener('abort', giveUp)
        }
        const one: Held = {
          what,
          since: now(),
          go() {
            leave()
            resolve()
          },
          lose() {
            leave()
            reject(new TypeError('fetch failed'))
          },
        }
        const giveUp = (): void => one.lose()
        held.push(one)
        stir()
        signal?.addEventListener('abort', giveUp, { once: true })
      }),
  }
}
