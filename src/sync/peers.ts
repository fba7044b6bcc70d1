import type { SyncEvent } from './types.js'

/** What tabs tell one another: that a sweep ended, and what it delivered. */
export interface SyncNews {
  readonly events: readonly SyncEvent[]
  /** Set when a sweep ended well. ISO 8601, for display. */
  readonly completedAt?: string
}

/** The other tabs that sync the same. */
export interface SyncPeers {
  /** Runs `whileLeading` whenever this tab leads; its signal ends with that, or with `signal`. */
  lead(
    options: { readonly signal: AbortSignal; readonly intervalMs: number },
    whileLeading: (signal: AbortSignal) => void,
  ): void
  tell(news: SyncNews): void
  listen(listener: (news: SyncNews) => void, signal: AbortSignal): void
}

/** Nobody else: in Node, in tests, and where the browser has neither locks nor channels. */
export const noPeers: SyncPeers = {
  lead: ({ signal }, whileLeading) => whileLeading(signal),
  tell: () => {},
  listen: () => {},
}
