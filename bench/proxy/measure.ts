import type { Case } from './cases.js'
import type { ScriptedInstance } from './instance.js'
import { ask, connect } from './load.js'

export interface Sample {
  /** Processor time of the server for one request, in microseconds. */
  readonly cpuUs: number
  readonly requestsPerS: number
  readonly medianUs: number
}

export interface Rounds {
  readonly connections: number
  readonly rounds: number
  readonly loadMs: number
  readonly latencyMs: number
}

const warmUpMs = 800

/** Measures each case once a round, shuffled within the round. Sample `n` of each case is of one round. */
export async function measureCases(
  cases: readonly Case[],
  instance: ScriptedInstance,
  plan: Rounds,
): Promise<ReadonlyMap<string, readonly Sample[]>> {
  for (const each of cases) await warmUp(each, instance, plan)
  const samples = new Map(cases.map(({ name }) => [name, [] as Sample[]]))
  for (let round = 0; round < plan.rounds; round += 1) {
    for (const each of shuffled(cases)) samples.get(each.name)!.push(await measure(each, plan))
  }
  return samples
}

async function measure({ server, target }: Case, plan: Rounds): Promise<Sample> {
  const connections = await connect(target, plan.connections)
  const medianUs = median(await connections.latencies(plan.latencyMs))
  const before = await server.usage()
  const { requests, seconds } = await connections.drive({ ms: plan.loadMs })
  const after = await server.usage()
  await connections.close()
  return { cpuUs: (after.cpuUs - before.cpuUs) / requests, requestsPerS: requests / seconds, medianUs }
}

/** Warms a server, and makes sure that it does what is measured: its answer is right, nothing is left out. */
async function warmUp(each: Case, instance: ScriptedInstance, plan: Rounds): Promise<void> {
  const { name, target, instanceRequests, body } = each
  const answer = await ask(target)
  if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${answer.text}`)
  if (body !== undefined && answer.text !== body) throw new Error(`${name} answers something else`)
  const connections = await connect(target, plan.connections)
  const before = await instance.count()
  const { requests } = await connections.drive({ ms: warmUpMs })
  // The question itself is counted too.
  const taken = ((await instance.count()) - before - 1) / requests
  await connections.close()
  if (Math.abs(taken - instanceRequests) > 0.01) {
    throw new Error(`${name}: ${taken} requests to the instance for one, not ${instanceRequests}`)
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length / 2
  return (sorted[Math.floor(half)]! + sorted[Math.ceil(half) - 1]!) / 2
}

function shuffled<T>(list: readonly T[]): readonly T[] {
  return list
    .map((item) => [Math.random(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)
}
