import { untilAborted, withDeadline } from '../../shared/abort.js'
import type { Clock } from '../../shared/clock.js'
import { SnowError } from '../../shared/errors.js'
import type { ProxyWarning } from '../settle.js'
import type { SharedStore } from './shared-store.js'

/**
 * The store as the proxy uses it: every answer within two seconds, every failure `SNOW_STORE_UNREACHABLE`,
 * and what must not be lost is written as soon as the store is there again.
 */
export interface DependableStore extends SharedStore {
  /** Sets a key, now or later. Resolves after the first attempt and never rejects; `get` sees it at once. */
  save(key: string, value: string, ttlMs: number): Promise<void>
  /** While what was saved under a key is not in the store: resolves when it is, or has been given up. */
  unwritten(key: string): Promise<void> | undefined
}

interface Unwritten {
  readonly value: string
  readonly endsAt: number
  readonly done: Promise<void>
  readonly finish: () => void
}

const longestAnswerMs = 2_000
const retryMs = 1_000
/** During a long outage the oldest are given up. */
const mostUnwritten = 5_000

export interface DependableStoreOptions {
  readonly clock: Clock
  /** Told once for each outage. */
  readonly onWarning: (warning: ProxyWarning) => void
}

export function createDependableStore(
  store: SharedStore,
  { clock, onWarning }: DependableStoreOptions,
): DependableStore {
  const unwritten = new Map<string, Unwritten>()
  let isDown = false
  let isRetrying = false

  async function ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      const answer = await withDeadline(
        longestAnswerMs,
        undefined,
        (signal) => untilAborted(question(), signal),
        clock,
      )
      isDown = false
      return answer
    } catch (cause) {
      const error = new SnowError('SNOW_STORE_UNREACHABLE', 'The shared store does not answer', { cause })
      if (!isDown) onWarning({ code: error.code, message: error.message })
      isDown = true
      throw error
    }
  }

  function forget(key: string, entry: Unwritten): void {
    if (unwritten.get(key) === entry) unwritten.delete(key)
    entry.finish()
  }

  /** Whether it is in the store now. */
  async function write(key: string, entry: Unwritten): Promise<boolean> {
    try {
      await ask(() => store.set(key, entry.value, entry.endsAt - clock.now()))
    } catch {
      return false
    }
    forget(key, entry)
    return true
  }

  function retryLater(): void {
    if (isRetrying) return
    isRetrying = true
    clock.after(retryMs, () => void retry())
  }

  async function retry(): Promise<void> {
    for (const [key, entry] of unwritten) {
      if (entry.endsAt <= clock.now()) forget(key, entry)
      else if (!(await write(key, entry))) break
    }
    isRetrying = false
    if (unwritten.size > 0) retryLater()
  }

  return {
    shared: store.shared,
    async get(key) {
      const own = unwritten.get(key)
      return own !== undefined && own.endsAt > clock.now() ? own.value : ask(() => store.get(key))
    },
    set: (key, value, ttlMs) => ask(() => store.set(key, value, ttlMs)),
    add: (key, value, ttlMs) => ask(() => store.add(key, value, ttlMs)),
    extend: (key, value, ttlMs) => ask(() => store.extend(key, value, ttlMs)),
    remove: (key, value) => ask(() => store.remove(key, value)),
    ping: () => ask(() => store.ping()),

    async save(key, value, ttlMs) {
      let finish = (): void => undefined
      const done = new Promise<void>((resolve) => (finish = resolve))
      const entry = { value, endsAt: clock.now() + ttlMs, done, finish }
      const [oldest] = unwritten
      if (oldest !== undefined && unwritten.size >= mostUnwritten) forget(...oldest)
      unwritten.get(key)?.finish()
      unwritten.delete(key)
      unwritten.set(key, entry)
      if (!(await write(key, entry))) retryLater()
    },
    unwritten: (key) => unwritten.get(key)?.done,
  }
}
