import { type SettledRule } from './fault-plan.js'
import { jsonLines } from './json-lines.js'
import { parseFaultPlan, problemText } from './parse-fault-plan.js'

/** One thing to change in the text of a plan. */
export interface PlanTextProblem {
  /** From 1. */
  readonly line: number
  readonly message: string
}

export type ReadPlan =
  { readonly rules: readonly SettledRule[] } | { readonly problems: readonly PlanTextProblem[] }

/** A fault plan from its JSON text, or every line of it that must change. */
export function readFaultPlan(text: string): ReadPlan {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    const { broken } = jsonLines(text)
    return { problems: [{ line: broken?.line ?? 1, message: `the JSON ${broken?.message ?? 'is broken'}` }] }
  }
  const parsed = parseFaultPlan(value)
  if ('rules' in parsed) return parsed
  const lines = jsonLines(text)
  return {
    problems: parsed.problems.map((problem) => ({
      line: lines.lineOf(problem.path),
      message: problemText(problem),
    })),
  }
}
