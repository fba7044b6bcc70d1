import { mayQuery, mayReadRow, type Principal, rowReader } from '../../acl.js'
import { type Instance } from '../../instance.js'
import { columnPath, type ColumnPath } from '../../query/column-path.js'
import { parseEncodedQuery } from '../../query/encoded-query.js'
import { runQuery } from '../../query/run-query.js'
import { beforeReading } from '../../records/before-reading.js'
import { displayValue } from '../../records/display-values.js'
import { classOf } from '../../records/record-class.js'
import { type DisplayMode, type RenderContext, renderContextOf } from '../../records/render-context.js'
import { renderRow } from '../../records/render-row.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { invalidPartsOf, queryContextOf } from '../query-context-of.js'
import { type Aggregate, type AggregateRequest, figureKinds, type Having } from './aggregate-request.js'
import { type Group, groupRows } from './group-rows.js'
import { Tally, type TalliedColumn } from './tally.js'

interface AggregateOptions {
  readonly table: string
  readonly query: string
  readonly request: AggregateRequest
  readonly mode: DisplayMode
  readonly who: Principal
}

interface GroupedColumn {
  readonly field: string
  readonly path: ColumnPath
}

/**
 * What an aggregate request finds: one object, or one for each group. Columns that do not exist or may
 * not be read take no part.
 */
export function aggregateRows(instance: Instance, options: AggregateOptions): object {
  const { request, table, who } = options
  const { store } = instance
  const { schema } = store.table(table)
  const readable = (field: string): GroupedColumn[] => {
    const path = columnPath(store, schema, field, rowReader(store, who))
    const isOpen = path?.steps.every((step) => mayQuery(store, who, step.table, step.column))
    return path !== undefined && isOpen === true ? [{ field, path }] : []
  }
  const columns = neededFields(request).flatMap(readable)
  const by = request.groupBy.flatMap(readable)
  const rows = countedRows(instance, options)
  if (by.length === 0) {
    const tally = new Tally(columns)
    for (const row of rows) tally.add(row)
    return { stats: statsOf(tally, request, columns) }
  }
  const context = renderContextOf(instance, who, { mode: 'true', excludeLinks: true, linkBase: '' })
  const paths = by.map(({ path }) => path)
  const groups = groupRows(rows, paths, columns).filter(({ tally }) => request.having.every(isMetBy(tally)))
  const shown = groups.map((group) => ({ group, labels: labelsOf(group, by, context) }))
  shown.sort((a, b) => compareGroups(a, b, request, by))
  return shown.map(({ group, labels }) => ({
    stats: statsOf(group.tally, request, columns),
    groupby_fields: by.map(({ field }, at) => {
      const [value, label] = [group.values[at]!, labels[at]!]
      if (options.mode === 'all') return { display_value: label, field, value }
      return { field, value: options.mode === 'true' ? label : value }
    }),
  }))
}

/** The matching rows; whether an instance counts those that the reader may not see is not confirmed. */
function countedRows(instance: Instance, { table, query, who }: AggregateOptions): readonly StoredRow[] {
  const { store, switches } = instance
  beforeReading(instance, table, query)
  const { groups } = parseEncodedQuery(query, switches['caret-escape'])
  const context = queryContextOf(instance, who)
  const everything = { offset: 0, limit: Infinity, count: false, invalid: invalidPartsOf(instance) }
  const { rows } = runQuery(store.table(table), { groups, order: [] }, context, everything)
  if (switches['aggregate-rows'] === 'all') return rows
  return rows.filter((row) => mayReadRow(store, who, classOf(row, table), row))
}

/** Columns that figures, conditions and orders need. */
function neededFields({ figures, having, order }: AggregateRequest): string[] {
  const ordered = order.flatMap(({ by }) => (typeof by === 'string' ? [] : [by]))
  const all = [...figures, ...having, ...ordered].filter(({ kind }) => kind !== 'count')
  return [...new Set(all.map(({ field }) => field))]
}

function statsOf(tally: Tally, request: AggregateRequest, columns: readonly TalliedColumn[]): object {
  const known = new Set(columns.map(({ field }) => field))
  const stats: Record<string, unknown> = request.count ? { count: String(tally.count) } : {}
  for (const kind of figureKinds) {
    const asked = request.figures.filter((figure) => figure.kind === kind && known.has(figure.field))
    if (asked.length === 0) continue
    stats[kind] = Object.fromEntries(asked.map(({ field }) => [field, tally.figure(kind, field)]))
  }
  return stats
}

function isMetBy(tally: Tally): (condition: Having) => boolean {
  return (condition) => {
    const { operator, value } = condition
    const found = tally.numberOf(condition)
    if (operator === '=') return found === value
    if (operator === '!=') return found !== value
    if (operator === '>') return found > value
    if (operator === '>=') return found >= value
    return operator === '<' ? found < value : found <= value
  }
}

/** What people read for the values of a group. */
function labelsOf({ sample }: Group, by: readonly GroupedColumn[], context: RenderContext): string[] {
  const rendered = renderRow(sample, new Map(by.map(({ field, path }) => [field, path])), context)
  return by.map(({ field, path }) => {
    const holder = path.holder(sample)
    if (holder !== undefined && path.column.kind !== 'reference') {
      return displayValue(holder, { ...path, table: classOf(holder, path.table) }, context) ?? ''
    }
    const shown = rendered[field]
    return typeof shown === 'string' ? shown : ''
  })
}

interface ShownGroup {
  readonly group: Group
  readonly labels: readonly string[]
}

/** As asked for; then, and without a wish, by what people read. */
function compareGroups(
  a: ShownGroup,
  b: ShownGroup,
  { order }: AggregateRequest,
  by: readonly GroupedColumn[],
): number {
  for (const { by: wanted, descending } of order) {
    const sign = descending ? -1 : 1
    const found =
      typeof wanted === 'string'
        ? compareLabels(
            a,
            b,
            by.findIndex(({ field }) => field === wanted),
          )
        : compareAggregates(a, b, wanted)
    if (found !== 0) return found * sign
  }
  return by.reduce((found, _, at) => (found === 0 ? compareLabels(a, b, at) : found), 0)
}

/** Numbers among the values by size, everything else by its label. */
function compareLabels(a: ShownGroup, b: ShownGroup, at: number): number {
  if (at < 0) return 0
  const [first, second] = [a.group.values[at]!, b.group.values[at]!]
  const difference = Number(first) - Number(second)
  if (first !== '' && second !== '' && !Number.isNaN(difference)) return difference
  const [shown, other] = [a.labels[at]!.toLowerCase(), b.labels[at]!.toLowerCase()]
  if (shown !== other) return shown < other ? -1 : 1
  return first === second ? 0 : first < second ? -1 : 1
}

function compareAggregates(a: ShownGroup, b: ShownGroup, wanted: Aggregate): number {
  const [first, second] = [a.group.tally.numberOf(wanted), b.group.tally.numberOf(wanted)]
  if (Number.isNaN(first) || Number.isNaN(second))
    return Number(Number.isNaN(second)) - Number(Number.isNaN(first))
  return first - second
}
