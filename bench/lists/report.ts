import { median } from '../proxy/measure.js'
import type { Sample } from './measure.js'
import { rows, type Samples } from './rounds.js'
import { ownList, plain, snowline, vaadin, variants, virtualCore, type Variant } from './variants.js'

export type Figures = Readonly<Record<string, number>>
type Of = (sample: Sample) => number | undefined

const firstRows: Of = ({ firstRowsMs }) => firstRowsMs
const step: Of = ({ fling }) => fling?.stepMs
const dropped: Of = ({ fling }) => fling?.dropped
const heap: Of = ({ heapKb }) => heapKb
const end: Of = ({ endMs }) => endMs

/** What each may be at most; frames and rows are not there, as they are compared with others'. */
const budgets: Figures = {
  firstRowsVsPlain: 1.2,
  firstRowsVsVirtualCore: 0.8,
  firstRowsVsVaadin: 0.3,
  stepVsPlain: 1.1,
  firstRowsGrowth: 1.1,
  nodes: 400,
  heapKb: 300,
}

interface Side {
  readonly variant: Variant
  readonly rows: number
}
const ours: Side = { variant: snowline, rows: rows.many }
const limit: Side = { variant: plain, rows: rows.many }

const compared: readonly (readonly [ratio: string, of: Of, one: Side, other: Side])[] = [
  ['firstRowsVsPlain', firstRows, ours, limit],
  ['firstRowsVsVirtualCore', firstRows, ours, { ...ours, variant: virtualCore }],
  ['firstRowsVsVaadin', firstRows, ours, { ...ours, variant: vaadin }],
  ['stepVsPlain', step, ours, limit],
  // What of it is the list, and what the toolbar, the store and the selection.
  ['listFirstRowsVsPlain', firstRows, { ...ours, variant: ownList }, limit],
  ['listFirstRowsVsVirtualCore', firstRows, { ...ours, variant: ownList }, { ...ours, variant: virtualCore }],
  ['listStepVsPlain', step, { ...ours, variant: ownList }, limit],
  ['stepVsVirtualCore', step, ours, { ...ours, variant: virtualCore }],
  ['stepVsVaadin', step, ours, { ...ours, variant: vaadin }],
  ['firstRowsGrowth', firstRows, { ...ours, rows: rows.most }, { ...ours, rows: rows.few }],
]

/** Medians of the ratios within each round: what slows the machine for a while slows both sides. */
export function ratiosOf(samples: Samples): Figures {
  const ratio = (of: Of, one: Side, other: Side): number => {
    const others = samples.of(other.variant, other.rows)
    const each = [...samples.of(one.variant, one.rows)].flatMap(([round, sample]) => {
      const [value, base] = [of(sample), others.has(round) ? of(others.get(round)!) : undefined]
      return value === undefined || base === undefined ? [] : [value / base]
    })
    return rounded(median(each))
  }
  return Object.fromEntries(compared.map(([name, of, one, other]) => [name, ratio(of, one, other)]))
}

export function figuresOf(samples: Samples): Figures {
  const lengths = Object.values(rows)
  const nodes = lengths.flatMap((length) =>
    [...samples.of(snowline, length).values()].map(({ nodesAfter }) => nodesAfter),
  )
  const kept = [...samples.of(snowline, rows.many).values()].map((one) => one.nodesAfter - one.nodes)
  return {
    dropped: medianOf(samples, ours, dropped),
    plainDropped: medianOf(samples, limit, dropped),
    nodes: Math.max(...nodes),
    nodesAdded: Math.max(...kept),
    heapKb: Math.max(...lengths.map((length) => medianOf(samples, { ...ours, rows: length }, heap))),
    firstHeapKb: medianOf(samples, ours, ({ firstHeapKb }) => firstHeapKb),
    lastRowMs: medianOf(samples, { ...ours, rows: rows.most }, end),
    wrongRows: medianOf(samples, ours, ({ fling }) => fling?.wrong),
  }
}

