import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type Variants = Readonly<Record<string, () => unknown>>

interface Figure {
  readonly medianMs: number
  readonly samples: number
}

/**
 * Runs each variant `samples` times, shuffled within each round, and writes medians and their ratios to the
 * first variant. Milliseconds belong to the machine; the ratios are what to compare.
 */
export async function compare(name: string, variants: Variants, samples = 15): Promise<void> {
  const times = new Map(Object.keys(variants).map((variant) => [variant, [] as number[]]))
  for (const run of Object.values(variants)) await run() // warm up
  for (let round = 0; round < samples; round += 1) {
    for (const [variant, run] of shuffled(Object.entries(variants))) {
      const started = performance.now()
      await run()
      times.get(variant)!.push(performance.now() - started)
    }
  }
  const figures: Record<string, Figure> = {}
  for (const [variant, list] of times) {
    const sorted = list.toSorted((a, b) => a - b)
    figures[variant] = { medianMs: round(sorted[Math.floor(sorted.length / 2)]!), samples }
  }
  const [base] = Object.keys(variants)
  const ratios = Object.fromEntries(
    Object.entries(figures).map(([variant, { medianMs }]) => [
      variant,
      round(medianMs / figures[base!]!.medianMs),
    ]),
  )
  console.table(
    Object.fromEntries(
      Object.entries(figures).map(([variant, { medianMs }]) => [
        variant,
        { 'median ms': medianMs, ratio: ratios[variant] },
      ]),
    ),
  )
  const file = join(import.meta.dirname, 'results', `${name}.json`)
  writeFileSync(file, `${JSON.stringify({ base, figures, ratios }, null, 2)}\n`)
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}

function shuffled<T>(list: readonly T[]): readonly T[] {
  return list
    .map((item) => [Math.random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)
}
