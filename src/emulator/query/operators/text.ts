import { type ColumnPath, displayOf } from '../column-path.js'
import { type Predicate } from '../query-context.js'
import { type Store } from '../../storage/store.js'

export type TextTest = 'includes' | 'startsWith' | 'endsWith'

/** `LIKE`, `STARTSWITH`, `ENDSWITH`, without letter case; references are searched by the name that they show. */
export function matchesText(path: ColumnPath, test: TextTest, value: string, store: Store): Predicate {
  const { read } = path
  const wanted = value.toLowerCase()
  const matches = (text: string): boolean => text.toLowerCase()[test](wanted)
  const target = shownTable(path)
  if (target === undefined) return (row) => matches(read(row))
  const known = new Map<string, boolean>()
  return (row) => {
    const id = read(row)
    let found = known.get(id)
    if (found === undefined) known.set(id, (found = matches(displayOf(store, target, id))))
    return found
  }
}

/** The table of a reference, whose display column stands for it. */
export function shownTable({ column }: ColumnPath): string | undefined {
  return column.kind === 'reference' ? column.reference : undefined
}
