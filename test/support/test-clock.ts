import type { Clock } from '../../src/shared/clock.js'

export interface TestClock extends Clock {
  /** Moves time and runs what falls due, in order. */
  advance(ms: number): void
}

/** A clock that stands still until it is moved. */
export function createTestClock(start = Date.UTC(2026, 10, 20)): TestClock {
  let now = start
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>()
  return {
    now: () => now,
    after(ms, callback) {
      const timer = { at: now + ms, callback }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance(ms) {
      const end = now + ms
      for (;;) {
        const next = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        timers.delete(next)
        now = next.at
        next.callback()
      }
      now = end
    },
  }
}
