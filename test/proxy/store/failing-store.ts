import type { Clock } from '../../../src/shared/clock.js'
import { createMemoryStore } from '../../../src/proxy/store/memory-store.js'
import type { SharedStore } from '../../../src/proxy/store/shared-store.js'

export type Operation = 'get' | 'set' | 'add' | 'extend' | 'remove' | 'ping'

/** A store that other processes see too, and that fails as a test wants it to. */
export interface FailingStore extends SharedStore {
  /** What each call was, in order. */
  readonly calls: { readonly operation: Operation; readonly key: string }[]
  /** What happens to a call: it fails, nobody answers it, or it works. Before its effect, or after it. */
  fate: (operation: Operation, key: string) => 'fails' | 'fails after' | 'hangs' | 'works'
}

export function createFailingStore(clock: Clock): FailingStore {
  const inner = createMemoryStore({ clock })
  const store: FailingStore = {
    shared: true,
    calls: [],
    fate: () => 'works',
    get: (key) => call('get', key, () => inner.get(key)),
    set: (key, value, ttlMs) => call('set', key, () => inner.set(key, value, ttlMs)),
    add: (key, value, ttlMs) => call('add', key, () => inner.add(key, value, ttlMs)),
    extend: (key, value, ttlMs) => call('extend', key, () => inner.extend(key, value, ttlMs)),
    remove: (key, value) => call('remove', key, () => inner.remove(key, value)),
    ping: () => call('ping', '', () => inner.ping()),
  }
  return store

  async function call<T>(operation: Operation, key: string, work: () => Promise<T>): Promise<T> {
    store.calls.push({ operation, key })
    const fate = store.fate(operation, key)
    if (fate === 'fails') throw new Error('connect ECONNREFUSED')
    if (fate === 'hangs') return new Promise<T>(() => undefined)
    const answer = await work()
    if (fate === 'fails after') throw new Error('read ECONNRESET')
    return answer
  }
}
