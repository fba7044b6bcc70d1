import { type CompiledOrder, type CompiledQuery } from './compile-query.js'
import { type ColumnKind } from '../schema/columns.js'
import { type Key, keyOf } from '../storage/column-key.js'
import { type IndexRange, type SortedIndex } from '../storage/sorted-index.js'
import { type Rows } from '../storage/rows.js'
import { type TableRows } from '../storage/table-rows.js'

export interface AccessRange extends IndexRange {
  /** The table that the rows of the range belong to. */
  readonly member: TableRows
}

/** Parts of indexes that hold every row of an answer. */
export interface Access {
  readonly ranges: readonly AccessRange[]
  readonly size: number
  /** How many required conditions every row of the ranges fulfils. */
  readonly fulfilled: number
}

/** A required condition that says which values a column has. */
export interface Equality {
  readonly field: string
  readonly keys: readonly Key[]
}

/** Kinds whose equality is that of their keys. */
const lookedUp: ReadonlySet<ColumnKind> = new Set([
  'string',
  'choice',
  'integer-choice',
  'boolean',
  'reference',
  'guid',
])

/** The values of a list are merged one by one: past this many, reading every row is as good. */
const mostKeys = 60

export function equalitiesOf(rows: Rows, { required }: CompiledQuery): Equality[] {
  return required.flatMap(({ field, operator, value }) => {
    const kind = rows.schema.columns[field]?.kind
    if (kind === undefined || !lookedUp.has(kind)) return []
    const values = operator === '=' ? [value] : operator === 'IN' ? value.split(',') : undefined
    if (values === undefined || !values.every((each) => isPlain(kind, each))) return []
    const keys = [...new Set(values.map((each) => keyOf(kind, each)))]
    return keys.length <= mostKeys ? [{ field, keys }] : []
  })
}

/** Whether a value is compared as it stands: `01` is a number that equals no stored text. */
function isPlain(kind: ColumnKind, value: string): boolean {
  if (kind === 'boolean') return value === 'true' || value === 'false'
  if (kind === 'guid') return value === value.toLowerCase()
  return kind !== 'integer-choice' || value === '' || String(Number(value)) === value
}

/** The rows with the values of an equality, in any order; an index made for it goes on with `then`. */
export function accessByEquality(rows: Rows, { field, keys }: Equality, then?: string): Access {
  const ranges = rows.members.flatMap((member) => {
    const index = member.lookup(field, then)
    return keys.map((key) => rangeOf(member, index, [key]))
  })
  return accessOf(ranges, 1)
}

/** The rows with the values of an equality, in the order of a column within each value. */
export function accessInOrder(rows: Rows, { field, keys }: Equality, walk: Walk): Access {
  const ranges = rows.members.flatMap((member) => {
    const index = field === walk.field ? member.index(field) : member.index(field, walk.field)
    return keys.map((key) => rangeOf(member, index, [key], field === walk.field ? undefined : walk))
  })
  return accessOf(ranges, 1 + (field === walk.field ? 0 : walk.fulfilled))
}

/** The rows in the order of a column, as far as its bounds reach. */
export function accessByOrder(rows: Rows, walk: Walk): Access {
  const ranges = rows.members.map((member) => rangeOf(member, member.index(walk.field), [], walk))
  return accessOf(ranges, walk.fulfilled)
}

function accessOf(ranges: readonly AccessRange[], fulfilled: number): Access {
  const held = ranges.filter(({ from, to }) => to > from)
  return { ranges: held, size: held.reduce((sum, { from, to }) => sum + to - from, 0), fulfilled }
}

interface Limit {
  readonly value: string
  /** Whether rows with this very value are inside. */
  readonly inside: boolean
}

/** A column that rows are read along, and how far. */
export interface Walk {
  readonly field: string
  readonly least?: Limit
  readonly most?: Limit
  /** How many required conditions these limits are, exactly. */
  readonly fulfilled: number
}

function rangeOf(member: TableRows, index: SortedIndex, prefix: readonly Key[], walk?: Walk): AccessRange {
  const { least, most } = walk ?? {}
  const from = least === undefined ? prefix : [...prefix, least.value]
  const to = most === undefined ? prefix : [...prefix, most.value]
  return {
    member,
    index,
    from: index.boundary(from, least?.inside === false),
    to: index.boundary(to, most?.inside !== false),
  }
}

/** How far along a column the query lets its rows be. */
export function walkAlong(rows: Rows, compiled: CompiledQuery, field: string): Walk {
  const kind = rows.schema.columns[field]?.kind
  if (kind !== 'date-time' && kind !== 'guid') return { field, fulfilled: 0 }
  let walk: Walk = { field, fulfilled: 0 }
  for (const condition of compiled.required) {
    if (condition.field !== field || !(kind === 'guid' || isMoment(condition.value))) continue
    walk = afterLimit(walk, condition)
  }
  if (walk.fulfilled > 0) return walk
  const { least, most } = compiled.boundsOf(field)
  return {
    field,
    fulfilled: 0,
    ...(least === undefined ? {} : { least: { value: least, inside: true } }),
    ...(most === undefined ? {} : { most: { value: most, inside: true } }),
  }
}

function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)
}

/** Narrows a walk by one condition; rows without a value are above and below nothing. */
function afterLimit(walk: Walk, { operator, value }: { operator: string; value: string }): Walk {
  const inside = operator.endsWith('=')
  const fulfilled = walk.fulfilled + 1
  const least = walk.least ?? { value: '', inside: false }
  if (operator === '>' || operator === '>=') {
    const isNarrower = value > least.value || (value === least.value && !inside)
    return { ...walk, fulfilled, least: isNarrower ? { value, inside } : least }
  }
  if (operator === '<' || operator === '<=') {
    const most = walk.most
    const isNarrower = most === undefined || value < most.value || (value === most.value && !inside)
    return { ...walk, fulfilled, least, most: isNarrower ? { value, inside } : most }
  }
  return walk
}

/** Columns with limits: a part of their index holds every answer. */
export function limitedFields(rows: Rows, { required }: CompiledQuery): string[] {
  const fields = required.filter(({ operator }) => /^[<>]=?$/.test(operator)).map(({ field }) => field)
  return [...new Set(fields)].filter((field) => {
    const kind = rows.schema.columns[field]?.kind
    return kind === 'date-time' || kind === 'guid'
  })
}

const ordered: ReadonlySet<ColumnKind> = new Set([
  'string',
  'choice',
  'integer',
  'integer-choice',
  'boolean',
  'date-time',
  'date',
  'guid',
  'price',
])

/** The column that an index can order the rows by; references sort by what they show, and have none. */
export function walkedField(order: readonly CompiledOrder[]): string | undefined {
  const [first, second, third] = order
  if (first === undefined || third !== undefined || !first.path.direct) return undefined
  if (!ordered.has(first.path.column.kind)) return undefined
  // Ties of an index are in ascending order of sys_id, descending when it is read backwards.
  const isTie = second?.path.direct === true && second.path.name === 'sys_id'
  if (second !== undefined && !(isTie && second.descending === first.descending)) return undefined
  return first.path.name
}
