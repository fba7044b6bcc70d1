import type { Sort } from '../../protocol/query.js'
import type { ListFilter } from './list-filter.js'
import { initialListView, type ListCatalogue, type ListView } from './list-view.js'

/**
 * A view as one compact string, for a host's URL: `1~incident~my-open~state.1.2~O.-priority~Q.vpn`.
 *
 * Parts are joined by `~`: version, table, view, then what differs from how the view begins: a filter per
 * field, and in capitals, which no field has, `Q` search, `O` order, `C` columns and `D` density. Values
 * follow their name after dots; every character but letters, digits, `_` and `-` is written `*hex*`.
 */
export const viewStringVersion = 1

export function toViewString(view: ListView, catalogue: ListCatalogue): string {
  const begun = initialListView(catalogue, view.view)
  const filters = Object.entries(view.filters).sort(([one], [other]) => (one < other ? -1 : 1))
  const parts = [
    [String(viewStringVersion)],
    [view.table],
    [view.view],
    ...filters.map(([field, filter]) => [field, ...filterWords(filter)]),
    view.search === '' ? [] : ['Q', view.search],
    isSame(view.sort, begun.sort) ? [] : ['O', ...view.sort.map(sortWord)],
    isSame(view.columns, begun.columns) ? [] : ['C', ...view.columns],
    view.density === begun.density ? [] : ['D', view.density],
  ]
  return parts
    .filter((words) => words.length > 0)
    .map((words) => words.map(escaped).join('.'))
    .join('~')
}

/** `7d`, `2026-11-01.2026-11-30` with an empty word for no bound, or the values. */
function filterWords(filter: ListFilter): readonly string[] {
  switch (filter.kind) {
    case 'any-of':
      return filter.values
    case 'between':
      return [filter.from, filter.to]
    case 'last-days':
      return [`${filter.days}d`]
  }
}

function sortWord({ field, descending }: Sort): string {
  return descending ? `-${field}` : field
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** By code unit: half a surrogate pair comes back as it was. */
function escaped(word: string): string {
  return word.replace(/[^\w-]/g, (mark) => `*${mark.charCodeAt(0).toString(16)}*`)
}
