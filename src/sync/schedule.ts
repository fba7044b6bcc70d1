import type { Clock } from '../shared/clock.js'
import { isSnowError } from '../shared/errors.js'

/** Whether a person can see the page, and the news of it. */
export interface Visibility {
  readonly hidden: boolean
  onChange(listener: () => void, signal: AbortSignal): void
}

export interface ScheduleOptions {
  readonly work: () => Promise<void>
  readonly intervalMs: number
  readonly signal: AbortSignal
  readonly clock: Clock
  readonly visibility?: Visibility | undefined
}

const minimumMs = 5_000
const longestBackOffMs = 900_000
/** A page that nobody looks at leaves the instance to those who do. */
const hiddenFactor = 4

/**
 * Does the work now and then every interval: later after failures, more rarely while the page is hidden,
 * at once when it is looked at again after longer than an interval.
 */
export function createSchedule({ work, signal, clock, visibility, ...options }: ScheduleOptions): void {
  const intervalMs = Math.max(minimumMs, options.intervalMs)
  let failures = 0
  let notBeforeMs = 0
  let endedAt = 0
  let working = false
  let cancel = (): void => {}

  async function turn(): Promise<void> {
    cancel()
    working = true
    try {
      await work()
      failures = 0
      notBeforeMs = 0
    } catch (error) {
      failures += 1
      notBeforeMs = isSnowError(error) ? (error.retryAfterMs ?? 0) : 0
    }
    working = false
    endedAt = clock.now()
    if (!signal.aborted) cancel = clock.after(pauseMs(), () => void turn())
  }

  function pauseMs(): number {
    const backOff = Math.min(intervalMs * 2 ** failures, Math.max(intervalMs, longestBackOffMs))
    const calm = visibility?.hidden === true ? intervalMs * hiddenFactor : 0
    return Math.max(backOff, calm, notBeforeMs)
  }

  visibility?.onChange(() => {
    if (working || visibility.hidden || failures > 0) return
    if (clock.now() - endedAt >= intervalMs) void turn()
  }, signal)
  signal.addEventListener('abort', () => cancel(), { once: true })
  if (!signal.aborted) void turn()
}
