import { clockEnds, type InstanceClock } from '../instance-clock.js'
import { AdminError } from './admin-error.js'

export function clockState({ now, speed }: InstanceClock): object {
  return { now: new Date(now()).toISOString(), ms: now(), speed }
}

/** Sets, moves or speeds up the clock; throws `AdminError` for what it does not understand, and then does nothing. */
export function changeClock(clock: InstanceClock, changes: Readonly<Record<string, unknown>>): void {
  const { set, advance, speed, ...unknown } = changes
  const problems: string[] = Object.keys(unknown).map(
    (name) => `${name} is not known; there are set, advance, speed`,
  )
  const at = set === undefined ? undefined : typeof set === 'number' ? set : Date.parse(String(set))
  const by = advance === undefined ? undefined : durationMs(advance)
  if (at !== undefined && !isTime(at)) problems.push('set must be a time such as "2026-01-15T09:00:00Z"')
  if (by !== undefined && !Number.isSafeInteger(by)) {
    problems.push('advance must be milliseconds, or a text such as "90s", "30m", "-2h" or "1d"')
  } else if (by !== undefined && !isTime((at ?? clock.now()) + by)) {
    problems.push('advance must not lead out of the years 1 to 9999')
  }
  if (speed !== undefined && !(typeof speed === 'number' && speed >= 0 && speed <= 100_000)) {
    problems.push('speed must be a number from 0 (stands still) to 100000')
  }
  if (Object.keys(changes).length === 0) problems.push('say set, advance or speed')
  if (problems.length > 0) {
    const told = problems.map((message) => ({ message }))
    throw new AdminError(400, 'invalid', 'The clock was left alone', told)
  }
  if (typeof speed === 'number') clock.setSpeed(speed)
  if (at !== undefined) clock.set(at)
  if (by !== undefined) clock.advance(by)
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** Milliseconds of a number or of a text such as `90m`; `NaN` when it is neither. */
function durationMs(value: unknown): number {
  if (typeof value === 'number') return value
  const [, amount, unit = ''] = /^(-?\d{1,12})(ms|s|m|h|d)$/.exec(String(value).trim()) ?? []
  return Number(amount) * (units[unit] ?? Number.NaN)
}

/** What a record can tell: a clock beyond it would tell no time. */
function isTime(ms: number): boolean {
  return ms >= clockEnds.first && ms <= clockEnds.last
}
