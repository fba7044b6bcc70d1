import { type Sees } from './column-path.js'
import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'

export type Predicate = (row: StoredRow) => boolean

/** What a `javascript:` value may ask for. */
export interface ScriptContext {
  readonly userId: string
  readonly userName: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** IANA time zone that days begin and end in; `GMT` when left out. */
  readonly timeZone?: string
}

/** Who asks, when, and under which of an instance's settings. */
export interface QueryContext extends ScriptContext {
  readonly store: Store
  /** How a date in a query is read: as stored, or in the time zone above. */
  readonly literalTimes?: 'utc' | 'user'
  /** `refused`: the sandbox evaluates no `javascript:` value at all. */
  readonly scripts?: 'evaluated' | 'refused'
  /** Whether a query may name this column; without it every column may be named. */
  readonly mayQuery?: (table: string, column: string) => boolean
  /** Which other records than the queried ones an answer may depend on; without it all. */
  readonly sees?: Sees
}

/** What becomes of a part that cannot be understood; see `compileQuery`. */
export type InvalidParts = 'drop' | 'no-rows' | 'forbidden'

/**
 * What the rows that match depend on beside the row itself: nothing, other records, or the clock. A
 * count may be kept only as long as none of it changes.
 */
export type Dependence = 'row' | 'records' | 'clock'

export function widest(all: Iterable<Dependence>): Dependence {
  let found: Dependence = 'row'
  for (const each of all) {
    if (each === 'clock') return 'clock'
    if (each === 'records') found = 'records'
  }
  return found
}