/** What each variant needs, by its name: medians. */
export function variantsOf(samples: Samples, bytes: Figures): Readonly<Record<string, object>> {
  return Object.fromEntries(
    variants.map((variant) => {
      const side: Side = { variant, rows: rows.many }
      const of = (what: Of, length: number = rows.many): number =>
        medianOf(samples, { variant, rows: length }, what)
      return [
        variant.name,
        {
          firstRowsMs: of(firstRows),
          firstRowsMsOf1000: of(firstRows, rows.few),
          firstRowsMsOf1000000: of(firstRows, rows.most),
          nodes: of(({ nodes }) => nodes),
          nodesAfterFling: of(({ fling, nodesAfter }) => (fling === undefined ? undefined : nodesAfter)),
          heapKb: of(heap),
          heapKbOf1000000: of(heap, rows.most),
          firstHeapKb: of(({ firstHeapKb }) => firstHeapKb),
          stepMs: of(step),
          stepMedianMs: of(({ fling }) => fling?.work.medianMs),
          stepP95Ms: of(({ fling }) => fling?.work.p95Ms),
          frameMedianMs: of(({ fling }) => fling?.frame.medianMs),
          frameP95Ms: of(({ fling }) => fling?.frame.p95Ms),
          dropped: of(dropped),
          wrongRows: of(({ fling }) => fling?.wrong),
          endMs: of(end),
          /** Not there: the last row was never reached. */
          endMsOf1000000: of(end, rows.most),
          bytes: bytes[variant.name],
          samples: samples.of(side.variant, side.rows).size,
        },
      ]
    }),
  )
}

export function printVariants(samples: Samples, bytes: Figures): void {
  const figures = variantsOf(samples, bytes) as Record<string, Record<string, number>>
  const line = ({ name, title }: Variant) => {
    const one = figures[name]!
    return [
      title,
      {
        'first rows ms': one.firstRowsMs,
        'of 1,000': one.firstRowsMsOf1000,
        'of 1,000,000': one.firstRowsMsOf1000000,
        'nodes (after fling)': `${one.nodes} (${one.nodesAfterFling})`,
        'heap kB': one.heapKb,
        'CPU ms/step': one.stepMs,
        'step ms 50/95 %': `${one.stepMedianMs} / ${one.stepP95Ms}`,
        'frame ms 50/95 %': `${one.frameMedianMs} / ${one.frameP95Ms}`,
        dropped: one.dropped,
        'to the end ms': one.endMs,
        'of a million': Number.isNaN(one.endMsOf1000000) ? 'never' : one.endMsOf1000000,
        'bytes (br)': one.bytes,
      },
    ] as const
  }
  console.table(Object.fromEntries(variants.map(line)))
}

/** A line for each, and whether it holds its budget. Returns those that do not. */
export function printVerdict(ratios: Figures, figures: Figures): readonly string[] {
  const most: Figures = { ...budgets, dropped: figures.plainDropped!, nodesAdded: 0, wrongRows: 0 }
  const broken: string[] = []
  for (const [name, value] of Object.entries({ ...ratios, ...figures })) {
    const budget = most[name]
    const isReached = name !== 'lastRowMs' || !Number.isNaN(value)
    const holds = isReached && (budget === undefined || value <= budget)
    if (!holds) broken.push(name)
    const verdict =
      budget === undefined && isReached ? '' : `at most ${budget}: ${holds ? 'holds' : 'DOES NOT HOLD'}`
    console.log(`${name.padEnd(24)} ${String(value).padStart(8)}   ${verdict}`.trimEnd())
  }
  return broken
}

function medianOf(samples: Samples, { variant, rows: length }: Side, of: Of): number {
  const values = [...samples.of(variant, length).values()].map(of).filter((value) => value !== undefined)
  return values.length === 0 ? NaN : rounded(median(values))
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000
