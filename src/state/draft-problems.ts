import type { DraftFields } from './draft-state.js'

/** Longest texts that an incident takes, in UTF-16 units as ServiceNow counts them. */
export const draftLimits = { shortDescription: 160, description: 4_000 } as const

export type LimitedField = keyof typeof draftLimits

export type DraftProblem = 'required' | 'too-long'

/** What has to change before the draft can be filed, by field. */
export type DraftProblems = Readonly<Partial<Record<LimitedField, DraftProblem>>>

export function problemsOf({ shortDescription, description }: DraftFields): DraftProblems {
  return {
    ...(shortDescription.trim() === ''
      ? { shortDescription: 'required' as const }
      : isTooLong('shortDescription', shortDescription) && { shortDescription: 'too-long' as const }),
    ...(isTooLong('description', description) && { description: 'too-long' as const }),
  }
}

/** How much of a field is used, once the end is near enough to matter; otherwise `undefined`. */
export function lengthNearLimit(name: LimitedField, text: string): number | undefined {
  const length = text.trim().length
  return length > draftLimits[name] * 0.85 ? length : undefined
}

function isTooLong(name: LimitedField, text: string): boolean {
  return text.trim().length > draftLimits[name]
}
