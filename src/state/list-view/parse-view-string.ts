import { buildQuery } from '../../protocol/build-query.js'
import type { Sort } from '../../protocol/query.js'
import {
  columnOf,
  filterOf,
  type FilterDescriptor,
  type TableDescriptor,
} from '../../protocol/tables/table-descriptor.js'
import { SnowError, toSnowError } from '../../shared/errors.js'
import { filterProblem, isIdle, type ListFilter } from './list-filter.js'
import { maximumTypedLength } from './list-view-changes.js'
import { questionOf } from './list-view-query.js'
import { hasView, initialListView, type ListCatalogue, type ListView } from './list-view.js'
import { viewStringVersion } from './view-string.js'

/** Longest string that is looked at: no browser takes a longer URL from everybody. */
const maximumLength = 8000

/**
 * Reads what `toViewString` wrote. Throws `SNOW_VIEW_TOO_NEW` for a string of a later version, and
 * `SNOW_VIEW_INVALID`, which says what to change, for anything else that is no view of this catalogue:
 * a table, view, column or filter that it does not have, a value that cannot be sent, or rubbish.
 */
export function parseViewString(text: string, catalogue: ListCatalogue): ListView {
  if (text.length > maximumLength) throw invalid(`it is longer than ${maximumLength} characters`)
  checkVersion(text)
  const parts = text.split('~').map((part) => part.split('.').map(unescaped))
  const { table } = catalogue
  const [, [name = '', ...more] = [], [id = '', ...evenMore] = [], ...rest] = parts
  if (more.length + evenMore.length > 0) throw invalid('a table or view has a dot in its name')
  if (name !== table.name)
    throw invalid(`it is of the table "${shown(name)}", and the list of "${table.name}"`)
  if (!hasView(catalogue, id)) throw invalid(`the list has no view "${shown(id)}": add it to the views`)
  const seen = new Set<string>()
  let view = initialListView(catalogue, id)
  for (const [key = '', ...values] of rest) {
    if (seen.has(key)) throw invalid(`"${shown(key)}" is there twice`)
    seen.add(key)
    view = { ...view, ...changeOf(key, values, { table, view }) }
  }
  checkSendable(view, catalogue)
  return view
}

/** The view of a string, or where the list begins and why the string could not be read. */
export function readViewString(
  text: string,
  catalogue: ListCatalogue,
): { readonly view: ListView; readonly error?: SnowError } {
  try {
    return { view: parseViewString(text, catalogue) }
  } catch (error) {
    return { view: initialListView(catalogue), error: toSnowError(error) }
  }
}

interface Place {
  readonly table: TableDescriptor
  readonly view: ListView
}

function changeOf(key: string, values: readonly string[], { table, view }: Place): Partial<ListView> {
  switch (key) {
    case 'Q': {
      const [search = ''] = values
      if (values.length !== 1 || search === '' || search.length > maximumTypedLength)
        throw invalid('its search is empty or too long')
      return { search }
    }
    case 'O':
      return { sort: sortOf(values, table) }
    case 'C':
      return { columns: columnsOf(values, table) }
    case 'D': {
      const [density] = values
      if (values.length !== 1 || (density !== 'comfortable' && density !== 'compact'))
        throw invalid('its density is neither "comfortable" nor "compact"')
      return { density }
    }
    default: {
      const filter = filterOf(table, key)
      if (filter === undefined) throw invalid(`the table cannot be filtered by "${shown(key)}"`)
      return { filters: { ...view.filters, [key]: readFilter(filter, values) } }
    }
  }
}

function sortOf(values: readonly string[], table: TableDescriptor): readonly Sort[] {
  const sort = values.map((value): Sort => {
    const descending = value.startsWith('-')
    return { field: descending ? value.slice(1) : value, descending }
  })
  for (const { field } of sort) {
    const column = columnOf(table, field)
    if (column === undefined || column.unsortable)
      throw invalid(`the table cannot be ordered by "${shown(field)}"`)
  }
  checkDistinct(sort.map(({ field }) => field))
  return sort
}

function columnsOf(values: readonly string[], table: TableDescriptor): readonly string[] {
  const unknown = values.find((field) => columnOf(table, field) === undefined)
  if (unknown !== undefined) throw invalid(`the table has no column "${shown(unknown)}"`)
  if (values.length === 0) throw invalid('it shows no column')
  checkDistinct(values)
  return values
}

function readFilter(descriptor: FilterDescriptor, values: readonly string[]): ListFilter {
  const filter = descriptor.kind === 'date' ? datesOf(values) : ({ kind: 'any-of', values } as const)
  const problem = filterProblem(descriptor, filter)
  if (problem !== undefined) throw invalid(problem)
  if (isIdle(filter)) throw invalid(`"${descriptor.field}" has no value`)
  return filter
}

function datesOf(values: readonly string[]): ListFilter {
  const days = /^([1-9]\d{0,3})d$/.exec(values[0] ?? '')?.[1]
  if (days !== undefined && values.length === 1) return { kind: 'last-days', days: Number(days) }
  const [from = '', to = '', ...more] = values
  return { kind: 'between', from, to: [to, ...more].join('.') }
}

function checkDistinct(values: readonly string[]): void {
  if (new Set(values).size < values.length) throw invalid('a value is there twice')
}

/** Before anything else is read: what a later version looks like, nobody knows. */
function checkVersion(text: string): void {
  const version = /^([1-9]\d{0,5})(?=~|$)/.exec(text)?.[1]
  if (version === undefined) throw invalid('it does not begin with a version')
  if (Number(version) > viewStringVersion)
    throw new SnowError(
      'SNOW_VIEW_TOO_NEW',
      `The view is of version ${version}, and this is version ${viewStringVersion}: update Snowline, or leave the view out`,
    )
}

/** What would be refused when the list is read, is refused here, with `SNOW_VIEW_INVALID`. */
export function checkSendable(view: ListView, catalogue: ListCatalogue): void {
  try {
    const { query, sort } = questionOf(view, catalogue, 0)
    buildQuery(query, sort)
  } catch (error) {
    throw invalid(toSnowError(error).message, error)
  }
}

function unescaped(word: string): string {
  const plain = word.replace(/\*([0-9a-f]{1,4})\*/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  // What is left of its own marks, or was never written by `toViewString`.
  if (/[^\w-]/.test(word.replace(/\*[0-9a-f]{1,4}\*/g, ''))) throw invalid('it has marks that no view has')
  return plain
}

function shown(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 60)
}

function invalid(what: string, cause?: unknown): SnowError {
  return new SnowError(
    'SNOW_VIEW_INVALID',
    `The view cannot be used: ${what}. Leave it out, or write it with toViewString`,
    { cause },
  )
}
