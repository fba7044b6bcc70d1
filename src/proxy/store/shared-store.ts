/**
 * What the replicas of one proxy remember together: which tokens took the place of which, who is renewing
 * them, and which sessions were ended. Nothing in it is readable without the seal keys.
 *
 * Every method may reject when the store cannot be reached. Times to live are milliseconds.
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
