import { type Store } from '../storage/store.js'
import { seedDictionary } from './dictionary.js'
import { seedLayouts } from './layouts.js'
import { seedLookups } from './lookups.js'
import { type SeedTimes } from './seed-times.js'

/** What the instance knows about itself: tables, columns, layouts, and what rules look up. */
export function seedStructure(store: Store, times: SeedTimes): void {
  seedDictionary(store, times)
  seedLayouts(store, times)
  seedLookups(store, times)
}
