import { itemId, laptopId } from '../cmdb/seed-cmdb.js'
import { seededItems } from '../cmdb/items.js'
import { Random } from '../random.js'
import { type SeedContext } from '../seed-context.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { seededChanges } from './changes.js'
import { seededProblems } from './problems.js'
import { changeId, problemId } from './seed-processes.js'

/** What an incident of a kind can be about. */
interface Targets {
  readonly items: readonly string[]
  readonly services: readonly string[]
  readonly problems: readonly string[]
  readonly fixes: readonly string[]
  readonly causes: readonly string[]
}

/** Links the incidents of the crowd to items, problems and changes as they are made. */
export interface IncidentLinks {
  /** Adds links to a new row; `seed` is the row's own, so that its other values stay as they are. */
  link(row: StoredRow, seed: number): void
  /** Writes what the linked records know about their incidents; called once, at the end. */
  finish(): void
}

export function createIncidentLinks({ store }: SeedContext): IncidentLinks {
  const known = new Map<string, Targets>()
  const counts = new Map<string, number>()
  const first = new Map<string, string>()
  const problemsOf = store.table('problem')
  const laptops = new Map<string, string>()
  /** Trouble with hardware is mostly trouble with the caller's own laptop. */
  const linkLaptop = (row: StoredRow, seed: number): void => {
    const caller = row.caller_id ?? ''
    if (caller === '' || !new Random(seed ^ 0x1a97).chance(0.7)) return
    let laptop = laptops.get(caller)
    if (laptop === undefined) laptops.set(caller, (laptop = laptopId(caller)))
    row.cmdb_ci = laptop
  }
  return {
    link(row, seed) {
      if (row.category === 'hardware') linkLaptop(row, seed)
      const subcategory = row.subcategory ?? ''
      if (subcategory === '') return
      let targets = known.get(subcategory)
      if (targets === undefined) known.set(subcategory, (targets = targetsOf(subcategory)))
      const random = new Random(seed ^ 0x11c4)
      const item = row.cmdb_ci ? undefined : random.chance(0.6) ? pickOf(random, targets.items) : undefined
      if (item !== undefined) row.cmdb_ci = item
      const service = random.chance(0.4) ? targets.services[0] : undefined
      if (service !== undefined) row.business_service = service
      const problem = random.chance(0.08) ? pickOf(random, targets.problems) : undefined
      if (problem !== undefined) {
        row.problem_id = problem
        counts.set(problem, (counts.get(problem) ?? 0) + 1)
        if (!first.has(problem)) first.set(problem, row.sys_id!)
        const fix = targets.fixes[0]
        if (fix !== undefined && random.chance(0.4)) row.rfc = fix
      }
      const cause = random.chance(0.03) ? pickOf(random, targets.causes) : undefined
      if (cause !== undefined) row.caused_by = cause
    },
    finish() {
      for (const [problem, count] of counts) {
        const row = problemsOf.get(problem)
        if (row === undefined) continue
        problemsOf.update(row, {
          related_incidents: String(count),
          first_reported_by_task: first.get(problem)!,
        })
      }
    },
  }
}

function targetsOf(subcategory: string): Targets {
  const items = seededItems.filter((item) => item.subcategory === subcategory)
  const changes = seededChanges.filter((change) => change.subcategory === subcategory)
  return {
    items: items.map(({ name }) => itemId(name)),
    services: items
      .filter(({ className }) => className === 'cmdb_ci_service')
      .map(({ name }) => itemId(name)),
    problems: seededProblems.filter((problem) => problem.subcategory === subcategory).map(problemId),
    fixes: changes.map(changeId),
    // Only what has happened can have caused anything.
    causes: changes.filter(({ startsIn }) => startsIn < 0).map(changeId),
  }
}

function pickOf(random: Random, from: readonly string[]): string | undefined {
  return from.length === 0 ? undefined : random.pick(from)
}
