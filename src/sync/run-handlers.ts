import { untilAborted, withDeadline } from '../shared/abort.js'
import type { Clock } from '../shared/clock.js'
import type { SyncEvent, SyncHandler } from './types.js'

export interface RunHandlersOptions {
  readonly withinMs: number
  readonly signal: AbortSignal
  readonly clock: Clock
}

/** Gives a batch to each handler in turn; rejects when one does, or when they take too long together. */
export function runHandlers(
  handlers: Iterable<SyncHandler>,
  events: readonly SyncEvent[],
  { withinMs, signal, clock }: RunHandlersOptions,
): Promise<void> {
  const work = async (): Promise<void> => {
    for (const handler of handlers) await handler(events)
  }
  return withDeadline(withinMs, signal, (limit) => untilAborted(work(), limit), clock)
}
