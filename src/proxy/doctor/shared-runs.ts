import type { Clock } from '../../shared/clock.js'

export interface SharedRuns<Value> {
  /** The result of a run of this name that goes on, or ended less than `keepMs` ago; else of a new one. */
  run(name: string, keepMs: number, work: () => Promise<Value>): Promise<Value>
}

interface Run<Value> {
  readonly result: Promise<Value>
  /** Until when its result is good; `undefined` while it goes on. */
  goodUntil: number | undefined
}

/** Lets many who ask for the same have one run between them. */
export function createSharedRuns<Value>(clock: Clock): SharedRuns<Value> {
  const runs = new Map<string, Run<Value>>()

  function forgetOver(): void {
    for (const [name, { goodUntil }] of runs) {
      if (goodUntil !== undefined && goodUntil <= clock.now()) runs.delete(name)
    }
  }

  return {
    run(name, keepMs, work) {
      forgetOver()
      const known = runs.get(name)
      if (known !== undefined) return known.result
      const started: Run<Value> = { result: work(), goodUntil: undefined }
      runs.set(name, started)
      const end = (): void => void (started.goodUntil = clock.now() + keepMs)
      started.result.then(end, () => runs.delete(name))
      return started.result
    },
  }
}
