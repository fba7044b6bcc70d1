import { type Test, type Verdict, verdictOf } from './reference-condition.js'
import { type Named, named, type ReferenceWorld, type Row, shown } from './reference-values.js'

export interface ReferenceOptions {
  readonly table: string
  readonly caretEscape: 'literal' | 'separator'
  readonly invalid: 'drop' | 'no-rows' | 'forbidden'
  /** Inside of a related query, where there are no further ones. */
  readonly isInner?: boolean
}

/**
 * The sys_ids that a query finds, in order, found in the plainest way: terms are read one by one and
 * every row is looked at. It shares no code with the emulator.
 */
export function referenceAnswer(
  query: string,
  world: ReferenceWorld,
  options: ReferenceOptions,
): readonly string[] | 'refused' {
  const { table, invalid } = options
  const read = readQuery(query, world, options)
  if (read === 'refused') return 'refused'
  if (read.hasInvalid && invalid === 'no-rows') return []
  const rows = world.rows[table]!.filter((row) => read.test(row))
  return ordered(rows, read.order, world).map((row) => row.sys_id!)
}

interface Order {
  readonly column: Named
  readonly isDescending: boolean
}

interface Read {
  readonly test: Test
  readonly order: readonly Order[]
  readonly hasInvalid: boolean
}

/** One letter for a caret that is part of a value; no random text holds it. */
const caret = '\u0001'

function readQuery(query: string, world: ReferenceWorld, options: ReferenceOptions): Read | 'refused' {
  const { table, invalid, caretEscape } = options
  const text = caretEscape === 'literal' ? query.replaceAll('^^', caret) : query
  const parts = text.split('^').map((each) => each.replaceAll(caret, '^'))
  const groups: Verdict[][][] = [[]]
  const order: Order[] = []
  let isRefused = false
  for (let at = 0; at < parts.length; at++) {
    let term = parts[at]!
    if (!options.isInner && /^(OR|NQ)?RLQUERY/.test(term)) {
      const ends = parts.indexOf('ENDRLQUERY', at)
      const end = ends < 0 ? parts.length : ends
      if (term.startsWith('NQ')) groups.push([])
      groups.at(-1)!.push([related(term.replace(/^(OR|NQ)/, ''), parts.slice(at + 1, end), world, options)])
      at = end
      continue
    }
    if (term.startsWith('NQ')) {
      groups.push([])
      term = term.slice(2)
    }
    const isOr = term.startsWith('OR') && !term.startsWith('ORDERBY')
    if (isOr) term = term.slice(2)
    if (term === '' || term === 'EQ' || term.startsWith('GROUPBY')) continue
    const by = isOr ? null : term.match(/^ORDERBY(DESC)?([a-z0-9_.]+)$/)
    if (by !== null) {
      const column = named(world, table, by[2]!)
      if (column === undefined) isRefused = true
      else order.push({ column, isDescending: by[1] === 'DESC' })
      continue
    }
    const verdict =
      !options.isInner && term.startsWith('JOIN')
        ? joined(term, world, options)
        : verdictOf(term, table, world)
    const group = groups.at(-1)!
    if (isOr && group.length > 0) group.at(-1)!.push(verdict)
    else group.push([verdict])
  }
  const verdicts = groups.flat(2)
  if (invalid === 'forbidden' && (isRefused || verdicts.includes('unknown'))) return 'refused'
  const said = groups.filter((group) => group.length > 0)
  const kept = said.map((group) =>
    group
      .map((some) => some.filter((each): each is Test => typeof each !== 'string'))
      .filter((some) => some.length > 0),
  )
  return {
    test: (row) =>
      kept.length === 0 || kept.some((group) => group.every((some) => some.some((holds) => holds(row)))),
    order,
    hasInvalid: verdicts.some((each) => typeof each === 'string'),
  }
}

function related(
  head: string,
  inner: readonly string[],
  world: ReferenceWorld,
  options: ReferenceOptions,
): Verdict {
  const read = head.match(/^RLQUERY([a-z_]+)\.([a-z_]+),(>=|<=|!=|=|>|<)(\d+)(,m2m)?$/)
  if (read === null) return 'invalid'
  const matching = innerRows(read[1]!, inner, world, options)
  if (typeof matching === 'string') return matching
  const column = named(world, read[1]!, read[2]!)
  if (column === undefined) return 'unknown'
  const wanted = Number(read[4])
  return (row) => {
    const found = matching.filter((each) => column.read(each) === row.sys_id).length
    switch (read[3]) {
      case '=':
        return found === wanted
      case '!=':
        return found !== wanted
      case '>':
        return found > wanted
      case '>=':
        return found >= wanted
      case '<':
        return found < wanted
      default:
        return found <= wanted
    }
  }
}

function joined(term: string, world: ReferenceWorld, options: ReferenceOptions): Verdict {
  const read = term.match(/^JOIN([a-z_]+)\.([a-z_]+)=([a-z_]+)\.([a-z_]+)!([^]*)$/)
  if (read === null || !(read[1] === options.table || (read[1] === 'task' && options.table === 'incident')))
    return 'invalid'
  const own = named(world, options.table, read[2]!)
  const matching = innerRows(read[3]!, read[5]!.split('^'), world, options)
  if (own === undefined) return 'unknown'
  if (typeof matching === 'string') return matching
  const column = named(world, read[3]!, read[4]!)
  if (column === undefined) return 'unknown'
  return (row) => {
    const value = own.read(row).toUpperCase()
    return value !== '' && matching.some((each) => column.read(each).toUpperCase() === value)
  }
}

/** The rows that the conditions inside match. */
function innerRows(
  table: string,
  terms: readonly string[],
  world: ReferenceWorld,
  options: ReferenceOptions,
): readonly Row[] | 'invalid' | 'unknown' {
  if (world.rows[table] === undefined) return 'unknown'
  const query = terms
    .filter((each) => each !== '')
    .map((each) => each.replaceAll('^', '^^'))
    .join('^')
  const read = readQuery(query, world, { ...options, table, caretEscape: 'literal', isInner: true })
  if (read === 'refused') return 'unknown'
  if (read.hasInvalid && options.invalid === 'no-rows') return 'invalid'
  return world.rows[table].filter((row) => read.test(row))
}

function ordered(rows: readonly Row[], order: readonly Order[], world: ReferenceWorld): readonly Row[] {
  if (order.length === 0) return rows
  const key = (row: Row, { column }: Order): string | number => {
    const value = column.read(row)
    if (column.kind === 'number') return value === '' ? -Infinity : Number(value)
    if (column.kind === 'boolean') return value === 'true' ? 1 : 0
    if (column.kind === 'reference') return shown(world, column.to!, value).toLowerCase()
    return value.toLowerCase()
  }
  return [...rows].sort((a, b) => {
    for (const by of order) {
      const [left, right] = [key(a, by), key(b, by)]
      if (left !== right) return left < right === by.isDescending ? 1 : -1
    }
    return a.sys_id! < b.sys_id! === order.at(-1)!.isDescending ? 1 : -1
  })
}
