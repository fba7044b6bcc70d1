import { formatTime } from '../schema/instance-time.js'
import { type StoredRow } from '../storage/stored-row.js'

const minute = 60_000

/** Times of seeded records, counted back from now. */
export interface SeedTimes {
  readonly now: number
  /** Stored form of the moment so many minutes ago. */
  minutesAgo(minutes: number): string
  /** System columns of a record that nobody touched since it was made so many days ago. */
  systemFields(daysAgo: number, by?: string): StoredRow
}

export function createSeedTimes(now: number): SeedTimes {
  const minutesAgo = (minutes: number): string => formatTime(now - minutes * minute)
  return {
    now,
    minutesAgo,
    systemFields(daysAgo, by = 'admin') {
      const at = minutesAgo(daysAgo * 1440)
      return {
        sys_created_on: at,
        sys_created_by: by,
        sys_updated_on: at,
        sys_updated_by: by,
        sys_mod_count: '0',
      }
    },
  }
}
