import type { DoctorCheck, DoctorStatus } from '../../protocol/doctor-report.js'
import { untilAborted, withDeadline } from '../../shared/abort.js'
import type { Clock } from '../../shared/clock.js'
import { blocked, type Check, type Outcome } from './check.js'
import { BlockedBy, type DoctorContext } from './doctor-context.js'
import { outcomeOfError } from './outcome-of-error.js'

export interface RunOptions {
  readonly clock: Clock
  /** Milliseconds that a check may take. */
  readonly checkMs: number
  readonly signal?: AbortSignal | undefined
  /** What the check of this id works with. */
  contextFor(checkId: string, signal: AbortSignal): DoctorContext
}

/**
 * Runs checks in their order, one after the other, each bounded in time. What needs a check that failed is
 * skipped because of it. Never throws: a check that does is a finding.
 */
export async function runChecks(
  checks: readonly Check[],
  options: RunOptions,
): Promise<readonly DoctorCheck[]> {
  const results = new Map<string, DoctorCheck>()
  /** By check: what has to be mended before what needs it can run. */
  const roots = new Map<string, string>()
  for (const check of checks) {
    const startedAt = options.clock.now()
    const root = check.needs.map((need) => roots.get(need)).find((id) => id !== undefined)
    const outcome = root === undefined ? await runCheck(check, options) : blocked(root)
    const status = statusOf(outcome)
    if (outcome.kind === 'blocked') roots.set(check.id, outcome.because)
    else if (status === 'failed' || outcome.kind === 'absent') roots.set(check.id, check.id)
    const durationMs = options.clock.now() - startedAt
    results.set(check.id, { id: check.id, title: check.title, status, durationMs, ...wordsOf(outcome) })
  }
  return [...results.values()].map((result) => withTitleOfCause(result, results))
}

async function runCheck(check: Check, { clock, checkMs, signal, contextFor }: RunOptions): Promise<Outcome> {
  if (signal?.aborted) return { kind: 'untold', reason: 'The doctor was stopped' }
  try {
    // Also a check that ignores its signal ends in time.
    return await withDeadline(
      checkMs,
      signal,
      (inner) =>
        untilAborted(
          Promise.resolve().then(() => check.run(contextFor(check.id, inner))),
          inner,
        ),
      clock,
    )
  } catch (error) {
    if (signal?.aborted) return { kind: 'untold', reason: 'The doctor was stopped' }
    return error instanceof BlockedBy ? blocked(error.checkId) : outcomeOfError(error)
  }
}

function statusOf(outcome: Outcome): DoctorStatus {
  if (outcome.kind === 'ok') return 'ok'
  if (outcome.kind !== 'found') return 'skipped'
  return outcome.findings.some(({ severity }) => severity === 'failed') ? 'failed' : 'warning'
}

function wordsOf(outcome: Outcome): Pick<DoctorCheck, 'found' | 'findings' | 'because'> {
  switch (outcome.kind) {
    case 'ok':
      return { found: outcome.found, findings: [] }
    case 'found':
      return { found: outcome.findings.map(({ found }) => found).join(' '), findings: outcome.findings }
    case 'blocked':
      return { found: '', findings: [], because: outcome.because }
    default:
      return { found: outcome.reason, findings: [] }
  }
}

/** A check that another one blocks says so in words, once that one's own are known. */
function withTitleOfCause(result: DoctorCheck, all: ReadonlyMap<string, DoctorCheck>): DoctorCheck {
  if (result.because === undefined) return result
  const cause = all.get(result.because)
  if (cause === undefined) return result
  const found = cause.status === 'skipped' ? `Needs this: ${cause.title}` : `Mend this first: ${cause.title}`
  return { ...result, found }
}
