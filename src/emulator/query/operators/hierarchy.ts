import { type ColumnPath } from '../column-path.js'
import { type Predicate } from '../query-context.js'
import { ancestorsOf, isKindOf, tables } from '../../schema/tables.js'
import { type Store } from '../../storage/store.js'

/**
 * `IN_HIERARCHY`: the reference is one of `roots` or lies below one. Below is what the referenced table's
 * `parent` says, or of people their `manager`; `undefined` when the table has neither, or no roots are known.
 */
export function inHierarchy(
  path: ColumnPath,
  roots: readonly string[] | undefined,
  store: Store,
): Predicate | undefined {
  const target = path.column.kind === 'reference' ? path.column.reference : undefined
  const up = target === undefined ? undefined : parentColumn(target)
  if (target === undefined || up === undefined || roots === undefined) return undefined
  const known = new Map<string, boolean>(roots.map((root) => [root.toLowerCase(), true]))
  return (row) => {
    let id = path.read(row).toLowerCase()
    const trail: string[] = []
    // What was met once is known to be outside until proven otherwise: a circle ends there.
    while (id !== '' && !known.has(id)) {
      known.set(id, false)
      trail.push(id)
      id = (store.row(target, id)?.[up] ?? '').toLowerCase()
    }
    const found = id !== '' && known.get(id) === true
    if (found) for (const each of trail) known.set(each, true)
    return found
  }
}

function parentColumn(table: string): string | undefined {
  const columns = tables.get(table)?.columns
  return ['parent', 'manager'].find((name) => {
    const reference = columns?.[name]?.reference
    return reference !== undefined && ancestorsOf(table).includes(reference)
  })
}

/** `INSTANCEOF`: the class is this table or extends it; a table that does not exist has no rows. */
export function instanceOf({ read, column }: ColumnPath, table: string): Predicate | undefined {
  return column.kind === 'class' ? (row) => isKindOf(read(row), table) : undefined
}
