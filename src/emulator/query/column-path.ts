import { type Column, type TableSchema } from '../schema/columns.js'
import { tables } from '../schema/tables.js'
import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'

export interface PathStep {
  readonly table: string
  readonly column: string
}

/** A column reached from a row, over references when its name has dots. */
export interface ColumnPath {
  readonly column: Column
  readonly name: string
  /** Table that the column belongs to at the end of the walk. */
  readonly table: string
  /** The row that holds the column; `undefined` when a reference on the way is empty or leads out of sight. */
  readonly holder: (row: StoredRow) => StoredRow | undefined
  readonly read: (row: StoredRow) => string
  /** Whether the column is on the row itself. */
  readonly direct: boolean
  /** Every column on the way, the last one too. */
  readonly steps: readonly PathStep[]
}

/** Longer walks name no column; how far an instance walks is not confirmed by a capture. */
const mostSteps = 20

/** Whether a walk may pass through a row; left out, it passes through every one. */
export type Sees = (table: string, row: StoredRow) => boolean

/**
 * Resolves `number` or `caller_id.department.name`; `undefined` when a part does not exist. A walk ends
 * at a row that is not seen as at an empty reference: how an instance answers there is not confirmed by
 * a capture, and this tells nothing.
 */
export function columnPath(
  store: Store,
  schema: TableSchema,
  field: string,
  sees?: Sees,
): ColumnPath | undefined {
  const names = field.split('.', mostSteps + 1)
  if (names.length > mostSteps) return undefined
  const walked: { readonly name: string; readonly target: string }[] = []
  const steps: PathStep[] = []
  let at = schema
  for (const name of names.slice(0, -1)) {
    const target = columnOf(at, name)?.reference
    const next = target === undefined ? undefined : tables.get(target)
    if (target === undefined || next === undefined) return undefined
    walked.push({ name, target })
    steps.push({ table: at.name, column: name })
    at = next
  }
  const name = names.at(-1)!
  const column = columnOf(at, name)
  if (column === undefined) return undefined
  const table = at.name
  steps.push({ table, column: name })
  const direct = walked.length === 0
  if (direct)
    return { column, name, table, steps, direct, holder: (row) => row, read: (row) => row[name] ?? '' }
  const holder = (row: StoredRow): StoredRow | undefined => {
    let held: StoredRow | undefined = row
    for (const step of walked) {
      held = store.row(step.target, held[step.name] ?? '')
      if (held === undefined || sees?.(step.target, held) === false) return undefined
    }
    return held
  }
  return { column, name, table, steps, direct, holder, read: (row) => holder(row)?.[name] ?? '' }
}

function columnOf(schema: TableSchema, name: string): Column | undefined {
  return Object.hasOwn(schema.columns, name) ? schema.columns[name] : undefined
}

/** The text that stands for a referenced record: its display column, itself possibly a reference. */
export function displayOf(store: Store, table: string, sysId: string): string {
  let [target, id] = [table, sysId]
  for (let step = 0; step < mostSteps; step++) {
    const schema = tables.get(target)
    const row = id === '' ? undefined : store.row(target, id)
    if (schema === undefined || row === undefined) return id === 'global' ? 'global' : ''
    id = row[schema.display] ?? ''
    const next = schema.columns[schema.display]?.reference
    if (next === undefined) return id
    target = next
  }
  return ''
}
