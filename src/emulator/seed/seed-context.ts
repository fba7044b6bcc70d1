import { type Store } from '../storage/store.js'
import { type SeededGroup } from './groups.js'
import { type Random } from './random.js'
import { type SeedTimes } from './seed-times.js'

/** What every part of the seed works with. */
export interface SeedContext {
  readonly store: Store
  readonly random: Random
  readonly times: SeedTimes
  readonly groups: readonly SeededGroup[]
  /** The last number given out in each numbered table. */
  readonly counters: Map<string, number>
}

/** sys_id of a seeded user; a wrong name is a mistake in the seed. */
export function userId({ store }: SeedContext, userName: string): string {
  const user = store.table('sys_user').find('user_name', userName)
  if (user === undefined) throw new Error(`The seed has no user ${userName}`)
  return user.sys_id!
}

/** The next number of a table, such as `INC0010001`. */
export function nextNumber({ counters }: SeedContext, table: string, prefix: string): string {
  const next = (counters.get(table) ?? 10_000) + 1
  counters.set(table, next)
  return `${prefix}${String(next).padStart(7, '0')}`
}
