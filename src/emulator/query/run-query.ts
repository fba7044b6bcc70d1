import { displayOf } from './column-path.js'
import { type QueryContext } from './compile-condition.js'
import { type CompiledOrder, compileQuery, type CompiledQuery } from './compile-query.js'
import { type EncodedQuery } from './encoded-query.js'
import { type StoredRow } from '../storage/stored-row.js'
import { type TableRows } from '../storage/table-rows.js'

export interface Slice {
  readonly offset: number
  readonly limit: number
  /** Whether `total` is wanted; without it reading stops at the end of the page. */
  readonly count: boolean
}

export interface QueryResult {
  readonly rows: readonly StoredRow[]
  /** How many rows match, blind to ACLs. */
  readonly total: number | undefined
}

/** Answers one page of a query, by an index where one serves. */
export function runQuery(
  rows: TableRows,
  query: EncodedQuery,
  context: QueryContext,
  options: Slice & { readonly invalid: 'drop' | 'no-rows' },
): QueryResult {
  const compiled = compileQuery(query, rows.schema, context, options.invalid)
  const few = byEquality(rows, compiled)
  if (few !== undefined) return slice(sorted([...few].filter(compiled.matches), compiled, context), options)
  const candidates = inOrder(rows, compiled)
  if (candidates !== undefined) {
    const known = knownTotal(rows, query, context, options)
    if (known.total !== undefined) {
      return { ...collect(candidates, compiled, { ...options, count: false }), total: known.total }
    }
    const result = collect(candidates, compiled, options)
    if (result.total !== undefined) known.remember(result.total)
    return result
  }
  const matching: StoredRow[] = []
  for (const row of rows.all()) if (compiled.matches(row)) matching.push(row)
  return slice(sorted(matching, compiled, context), options)
}

const mostTotals = 50

/** Counting reads every row: the count of a query is kept until something changes. */
function knownTotal(
  { schema }: TableRows,
  query: EncodedQuery,
  { store, userId }: QueryContext,
  { count, invalid }: Slice & { readonly invalid: string },
): { readonly total: number | undefined; readonly remember: (total: number) => void } {
  const text = JSON.stringify(query.groups)
  // Scripts answer differently every second, except for who asks.
  const isSteady = !/javascript:(?!gs\.getUserID\(\))/.test(text)
  const key = `${schema.name} ${userId} ${invalid} ${text}`
  const version = store.versionFor(schema.name)
  const known = count && isSteady ? store.totals.get(key) : undefined
  return {
    total: known?.version === version ? known.total : undefined,
    remember(total) {
      if (!isSteady) return
      if (store.totals.size >= mostTotals) store.totals.clear()
      store.totals.set(key, { version, total })
    },
  }
}

/** Rows that an equality index finds; `undefined` when no condition has one. */
function byEquality(rows: TableRows, compiled: CompiledQuery): Iterable<StoredRow> | undefined {
  for (const { field, operator, value } of compiled.required) {
    if (value === '') continue
    if (operator === '=') {
      const found = rows.equalTo(field, value)
      if (found !== undefined) return found
    }
    if (operator === 'IN') {
      const values = [...new Set(value.toLowerCase().split(','))].filter((each) => each !== '')
      const found = values.map((each) => rows.equalTo(field, each))
      if (!value.split(',').includes('') && found.every((each) => each !== undefined)) {
        return found.flatMap((each) => [...(each ?? [])])
      }
    }
  }
  return undefined
}

interface OrderedCandidates {
  readonly rows: readonly StoredRow[]
  readonly from: number
  readonly to: number
  readonly descending: boolean
}

/** Columns whose stored text sorts as its value does. */
const textOrderedKinds: ReadonlySet<string> = new Set(['date-time', 'guid'])

/** The rows in the wanted order, narrowed by range conditions on the sorting column. */
function inOrder(rows: TableRows, compiled: CompiledQuery): OrderedCandidates | undefined {
  const [first, second, third] = compiled.order
  if (first === undefined || !first.path.direct || third !== undefined) return undefined
  if (!textOrderedKinds.has(first.path.column.kind) && first.path.name !== 'number') return undefined
  // Ties of the index are in ascending order of sys_id, descending when it is read backwards.
  if (second !== undefined && (second.path.name !== 'sys_id' || second.descending !== first.descending)) {
    return undefined
  }
  const index = rows.sortedBy(first.path.name)
  const isExact = textOrderedKinds.has(first.path.column.kind)
  const { least, most } = isExact ? compiled.boundsOf(first.path.name) : {}
  const from = least === undefined ? 0 : index.boundary(least, false)
  const to = most === undefined ? index.rows.length : index.boundary(most, true)
  return { rows: index.rows, from, to, descending: first.descending }
}

function collect(candidates: OrderedCandidates, compiled: CompiledQuery, options: Slice): QueryResult {
  const { rows, from, to, descending } = candidates
  const page: StoredRow[] = []
  let total = 0
  for (let step = 0; step < to - from; step++) {
    const row = rows[descending ? to - 1 - step : from + step]!
    if (!compiled.matches(row)) continue
    if (total >= options.offset && page.length < options.limit) page.push(row)
    total++
    if (!options.count && page.length >= options.limit) break
  }
  return { rows: page, total: options.count ? total : undefined }
}

function slice(rows: readonly StoredRow[], { offset, limit, count }: Slice): QueryResult {
  return { rows: rows.slice(offset, offset + limit), total: count ? rows.length : undefined }
}

function sorted(rows: StoredRow[], { order }: CompiledQuery, context: QueryContext): StoredRow[] {
  if (order.length === 0) return rows
  const keyed = rows.map((row) => ({ row, keys: order.map((each) => sortKey(row, each, context)) }))
  keyed.sort((a, b) => {
    for (const [at, { descending }] of order.entries()) {
      const left = a.keys[at]!
      const right = b.keys[at]!
      if (left !== right) return left < right === descending ? 1 : -1
    }
    return 0
  })
  return keyed.map(({ row }) => row)
}

function sortKey(row: StoredRow, { path }: CompiledOrder, { store }: QueryContext): string | number {
  const value = path.read(row)
  switch (path.column.kind) {
    case 'integer':
    case 'integer-choice':
    case 'price':
      return value === '' ? -Infinity : Number(value)
    case 'reference':
      return displayOf(store, path.column.reference ?? '', value).toLowerCase()
    case 'date-time':
    case 'guid':
      return value
    default:
      return value.toLowerCase()
  }
}
