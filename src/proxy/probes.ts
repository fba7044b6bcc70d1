import { untilAborted, withDeadline } from '../shared/abort.js'
import type { Clock } from '../shared/clock.js'
import { jsonAnswer, type ProxyAnswer } from './exchange.js'

/** Addresses that orchestrators ask. Anybody may: they tell one word. */
const probePaths: ReadonlySet<string> = new Set(['/health', '/ready'])

export function isProbePath(path: string): boolean {
  return probePaths.has(path)
}

/** Answers `/health` (the process lives) or `/ready` (it should be sent requests; 503 when not). */
export async function answerProbe(path: string, isReady: () => Promise<boolean>): Promise<ProxyAnswer> {
  if (path === '/health') return jsonAnswer(200, { status: 'ok' })
  return (await isReady()) ? jsonAnswer(200, { status: 'ready' }) : jsonAnswer(503, { status: 'not ready' })
}

export interface ReadinessOptions {
  /** Resolves when what the proxy needs is there; rejects, or resolves to `false`, when not. */
  readonly readiness: (() => Promise<unknown>) | undefined
  readonly clock: Clock
}

const longestCheckMs = 2_000

/**
 * Whether requests should be sent here. Never rejects. Askers at the same time share one check, because
 * anybody may ask, and one that takes longer than two seconds has failed.
 */
export function createReadiness({ readiness, clock }: ReadinessOptions): () => Promise<boolean> {
  if (readiness === undefined) return () => Promise.resolve(true)
  let running: Promise<boolean> | undefined
  return () => {
    const check = (signal: AbortSignal): Promise<unknown> =>
      untilAborted(Promise.resolve().then(readiness), signal)
    running ??= withDeadline(longestCheckMs, undefined, check, clock)
      .then(
        (answer) => answer !== false,
        () => false,
      )
      .finally(() => (running = undefined))
    return running
  }
}
