import * as v from 'valibot'
import { SnowError } from '../../shared/errors.js'
import { type FaultKind, faultKinds, type FaultPlan, type SettledRule } from './fault-plan.js'

/** What is wrong with a plan, and where. */
export interface PlanProblem {
  /** Keys and indexes from the plan's top: `[0, 'match', 'nth']`. */
  readonly path: readonly (string | number)[]
  /** Reads on after the path: what is wrong, then what to write. */
  readonly message: string
}

const kinds = Object.keys(faultKinds) as FaultKind[]
const midBodyKinds: readonly FaultKind[] = ['reset', 'stall', 'truncate', 'error-object']
const kindText = `write one of ${kinds.join(', ')}`
const effectText = `${kindText}, or an object with it as kind`

/** Messages of an object's keys: one that is missing, and one that there is not. */
const keys =
  (known: string) =>
  (issue: v.BaseIssue<unknown>): string => {
    if (issue.expected === 'never') return `is not known here; there are ${known}`
    if (issue.received === 'undefined') return `is missing; there are ${known}`
    return `is no object; write one with ${known}`
  }

const words = v.string('is no text; write it in quotes')
const ms = v.pipe(
  v.number('is no number; write milliseconds'),
  v.check((value) => Number.isSafeInteger(value) && value >= 1, 'must be whole, from 1'),
)
const status = v.pipe(
  v.number('is no number; write an HTTP status such as 503'),
  v.check((value) => Number.isInteger(value) && value >= 200 && value <= 599, 'must be from 200 to 599'),
)
const share = v.pipe(
  v.number('is no number; write a share such as 0.5'),
  v.check((value) => value >= 0 && value <= 1, 'must be from 0 to 1'),
)
const method = v.pipe(words, v.regex(/^[a-z]+$/i, 'is no method; write one such as POST'))
const route = v.pipe(
  words,
  v.check(isPattern, 'is no regular expression; write one such as ^/api/now/table/incident'),
)
const nth = v.pipe(
  v.number('is no number; write which request, from 1'),
  v.check((value) => Number.isInteger(value) && value >= 1, 'must be whole, from 1'),
)

const headers = v.pipe(
  v.record(v.string(), words, 'is no object; write headers by name'),
  v.check(isHeaders, 'has a name or a value that no header can have'),
)
/** Beyond a hundred years a clock tells no time that a record can have. */
const mostJump = 36_500 * 86_400_000
const jump = v.pipe(
  v.number('is no number; write milliseconds'),
  v.check(
    (value) => Number.isSafeInteger(value) && Math.abs(value) <= mostJump,
    'must be whole, and no more than a hundred years',
  ),
)

const kind = <const Name extends FaultKind>(name: Name) => v.literal(name)
const effect = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  v.strictObject(entries, keys(Object.keys(entries).join(', ')))

const effectSchema = v.variant(
  'kind',
  [
    effect({ kind: kind('reset') }),
    effect({ kind: kind('stall') }),
    effect({
      kind: kind('status'),
      status,
      message: v.optional(words),
      detail: v.optional(v.nullable(words)),
      headers: v.optional(headers),
      body: v.optional(words),
    }),
    effect({ kind: kind('html'), status: v.optional(status), body: v.optional(words) }),
    effect({ kind: kind('truncate'), keep: v.optional(share) }),
    effect({ kind: kind('error-object'), message: v.optional(words), detail: v.optional(words) }),
    effect({ kind: kind('late-commit'), ms: v.optional(ms) }),
    effect({ kind: kind('duplicate-response') }),
    effect({ kind: kind('token-death'), all: v.optional(v.boolean('is neither true nor false')) }),
    effect({ kind: kind('clock-jump'), ms: jump }),
  ],
  (issue) => (issue.expected === 'Object' ? `is no effect; ${effectText}` : `is no effect; ${kindText}`),
)

const ruleSchema = v.pipe(
  v.strictObject(
    {
      match: v.strictObject(
        {
          route: v.optional(route),
          method: v.optional(method),
          nth: v.optional(nth),
          probability: v.optional(share),
        },
        keys('route, method, nth, probability (all may be left out)'),
      ),
      when: v.optional(
        v.pipe(
          words,
          v.regex(
            /^(before-commit|after-commit|mid-body@\d{1,9})$/,
            'is no moment; write before-commit, after-commit or mid-body@ with a number of bytes',
          ),
        ),
      ),
      effect: v.pipe(
        v.unknown(),
        v.transform((value) => (typeof value === 'string' ? { kind: value } : value)),
        effectSchema,
      ),
    },
    keys('match, when (may be left out), effect'),
  ),
  v.forward(
    v.check(
      (rule) => !rule.when?.startsWith('mid-body') || midBodyKinds.includes(rule.effect.kind),
      `mid-body@… goes with ${midBodyKinds.join(', ')} only; write before-commit or after-commit`,
    ),
    ['when'],
  ),
)

const planSchema = v.array(ruleSchema, 'is no list; write rules in square brackets')

/** The plan with every effect written out, or all that is wrong with it. */
export function parseFaultPlan(
  plan: unknown,
): { readonly rules: readonly SettledRule[] } | { readonly problems: readonly PlanProblem[] } {
  const parsed = v.safeParse(planSchema, plan)
  if (parsed.success) return { rules: parsed.output as readonly SettledRule[] }
  return {
    problems: parsed.issues.map((issue) => ({
      path: (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key))),
      message: issue.message,
    })),
  }
}

/** The rules of a plan; throws `SNOW_CONFIG_INVALID` with all that is wrong with it. */
export function settledRules(plan: FaultPlan): readonly SettledRule[] {
  const parsed = parseFaultPlan(plan)
  if ('rules' in parsed) return parsed.rules
  const lines = parsed.problems.map((problem) => `faults${problemText(problem)}`)
  throw new SnowError('SNOW_CONFIG_INVALID', lines.join('\n  '))
}

/** A problem as a person reads it: `[0].match.nth must be whole, from 1`. */
export function problemText({ path, message }: PlanProblem): string {
  const where = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`)).join('')
  return `${where === '' ? 'the plan' : where} ${message}`
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source)
    return true
  } catch {
    return false
  }
}

function isHeaders(given: Readonly<Record<string, string>>): boolean {
  try {
    new Headers(given)
    return true
  } catch {
    return false
  }
}
