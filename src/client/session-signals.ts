import { sessionChannel } from '../protocol/proxy-contract.js'

/**
 * Calls `listener` whenever the session may have changed: another tab or the sign-in window said so, or
 * the person came back to the page. The signals carry nothing that is believed; whoever listens asks
 * `/session`.
 */
export function onSessionSignal(proxy: string, listener: () => void, signal: AbortSignal): void {
  if (signal.aborted) return
  const ask = (): void => listener()
  if (typeof BroadcastChannel === 'function') {
    const channel = new BroadcastChannel(sessionChannel)
    channel.addEventListener('message', ask)
    signal.addEventListener('abort', () => channel.close(), { once: true })
    // In Node an open channel would keep the process.
    ;(channel as { unref?: () => void }).unref?.()
  }
  if (typeof window === 'undefined') return
  const proxyOrigin = new URL(proxy).origin
  window.addEventListener('focus', ask, { signal })
  window.addEventListener('pageshow', ask, { signal })
  window.addEventListener('storage', ({ key }) => key === sessionChannel && ask(), { signal })
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && ask(), {
    signal,
  })
  window.addEventListener('message', ({ origin }) => origin === proxyOrigin && listener(), { signal })
}

/** Tells the other tabs of this origin to ask for the session again. */
export function announceSessionChange(): void {
  if (typeof BroadcastChannel !== 'function') return
  const channel = new BroadcastChannel(sessionChannel)
  channel.postMessage('')
  channel.close()
}
