import { type Clock } from '../shared/clock.js'

/** The time of an instance: it can be set, moved, sped up and stopped while everything runs on. */
export interface InstanceClock extends Clock {
  /** How many times faster than the clock beneath it; 0 stands still. */
  readonly speed: number
  /** Moves by `ms`, backwards when negative; whatever falls due on the way happens at once. */
  advance(ms: number): void
  /** Goes to a moment, in milliseconds since the epoch. */
  set(at: number): void
  setSpeed(speed: number): void
  /** Back to how it started. */
  restart(): void
}

export interface InstanceClockOptions {
  /** Milliseconds since the epoch; the time of the clock beneath when left out. */
  readonly start?: number
  readonly speed?: number
}

interface Waiting {
  readonly dueAt: number
  readonly callback: () => void
  cancel: () => void
}

/** What a record can tell as a time: the years 1 to 9999. The clock stands at these ends. */
export const clockEnds = {
  first: Date.parse('0001-01-01T00:00:00Z'),
  last: Date.parse('9999-12-31T23:59:59Z'),
} as const

/** Timers of the platform fire at once beyond this. */
const longestTimer = 2_147_483_647

/** A clock on top of another, by default at its time and pace. */
export function createInstanceClock(base: Clock, options: InstanceClockOptions = {}): InstanceClock {
  const waiting = new Set<Waiting>()
  let from = { base: base.now(), at: options.start ?? base.now(), speed: options.speed ?? 1 }

  const now = (): number => withinEnds(Math.floor(from.at + (base.now() - from.base) * from.speed))
  const arm = (entry: Waiting): void => {
    if (from.speed === 0) return
    const left = (entry.dueAt - now()) / from.speed
    entry.cancel = base.after(Math.min(Math.max(left, 0), longestTimer), () => {
      if (now() < entry.dueAt) return arm(entry)
      waiting.delete(entry)
      entry.callback()
    })
  }
  const move = (to: number, speed: number): void => {
    const at = withinEnds(to)
    from = { base: base.now(), at, speed }
    const due = [...waiting].filter((entry) => entry.dueAt <= at).sort((a, b) => a.dueAt - b.dueAt)
    for (const entry of waiting) entry.cancel()
    for (const entry of due) waiting.delete(entry)
    for (const entry of waiting) arm(entry)
    for (const entry of due) entry.callback()
  }

  return {
    now,
    after(ms, callback) {
      const entry: Waiting = { dueAt: withinEnds(now() + ms), callback, cancel: () => {} }
      waiting.add(entry)
      arm(entry)
      return () => {
        waiting.delete(entry)
        entry.cancel()
      }
    },
    get speed() {
      return from.speed
    },
    advance: (ms) => move(now() + ms, from.speed),
    set: (at) => move(at, from.speed),
    setSpeed: (speed) => move(now(), speed),
    restart: () => move(options.start ?? base.now(), options.speed ?? 1),
  }
}

function withinEnds(at: number): number {
  return Math.min(Math.max(at, clockEnds.first), clockEnds.last)
}
