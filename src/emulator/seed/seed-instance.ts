import { Store } from '../storage/store.js'
import { seedChoices } from './choices.js'
import { seedGroups } from './groups.js'
import { seedIncidents } from './incidents.js'
import { seedKnowledge } from './knowledge.js'
import { seedPeople } from './people.js'
import { seedProperties } from './properties.js'
import { Random } from './random.js'
import { seedRequests } from './requests.js'
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
  seedChoices(store, random, times)
  seedPeople(store, random, times)
  const groups = seedGroups(store, random, times)
  seedProperties(store, random, times)
  const context = { store, random, times, groups, counters }
  seedKnowledge(context)
  seedRequests(context)
  seedIncidents(context, { most: incidents, seed })
  // The two orders that every client asks for are ready when the instance is.
  store.table('incident').sortedBy('opened_at')
  store.table('incident').sortedBy('sys_updated_on')
  return { store, counters }
}
