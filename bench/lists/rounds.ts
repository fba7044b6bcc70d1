import type { Browser } from 'playwright-core'
import { measure, type Sample, type Wish } from './measure.js'
import type { Pages } from './pages.js'
import { ownList, plain, snowline, variants, type Variant } from './variants.js'

export interface Plan {
  readonly rounds: number
  readonly steps: number
}

/** Lengths of the lists: the one that is compared, and those that show how a list grows. */
export const rows = { few: 1_000, many: 100_000, most: 1_000_000 } as const

interface Case extends Wish {
  readonly variant: Variant
}

/** What was measured, by variant and length of the list, then by round. */
export class Samples {
  readonly #samples = new Map<string, Map<number, Sample>>()

  add({ variant, rows: length }: Case, round: number, sample: Sample): void {
    const key = `${variant.name} ${length}`
    const ofCase = this.#samples.get(key) ?? new Map<number, Sample>()
    this.#samples.set(key, ofCase.set(round, sample))
  }

  of(variant: Variant, length: number): ReadonlyMap<number, Sample> {
    return this.#samples.get(`${variant.name} ${length}`) ?? new Map<number, Sample>()
  }
}

/** Measures every case once a round, shuffled within the round; the first round only warms the machine. */
export async function measureRounds(browser: Browser, pages: Pages, plan: Plan): Promise<Samples> {
  const samples = new Samples()
  for (const each of shuffled(casesOf(1, plan))) await measure(browser, pages, each.variant, each)
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const each of shuffled(casesOf(round, plan))) {
      samples.add(each, round, await measure(browser, pages, each.variant, each))
    }
    console.log(`Round ${round + 1} of ${plan.rounds} after ${Math.round(performance.now() / 1000)} s`)
  }
  return samples
}

/** The first round has the peers' flings, heaps and lists of other lengths, too: they take minutes. */
function casesOf(round: number, { steps }: Plan): readonly Case[] {
  const isWhole = round === 0
  return variants.flatMap((variant): readonly Case[] => {
    const isOurs = variant === snowline
    const heap = isWhole || (isOurs && round % 3 === 0)
    const flings = isWhole || isOurs || variant === plain || variant === ownList
    return [
      { variant, rows: rows.many, steps: flings ? steps : 0, end: flings, heap },
      ...(isWhole || isOurs ? [{ variant, rows: rows.few, steps: 0, end: false, heap }] : []),
      ...(isWhole || isOurs ? [{ variant, rows: rows.most, steps: 0, end: true, heap }] : []),
    ]
  })
}

function shuffled<T>(list: readonly T[]): readonly T[] {
  return list
    .map((item) => [Math.random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)
}
