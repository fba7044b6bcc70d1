import { systemClock, type Clock } from '../shared/clock.js'
import type { SyncNews, SyncPeers } from './peers.js'
import type { Visibility } from './schedule.js'

export interface BrowserPeersOptions {
  /** The same in all tabs that sync the same. */
  readonly name: string
  readonly locks?: Pick<LockManager, 'request' | 'query'> | undefined
  readonly clock?: Clock | undefined
  readonly visibility?: Visibility | undefined
}

/**
 * One tab leads by a Web Lock, and all hear by BroadcastChannel what it delivered. The lock only saves
 * requests: a frozen tab may hold it for ever, so one that was not heard of for long is robbed of it, and
 * of two that lead at once the cursor's epoch stops the first.
 */
export function createBrowserPeers(options: BrowserPeersOptions): SyncPeers {
  const { name, visibility } = options
  const locks = 'locks' in options ? options.locks : globalThis.navigator?.locks
  const clock = options.clock ?? systemClock
  const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name)
  // In Node an open channel would keep the process alive.
  ;(channel as { unref?: () => void } | undefined)?.unref?.()

  const listen: SyncPeers['listen'] = (listener, signal) => {
    channel?.addEventListener('message', (event: MessageEvent<SyncNews>) => listener(event.data), { signal })
  }

  /** Holds the lock until the end, or until a tab that is looked at waits for it. */
  function hold(leading: AbortController, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const release = (): void => {
        leading.abort()
        resolve()
      }
      signal.addEventListener('abort', release, { once: true, signal: leading.signal })
      visibility?.onChange(() => {
        if (visibility.hidden) void othersWait().then((waiting) => waiting && release())
      }, leading.signal)
    })
  }

  async function othersWait(): Promise<boolean> {
    const { pending = [] } = (await locks?.query()) ?? {}
    return pending.some((lock) => lock.name === name)
  }

  return {
    listen,
    tell: (news) => channel?.postMessage(news),
    lead({ signal, intervalMs }, whileLeading) {
      if (locks === undefined) return whileLeading(signal)
      const patienceMs = 4 * Math.max(intervalMs, 300_000)
      let cancelPatience = (): void => {}
      let rearm = (): void => {}
      listen(() => rearm(), signal)
      signal.addEventListener('abort', () => cancelPatience(), { once: true })

      const compete = async (): Promise<void> => {
        let steal = false
        while (!signal.aborted) {
          const wait = new AbortController()
          const leading = new AbortController()
          rearm = () => {
            cancelPatience()
            cancelPatience = clock.after(patienceMs, () => {
              steal = true
              wait.abort()
            })
          }
          rearm()
          // A request that steals is granted at once and takes no signal.
          const how = steal ? { steal } : { signal: AbortSignal.any([signal, wait.signal]) }
          steal = false
          try {
            await locks.request(name, how, () => {
              rearm = () => {}
              cancelPatience()
              const held = hold(leading, signal)
              whileLeading(leading.signal)
              return held
            })
          } catch (error) {
            const expected = signal.aborted || wait.signal.aborted || isAbort(error)
            // Without locks at all, such as in a page of opaque origin, everybody leads.
            if (!expected) return whileLeading(signal)
          } finally {
            leading.abort()
          }
        }
      }
      void compete()
    },
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
