import { toWireDate } from '../../protocol/dates.js'
import {
  and,
  currentGroups,
  currentUser,
  equals,
  greaterOrEqual,
  isEmpty,
  lessThan,
  oneOf,
  or,
} from '../../protocol/query-builders.js'
import type { Query } from '../../protocol/query.js'
import {
  filterOf,
  type FilterDescriptor,
  type TableDescriptor,
} from '../../protocol/tables/table-descriptor.js'
import { isIdle, me, startOfDay, type ListFilter, type ListFilters } from './list-filter.js'

const dayMs = 86_400_000
const minuteMs = 60_000

/** The conditions of all filters that the table knows. `nowMs`: what relative ranges count back from. */
export function filterQueries(table: TableDescriptor, filters: ListFilters, nowMs: number): readonly Query[] {
  return Object.entries(filters).flatMap(([field, filter]) => {
    const descriptor = filterOf(table, field)
    return descriptor === undefined || isIdle(filter) ? [] : [filterQuery(descriptor, filter, nowMs)]
  })
}

function filterQuery(descriptor: FilterDescriptor, filter: ListFilter, nowMs: number): Query {
  const { field } = descriptor
  switch (filter.kind) {
    case 'any-of':
      return anyQuery(descriptor, filter.values)
    case 'last-days':
      // Whole minutes, so that what is asked for again within one is the same question.
      return greaterOrEqual(field, toWireDate(floorToMinute(nowMs) - filter.days * dayMs))
    case 'between': {
      const first = filter.from === '' ? undefined : startOfDay(filter.from)
      const end = filter.to === '' ? undefined : startOfDay(filter.to, 1)
      const bounds = [
        first === undefined ? [] : [greaterOrEqual(field, toWireDate(first))],
        end === undefined ? [] : [lessThan(field, toWireDate(end))],
      ].flat()
      return and(...bounds)
    }
  }
}

function anyQuery(descriptor: FilterDescriptor, values: readonly string[]): Query {
  const { field } = descriptor
  const own = descriptor.kind === 'reference' && values.includes(me)
  const plain = values.filter((value) => value !== '' && !(own && value === me))
  // A list on the wire is parted by commas: a choice that has one stands alone.
  const listed = plain.filter((value) => !value.includes(','))
  const alternatives: readonly Query[] = [
    ...(listed.length > 0 ? [oneOf(field, listed)] : []),
    ...plain.filter((value) => value.includes(',')).map((value) => equals(field, value)),
    ...(own ? [equals(field, valueOfMe(descriptor))] : []),
    ...(values.includes('') ? [isEmpty(field)] : []),
  ]
  const [first, ...rest] = alternatives
  return first === undefined ? and() : rest.length === 0 ? first : or(first, ...rest)
}

function valueOfMe(descriptor: FilterDescriptor): typeof currentUser {
  return descriptor.kind === 'reference' && descriptor.table === 'sys_user_group'
    ? currentGroups
    : currentUser
}

function floorToMinute(milliseconds: number): number {
  return Math.floor(milliseconds / minuteMs) * minuteMs
}
