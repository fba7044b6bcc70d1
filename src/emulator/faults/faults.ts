import { Random } from '../seed/random.js'
import { type FaultPlan, type FaultRule, type SettledRule } from './fault-plan.js'
import { settledRules } from './parse-fault-plan.js'
import { keptAnswer, type KeptAnswer } from './kept-answer.js'

interface ArmedRule {
  readonly rule: SettledRule
  readonly route: RegExp
  readonly random: Random
  seen: number
  met: number
  /** The answer to the last request that matched, for duplicate-response. */
  last: KeptAnswer | undefined
}

/** A fault that happens to a request. */
export interface MetFault {
  readonly rule: SettledRule
  /** The answer to the request before, which the same rule matched. */
  readonly stale: KeptAnswer | undefined
}

/** The faults that are planned; the first rule that matches a request is what happens to it. */
export class Faults {
  readonly #seed: number
  #armed: ArmedRule[] = []

  /** Throws `SNOW_CONFIG_INVALID` with all that is wrong with the plan. */
  constructor(plan: FaultPlan = [], seed = 1) {
    this.#seed = seed
    this.set(plan)
  }

  /** The plan, every effect written out. */
  get plan(): readonly SettledRule[] {
    return this.#armed.map(({ rule }) => rule)
  }

  /** For each rule how many requests matched it, and how many it met. */
  get counts(): readonly { readonly seen: number; readonly met: number }[] {
    return this.#armed.map(({ seen, met }) => ({ seen, met }))
  }

  add(rule: FaultRule): void {
    for (const settled of settledRules([rule])) this.#arm(settled)
  }

  /** Replaces the plan; counting starts anew. */
  set(plan: FaultPlan): void {
    const rules = settledRules(plan)
    this.clear()
    for (const rule of rules) this.#arm(rule)
  }

  clear(): void {
    this.#armed = []
  }

  /** Counts the request against every rule and returns the one that meets it. */
  meet(method: string, pathAndQuery: string): MetFault | undefined {
    let met: ArmedRule | undefined
    for (const armed of this.#armed) {
      if (!isMatch(armed, method, pathAndQuery)) continue
      const { nth, probability } = armed.rule.match
      armed.seen++
      // Drawn for every match, so that what the others do moves no rule's sequence.
      const isDrawn = probability === undefined || armed.random.chance(probability)
      if (met === undefined && isDrawn && (nth === undefined || nth === armed.seen)) met = armed
    }
    if (met === undefined) return undefined
    met.met++
    return { rule: met.rule, stale: met.last }
  }

  /** Keeps an answer for the rules that repeat it. */
  async remember(method: string, pathAndQuery: string, answer: Response): Promise<void> {
    const wanting = this.#armed.filter(
      (armed) => armed.rule.effect.kind === 'duplicate-response' && isMatch(armed, method, pathAndQuery),
    )
    if (wanting.length === 0) return
    const kept = await keptAnswer(answer)
    for (const armed of wanting) armed.last = kept
  }

  #arm(rule: SettledRule): void {
    this.#armed.push({
      rule,
      route: new RegExp(rule.match.route ?? ''),
      random: new Random(this.#seed + 0xfa17 * (this.#armed.length + 1)),
      seen: 0,
      met: 0,
      last: undefined,
    })
  }
}

function isMatch({ rule, route }: ArmedRule, method: string, pathAndQuery: string): boolean {
  const wanted = rule.match.method?.toUpperCase()
  return (wanted === undefined || wanted === method) && route.test(pathAndQuery)
}
