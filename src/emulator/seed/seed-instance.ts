import { Store } from '../storage/store.js'
import { seedAccessRules } from './access-rules.js'
import { seedCatalog } from './catalog/seed-catalog.js'
import { seedChoices } from './choices.js'
import { seedCmdb } from './cmdb/seed-cmdb.js'
import { seedGroups } from './groups.js'
import { seedHierarchies } from './hierarchies.js'
import { seedIncidents } from './incidents.js'
import { seedKnowledge } from './knowledge.js'
import { seedPeople } from './people.js'
import { seedProcesses } from './processes/seed-processes.js'
import { seedProperties } from './properties.js'
import { Random } from './random.js'
import { seedRequests } from './requests.js'
import { seedRules } from './rules.js'
import { seedServiceLevels } from './service-levels.js'
import { seedSpecialPeople } from './special-people.js'
import { seedStructure } from './structure.js'
import { createSeedTimes } from './seed-times.js'

export interface SeedOptions {
  readonly seed: number
  /** How many incidents there are in all. */
  readonly incidents: number
  /** Milliseconds since the epoch that the seeded times count back from. */
  readonly now: number
}

export interface SeededInstance {
  readonly store: Store
  /** The last number given out in each numbered table. */
  readonly counters: Map<string, number>
}

/** Fills an instance; the same options give the same records. */
export function seedInstance({ seed, incidents, now }: SeedOptions): SeededInstance {
  const store = new Store()
  const random = new Random(seed)
  const times = createSeedTimes(now)
  const counters = new Map<string, number>()
  seedChoices(store, times)
  seedPeople(store, random, times)
  seedAccessRules(store, times)
  seedStructure(store, times)
  const groups = seedGroups(store, random, times)
  seedProperties(store, times)
  seedRules(store, times)
  const context = { store, random, times, groups, counters }
  seedKnowledge(context)
  seedCatalog(context)
  seedRequests(context)
  seedCmdb(context)
  seedProcesses(context)
  seedIncidents(context, { most: incidents, seed })
  seedServiceLevels(context)
  seedSpecialPeople(context)
  seedHierarchies(context)
  makeIndexes(store)
  return { store, counters }
}

/** The usual orders of lists and the columns that narrow them: ready when the instance is. */
function makeIndexes(store: Store): void {
  const incidents = store.ownRows('incident')
  for (const order of ['number', 'opened_at', 'sys_updated_on']) incidents.index(order)
  for (const column of ['active', 'state', 'priority', 'caller_id', 'assigned_to', 'assignment_group']) {
    incidents.index(column, 'opened_at')
  }
}
