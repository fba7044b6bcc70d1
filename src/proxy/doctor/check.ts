import { doctorFindings, type DoctorFinding, type DoctorFindingId } from '../../protocol/doctor-report.js'
import type { DoctorContext } from './doctor-context.js'

/** One question that the doctor asks. */
export interface Check {
  readonly id: string
  readonly title: string
  /** Checks without which this one would tell of their faults instead of its own. */
  readonly needs: readonly string[]
  run(context: DoctorContext): Outcome | Promise<Outcome>
}

export type Outcome =
  | { readonly kind: 'ok'; readonly found: string }
  | { readonly kind: 'found'; readonly findings: readonly DoctorFinding[] }
  /** It cannot be told here; what needs this check can be told all the same. */
  | { readonly kind: 'untold'; readonly reason: string }
  /** It cannot be told here, nor can what needs this check. */
  | { readonly kind: 'absent'; readonly reason: string }
  /** Another check has to be mended first. */
  | { readonly kind: 'blocked'; readonly because: string }

export const ok = (found: string): Outcome => ({ kind: 'ok', found })
export const untold = (reason: string): Outcome => ({ kind: 'untold', reason })
export const absent = (reason: string): Outcome => ({ kind: 'absent', reason })
export const blocked = (because: string): Outcome => ({ kind: 'blocked', because })

/** Findings when there are any, `ok` when there are none. */
export function outcomeOf(findings: readonly DoctorFinding[], found: string): Outcome {
  return findings.length === 0 ? ok(found) : { kind: 'found', findings }
}

/** What a finding says beside what its id decides. */
export interface FindingText {
  readonly found: string
  readonly cause: string
  readonly change: readonly string[]
  readonly transactionId?: string | undefined
}

export function finding(
  id: DoctorFindingId,
  { found, cause, change, transactionId }: FindingText,
): DoctorFinding {
  const named = transactionId === undefined ? {} : { transactionId }
  return { id, ...doctorFindings[id], found, cause, change, ...named }
}

export const problem = (id: DoctorFindingId, text: FindingText): Outcome => ({
  kind: 'found',
  findings: [finding(id, text)],
})
