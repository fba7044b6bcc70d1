import { writeFileSync } from 'node:fs'
import type { Case } from './cases.js'
import { median, type Sample } from './measure.js'
import type { Memory } from './memory.js'

export type Samples = ReadonlyMap<string, readonly Sample[]>
export type Ratios = Readonly<Record<string, number>>

/** What each ratio may be at most. */
const budgets: Ratios = {
  relaySmallVsReplyFrom: 0.75,
  relayPageVsReplyFrom: 0.85,
  relaySmallVsCompanion: 0.08,
  relaySessions1000Vs1: 1.1,
  relayMemory: 1.1,
  // What is not on the heap comes and goes: only a leak of a kilobyte a request would be more than this.
  relayRss: 1.25,
}

type Of = (sample: Sample) => number
const cpu: Of = ({ cpuUs }) => cpuUs
const rate: Of = ({ requestsPerS }) => requestsPerS
const latency: Of = ({ medianUs }) => medianUs

const compared: readonly (readonly [ratio: string, of: Of, name: string, base: string])[] = [
  ['relaySmallVsReplyFrom', cpu, 'relaySmall', 'replyFromSmall'],
  ['relayPageVsReplyFrom', cpu, 'relayPage', 'replyFromPage'],
  // Its ends are looked at, which takes decompressing what reply-from passes on unseen.
  ['relayPackedVsReplyFrom', cpu, 'relayPacked', 'replyFromPacked'],
  ['relaySmallVsCompanion', cpu, 'relaySmall', 'companionSmall'],
  ['relaySessions1000Vs1', cpu, 'relaySessions1000', 'relaySmall'],
  ['relaySmallVsBareRelay', cpu, 'relaySmall', 'bareRelaySmall'],
  ['relayPageVsBareRelay', cpu, 'relayPage', 'bareRelayPage'],
  ['relaySmallVsNginx', cpu, 'relaySmall', 'nginxSmall'],
  ['relayPageVsNginx', cpu, 'relayPage', 'nginxPage'],
  ['refreshVsRelaySmall', cpu, 'refresh', 'relaySmall'],
  ['sessionVsBare', cpu, 'session', 'bare'],
  ['relaySmallRateVsReplyFrom', rate, 'relaySmall', 'replyFromSmall'],
  ['relayPageRateVsReplyFrom', rate, 'relayPage', 'replyFromPage'],
  ['relaySmallLatencyVsBareRelay', latency, 'relaySmall', 'bareRelaySmall'],
]

/** Medians of the ratios within each round: what slows the machine for a while slows both sides. */
export function ratiosOf(samples: Samples, memory: Memory | undefined): Ratios {
  const ratios: Record<string, number> = {}
  for (const [ratio, of, name, base] of compared) {
    const [one, other] = [samples.get(name), samples.get(base)]
    if (one === undefined || other === undefined) continue
    ratios[ratio] = rounded(median(one.map((sample, round) => of(sample) / of(other[round]!))))
  }
  if (memory === undefined) return ratios
  return {
    ...ratios,
    relayMemory: rounded(memory.heapMbAfter / memory.heapMbBefore),
    relayRss: rounded(memory.rssMbAfter / memory.rssMbBefore),
  }
}

export function figuresOf(samples: Samples): Readonly<Record<string, object>> {
  return Object.fromEntries(
    [...samples].map(([name, list]) => [
      name,
      {
        cpuUs: rounded(median(list.map(cpu))),
        cpuUsLowest: rounded(Math.min(...list.map(cpu))),
        cpuUsHighest: rounded(Math.max(...list.map(cpu))),
        requestsPerS: Math.round(median(list.map(rate))),
        medianUs: rounded(median(list.map(latency))),
      },
    ]),
  )
}

export function printFigures(cases: readonly Case[], samples: Samples): void {
  const row = ({ name, title }: Case) => {
    const list = samples.get(name) ?? []
    return [
      title,
      {
        'CPU µs': Number(median(list.map(cpu)).toFixed(1)),
        'requests/s': Math.round(median(list.map(rate))),
        'median µs': Math.round(median(list.map(latency))),
      },
    ] as const
  }
  console.table(Object.fromEntries(cases.map(row)))
}

/** A line for each ratio, and whether it holds its budget. Returns those that do not. */
export function printRatios(ratios: Ratios): readonly string[] {
  const broken: string[] = []
  for (const [name, ratio] of Object.entries(ratios)) {
    const most = budgets[name]
    const holds = most === undefined || ratio <= most
    if (!holds) broken.push(name)
    const verdict = most === undefined ? '' : `at most ${most}: ${holds ? 'holds' : 'DOES NOT HOLD'}`
    console.log(`${name.padEnd(30)} ${ratio.toFixed(3).padStart(8)}   ${verdict}`.trimEnd())
  }
  return broken
}

export function writeResults(file: string, results: object): void {
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`)
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000
