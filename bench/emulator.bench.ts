import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { buildSync } from 'esbuild'
import type { InstanceFigures } from './emulator-instance.js'

/**
 * What an emulated instance takes at 100, 10,000 and 1,000,000 incidents: its start, its memory, and the
 * usual requests. Each size runs in a process of its own, as it is shipped, under the machine's own Node
 * without flags. Milliseconds belong to the machine: what counts are the ratios of a million to ten
 * thousand.
 */
const sizes = [100, 10_000, 1_000_000]
const samples = 25
/** What an index answers may take so many times longer among a hundred times more rows; see the last column. */
const mostTimes = 5

const folder = mkdtempSync(join(tmpdir(), 'snowline-bench-'))
const program = join(folder, 'instance.mjs')
try {
  buildSync({
    entryPoints: [join(import.meta.dirname, 'emulator-instance.ts')],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
  })
  report(sizes.map(measure))
} finally {
  rmSync(folder, { recursive: true })
}

function measure(incidents: number): InstanceFigures {
  // The Node that people have, not that of the lockfile.
  const path = (process.env.PATH ?? '').split(delimiter).filter((each) => !each.includes('node_modules'))
  const { stdout, stderr, status } = spawnSync('node', [program, String(incidents), String(samples)], {
    encoding: 'utf8',
    env: { PATH: path.join(delimiter) },
  })
  if (status !== 0) throw new Error(`${incidents} incidents: ${stderr}`)
  return JSON.parse(stdout) as InstanceFigures
}

function report(all: readonly InstanceFigures[]): void {
  const [, small, large] = all as [InstanceFigures, InstanceFigures, InstanceFigures]
  console.log(`Node ${large.node.slice(1)}`)
  console.table(
    Object.fromEntries(
      all.map(({ incidents, startMs, startCpuMs, rssMb, rssAfterMb }) => [
        `${incidents.toLocaleString('en')} incidents`,
        {
          'start s': round(startMs / 1000),
          'CPU s': round(startCpuMs / 1000),
          'RSS MB': round(rssMb),
          'RSS MB after': round(rssAfterMb),
        },
      ]),
    ),
  )
  const requests = Object.fromEntries(
    Object.keys(large.requests).map((name) => {
      const [few, many] = [small.requests[name]!, large.requests[name]!]
      return [
        name,
        {
          'ms at 10,000': round(few.medianMs),
          'ms at 1,000,000': round(many.medianMs),
          ratio: round(many.medianMs / few.medianMs),
          'first ms at 1,000,000': round(many.firstMs),
        },
      ]
    }),
  )
  console.table(requests)
  for (const [name, { ratio }] of Object.entries(requests)) {
    const most = name.startsWith('scan') ? 150 : mostTimes
    if (ratio <= most) continue
    console.error(`${name}: ${ratio} times the time of 10,000 incidents, ${most} at most`)
    process.exitCode = 1
  }
  const file = join(import.meta.dirname, 'results', 'emulator.json')
  const start = all.map(({ incidents, startMs, startCpuMs, rssMb, rssAfterMb }) => ({
    incidents,
    startMs: round(startMs),
    startCpuMs: round(startCpuMs),
    rssMb: round(rssMb),
    rssAfterMb: round(rssAfterMb),
  }))
  writeFileSync(file, `${JSON.stringify({ node: large.node, samples, start, requests }, null, 2)}\n`)
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
