import type { WriteRequest } from '../actions/types.js'
import { SnowError } from '../shared/errors.js'
import { Store } from './store.js'
import type { ConfirmationState, ConfirmationStore } from './types.js'

interface Waiting {
  readonly request: WriteRequest
  readonly settle: (refusal: unknown) => void
}

/** Asks the host's policy, then the person, one write at a time. */
export function createConfirmationStore(): ConfirmationStore {
  return new Confirmations({ pending: undefined })
}

class Confirmations extends Store<ConfirmationState> implements ConfirmationStore {
  readonly #waiting: Waiting[] = []
  #policy: ((request: WriteRequest) => 'approve' | 'refuse' | 'ask') | undefined

  setPolicy(policy: ((request: WriteRequest) => 'approve' | 'refuse' | 'ask') | undefined): void {
    this.#policy = policy
  }

  async confirm(request: WriteRequest, { signal }: { readonly signal?: AbortSignal }): Promise<void> {
    signal?.throwIfAborted()
    const say = this.#policy?.(request) ?? 'ask'
    if (say === 'refuse') throw refused("The host's policy refused the write")
    if (say === 'approve') return
    await new Promise<void>((resolve, reject) => {
      const onAbort = (): void => waiting.settle(signal?.reason)
      const waiting: Waiting = {
        request,
        settle: (refusal) => {
          signal?.removeEventListener('abort', onAbort)
          this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
          if (refusal === undefined) resolve()
          else reject(refusal)
          this.#show()
        },
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#waiting.push(waiting)
      this.#show()
    })
  }

  approve(request = this.get().pending): void {
    this.#find(request)?.settle(undefined)
  }

  refuse(request = this.get().pending): void {
    this.#find(request)?.settle(refused('The person refused the write'))
  }

  #find(request: WriteRequest | undefined): Waiting | undefined {
    return this.#waiting.find((waiting) => waiting.request === request)
  }

  #show(): void {
    const pending = this.#waiting[0]?.request
    if (pending !== this.get().pending) this.transition({ pending })
  }
}

function refused(message: string): SnowError {
  return new SnowError('SNOW_WRITE_REFUSED', message)
}
