import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { casesOf, type Case } from './proxy/cases.js'
import { recordLists, startInstance } from './proxy/instance.js'
import { connect } from './proxy/load.js'
import { measureCases } from './proxy/measure.js'
import { measureMemory } from './proxy/memory.js'
import { withOwnServers } from './proxy/own-servers.js'
import { printProfile } from './proxy/profile.js'
import { figuresOf, printFigures, printRatios, ratiosOf, writeResults } from './proxy/report.js'
import { instanceId, startPeers, startSnowline } from './proxy/servers.js'
import { signInBrowsers } from './proxy/sign-in.js'

/**
 * What a request costs in our proxy, beside what others make of the same request: processor time of the
 * server under load, requests per second, and latency of a single connection. Everything is on this machine,
 * each server a process of its own. Microseconds belong to the machine; the ratios are what to compare.
 *
 * `--quick` for a first look, `--only NAME,NAME` for some of the cases, `--profile NAME` for where the time
 * of one of ours goes. None of them writes results.
 */
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    profile: { type: 'string' },
  },
})
const connections = 32
const sessions = 1_000
const plan = values.quick
  ? { connections, rounds: 3, loadMs: 300, latencyMs: 100, memoryRequests: 10_000 }
  : { connections, rounds: 21, loadMs: 400, latencyMs: 100, memoryRequests: 100_000 }

const folder = mkdtempSync(join(tmpdir(), 'snowline-bench-'))
process.once('exit', () => rmSync(folder, { recursive: true }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
const lists = await recordLists()
const instance = await startInstance(Object.values(lists), folder)
const snowline = await startSnowline(instance)
const browsers = await signInBrowsers(snowline.url, instanceId, sessions)
if (values.profile === undefined) await compareAll()
else await profileOne(values.profile)
console.log(`${Math.round(performance.now() / 1000)} s in all`)
// The servers end with this process.
process.exit()

async function compareAll(): Promise<void> {
  const peers = await startPeers(instance, folder)
  const all = casesOf({ snowline, peers, lists, browsers })
  const only = values.only?.split(',')
  for (const name of only ?? []) requireCase(all, name)
  const cases = await withOwnServers(all.filter(({ name }) => only === undefined || only.includes(name)))
  const samples = await measureCases(cases, instance, plan)
  const many = requireCase(all, 'relaySessions1000')
  const kept = only === undefined ? await startSnowline(instance, ['--expose-gc']) : undefined
  const memory =
    kept &&
    (await measureMemory(
      kept,
      { ...many.target, url: kept.url },
      { connections, requests: plan.memoryRequests },
    ))

  const smallBytes = Buffer.byteLength(lists.small.body)
  const pageBytes = Buffer.byteLength(lists.page.body)
  console.log(
    `Node ${process.versions.node}; the instance is ${instance.servedBy}; a record of ${smallBytes} bytes, ` +
      `a page of ${pageBytes}; medians of ${plan.rounds} samples of ${plan.loadMs} ms with ${connections} ` +
      'connections; latency of one connection',
  )
  printFigures(cases, samples)
  if (memory !== undefined) {
    console.log(
      `Memory over ${memory.requests} requests of ${sessions} sessions: ` +
        `heap ${memory.heapMbBefore} → ${memory.heapMbAfter} MB, RSS ${memory.rssMbBefore} → ${memory.rssMbAfter} MB`,
    )
  }
  const ratios = ratiosOf(samples, memory)
  const broken = printRatios(ratios)
  if (values.quick || only !== undefined) return
  if (broken.length > 0) process.exitCode = 1
  writeResults(join(import.meta.dirname, 'results', 'proxy.json'), {
    node: process.version,
    instance: instance.servedBy,
    smallBytes,
    pageBytes,
    connections,
    sessions,
    samples: plan.rounds,
    sampleMs: plan.loadMs,
    figures: { ...figuresOf(samples), memory },
    ratios,
  })
}

async function profileOne(name: string): Promise<void> {
  const ours = casesOf({ snowline, peers: undefined, lists, browsers })
  const found = requireCase(ours, name)
  const clients = await connect(found.target, connections)
  await clients.drive({ ms: 2_000 })
  await snowline.startProfile()
  const before = await snowline.usage()
  const { requests } = await clients.drive({ ms: 5_000 })
  const after = await snowline.usage()
  const profile = await snowline.endProfile()
  const file = join(tmpdir(), `snowline-${name}.cpuprofile`)
  writeFileSync(file, JSON.stringify(profile))
  const cpuUs = (after.cpuUs - before.cpuUs) / requests
  console.log(`${cpuUs.toFixed(1)} µs of processor time for one request, the profiler's included`)
  printProfile(profile, requests, join(import.meta.dirname, '..'))
  console.log(`The whole profile, for the developer tools of a browser: ${file}`)
}

function requireCase(cases: readonly Case[], name: string): Case {
  const found = cases.find((each) => each.name === name)
  if (found !== undefined) return found
  console.error(`There is no '${name}' here. There are: ${cases.map((each) => each.name).join(', ')}`)
  process.exit(1)
}
