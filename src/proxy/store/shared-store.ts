/**
 * What the replicas of one proxy remember together: the newest tokens of sessions whose refresh token
 * rotates, whose turn it is to renew them, and which sessions were ended. Tokens in it are sealed: whoever
 * reads the store alone has none.
 *
 * Every method may reject when the store cannot be reached. Times to live are milliseconds; a store takes
 * `boundedTtlMs` of what it is given.
 */
export interface SharedStore {
  /** Whether other processes see it too. */
  readonly shared: boolean
  get(key: string): Promise<string | undefined>
  set(key: string, value: string, ttlMs: number): Promise<void>
  /** Sets a key that is absent; whether it did. Of two that try at once, one does. */
  add(key: string, value: string, ttlMs: number): Promise<boolean>
  /** Gives a key another time to live while it still has this value; whether it had. */
  extend(key: string, value: string, ttlMs: number): Promise<boolean>
  /** Removes a key while it still has this value. */
  remove(key: string, value: string): Promise<void>
  /** Whether the store answers, for readiness. */
  ping(): Promise<void>
}

/** Ten years: longer than any session, and well within what Redis adds to its clock. */
const longestTtlMs = 3650 * 86_400_000

/** A time to live that every store takes: a whole number from 1 to ten years. */
export function boundedTtlMs(ttlMs: number): number {
  if (Number.isNaN(ttlMs)) return 1
  return Math.min(Math.max(1, Math.ceil(ttlMs)), longestTtlMs)
}
