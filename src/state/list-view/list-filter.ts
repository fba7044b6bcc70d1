import type { FilterDescriptor } from '../../protocol/tables/table-descriptor.js'

/**
 * What a person narrows a list by, in one field. Values are stored values: sys_ids of references, values
 * of choices. `''` stands for "empty"; `me`, in a reference, for the signed-in user or any of their groups.
 */
export type ListFilter =
  | { readonly kind: 'any-of'; readonly values: readonly string[] }
  /** Days of the person's own calendar (`2026-11-29`), both included; one of them may be `''`: no bound. */
  | { readonly kind: 'between'; readonly from: string; readonly to: string }
  /** The days up to now: 7 is the last 168 hours. */
  | { readonly kind: 'last-days'; readonly days: number }

/** Filters by wire field; all of them hold at once. */
export type ListFilters = Readonly<Record<string, ListFilter>>

/** Stands for the signed-in user, or for any of their groups. */
export const me = 'me'

/** Most values of one filter: more would not fit into a request. */
export const maximumFilterValues = 50
export const maximumLastDays = 3660

export function anyOf(...values: readonly string[]): ListFilter {
  return { kind: 'any-of', values }
}

/** From one day to another; leave one out for no bound. */
export function between(from = '', to = ''): ListFilter {
  return { kind: 'between', from, to }
}

export function lastDays(days: number): ListFilter {
  return { kind: 'last-days', days }
}

/** Whether it narrows nothing: such a filter is left out. */
export function isIdle(filter: ListFilter): boolean {
  switch (filter.kind) {
    case 'any-of':
      return filter.values.length === 0
    case 'between':
      return filter.from === '' && filter.to === ''
    case 'last-days':
      return filter.days <= 0
  }
}

/** Why a filter cannot be used for a field; `undefined` when it can. */
export function filterProblem({ field, kind }: FilterDescriptor, filter: ListFilter): string | undefined {
  if ((kind === 'date') !== (filter.kind !== 'any-of')) return `"${field}" is filtered in another way`
  switch (filter.kind) {
    case 'any-of':
      if (filter.values.length > maximumFilterValues)
        return `"${field}" has more than ${maximumFilterValues} values`
      return new Set(filter.values).size < filter.values.length ? `"${field}" has a value twice` : undefined
    case 'last-days':
      return Number.isInteger(filter.days) && filter.days <= maximumLastDays
        ? undefined
        : `"${field}" is not a number of days up to ${maximumLastDays}`
    case 'between': {
      const days = [filter.from, filter.to].filter((day) => day !== '')
      return days.every(isDay) && (days.length < 2 || filter.from <= filter.to)
        ? undefined
        : `"${field}" is not two days in their order`
    }
  }
}

export function isSameFilter(one: ListFilter | undefined, other: ListFilter | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** A day of the calendar that exists. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && startOfDay(text) !== undefined
}

/** Milliseconds at which a day begins where the person is; `after` days later. */
export function startOfDay(day: string, after = 0): number | undefined {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const moment = new Date(2000, 0, 1)
  // Not by the constructor, which takes the years 0 to 99 for those of 1900.
  moment.setFullYear(year, month - 1, date)
  if (moment.getMonth() !== month - 1 || moment.getDate() !== date) return undefined
  moment.setDate(date + after)
  return moment.getTime()
}
