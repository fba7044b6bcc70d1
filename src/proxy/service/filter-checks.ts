import { SnowError } from '../../shared/errors.js'
import type { Settled } from '../settle.js'
import type { RowFilter } from './row-filter.js'

/** What is known of the filters of one instance: whether it does what they say. */
export interface FilterChecks {
  /** Whether rows have shown that the instance knows a table's filter; before, its counts mean nothing. */
  isProven(table: string): boolean
  /** Rows came, and each was inside. */
  prove(table: string): void
  /**
   * Runs `ask` when the filter is not proven, once for all who wait and at most every minute: a table
   * without rows can prove nothing.
   */
  first(table: string, ask: () => Promise<void>): Promise<void>
  /** The error for a row that is outside of its filter. Tells the operator, too. */
  ignored(table: string, filter: RowFilter): SnowError
}

const pauseMs = 60_000

export function createFilterChecks(
  { clock, onWarning }: Pick<Settled, 'clock' | 'onWarning'>,
  instance: string,
): FilterChecks {
  const proven = new Set<string>()
  const asked = new Map<string, { readonly at: number; readonly work: Promise<void> }>()
  const warned = new Map<string, number>()
  return {
    isProven: (table) => proven.has(table),
    prove: (table) => void proven.add(table),
    async first(table, ask) {
      if (proven.has(table)) return
      const last = asked.get(table)
      if (last !== undefined && clock.now() < last.at + pauseMs) return last.work
      const work = ask()
      asked.set(table, { at: clock.now(), work })
      // What failed is asked again with the next request.
      work.catch(() => asked.delete(table))
      return work
    },
    ignored(table, { fields }) {
      proven.delete(table)
      const message =
        `The instance gives rows of "${table}" that are outside of its filter. It may lack one of the ` +
        `columns ${fields.join(', ')}, hide it from the account, or store its values otherwise than the ` +
        'filter has them: write stored values, such as sys_ids'
      if (clock.now() >= (warned.get(table) ?? 0) + pauseMs) {
        warned.set(table, clock.now())
        onWarning({ code: 'SNOW_QUERY_IGNORED', message, instance })
      }
      return new SnowError('SNOW_QUERY_IGNORED', message)
    },
  }
}
