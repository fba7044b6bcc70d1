import {
  type Access,
  accessByEquality,
  accessByOrder,
  accessInOrder,
  type Equality,
  equalitiesOf,
  limitedFields,
  walkAlong,
  walkedField,
} from './access.js'
import { type CompiledQuery } from './compile-query.js'
import { type EncodedQuery } from './encoded-query.js'
import { type Rows } from '../storage/rows.js'

/** How the rows of an answer are found. */
export interface Plan {
  /** `walk`: in the wanted order; `gather`: all that may match, sorted then; `scan`: as they were inserted. */
  readonly kind: 'walk' | 'gather' | 'scan'
  /** The smallest part of an index that holds every answer; without it, every row is read. */
  readonly smallest: Access | undefined
  /** What a walk reads. */
  readonly walked: Access | undefined
  /** How many rows match, where an index tells. */
  readonly total: number | undefined
}

/** Below this an index is not worth its making. */
const fewRows = 200
/** What sorting a row costs beside reading one that is in order already. */
const sortingCosts = 6

/**
 * Chooses the way with the fewest rows to look at until `wanted` matching ones are met. Every way gives
 * the same answer.
 */
export function choosePlan(rows: Rows, query: EncodedQuery, compiled: CompiledQuery, wanted: number): Plan {
  if (rows.size < fewRows) return { kind: 'gather', smallest: undefined, walked: undefined, total: undefined }
  const equal = smallestEquality(rows, compiled)
  const limited = limitedFields(rows, compiled).map((field) =>
    accessByOrder(rows, walkAlong(rows, compiled, field)),
  )
  const smallest = smallestOf([...limited, ...(equal === undefined ? [] : [equal.access])])
  const least = smallest?.size ?? rows.size
  const walked = walkedAccess(rows, compiled, equal)
  const total = totalIn(query, walked) ?? totalIn(query, smallest)
  if (compiled.order.length === 0) {
    const isCheap = least * sortingCosts < expected(wanted, rows.size, least)
    const none = query.groups.flat().length === 0 ? rows.size : undefined
    return { kind: isCheap ? 'gather' : 'scan', smallest, walked: undefined, total: total ?? none }
  }
  const isWalked =
    walked !== undefined && least >= fewRows && expected(wanted, walked.size, least) <= least * sortingCosts
  return isWalked
    ? { kind: 'walk', smallest, walked, total }
    : { kind: 'gather', smallest, walked: undefined, total }
}

interface EqualAccess {
  readonly equality: Equality
  readonly access: Access
}

function smallestEquality(rows: Rows, compiled: CompiledQuery): EqualAccess | undefined {
  const then = walkedField(compiled.order)
  const all = equalitiesOf(rows, compiled).map((equality) => ({
    equality,
    access: accessByEquality(rows, equality, then),
  }))
  return all.sort((a, b) => a.access.size - b.access.size)[0]
}

function smallestOf(all: readonly Access[]): Access | undefined {
  return [...all].sort((a, b) => a.size - b.size)[0]
}

/** The rows in the wanted order, as few of them as one index can tell; `undefined` where none has the order. */
function walkedAccess(rows: Rows, compiled: CompiledQuery, equal?: EqualAccess): Access | undefined {
  const field = walkedField(compiled.order)
  if (field === undefined) return undefined
  const along = walkAlong(rows, compiled, field)
  return equal === undefined ? accessByOrder(rows, along) : accessInOrder(rows, equal.equality, along)
}

/** The size of an access whose rows all match, because it fulfils every condition of the query. */
function totalIn({ groups }: EncodedQuery, access: Access | undefined): number | undefined {
  const isWhole = access !== undefined && groups.length === 1 && groups[0]!.length === access.fulfilled
  return isWhole ? access.size : undefined
}

/** How many of `among` rows are read to meet so many of the ones that may match, spread evenly. */
function expected(wanted: number, among: number, matching: number): number {
  return Math.min(among, (wanted * among) / Math.max(matching, 1))
}
