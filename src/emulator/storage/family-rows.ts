import { type TableSchema } from '../schema/columns.js'
import { type Rows } from './rows.js'
import { type StoredRow } from './stored-row.js'
import { type TableRows } from './table-rows.js'

/**
 * A table with the rows of every table that extends it, such as `task`. A row is kept once, by the
 * table of its own class: what is written here goes there.
 */
export class FamilyRows implements Rows {
  readonly schema: TableSchema
  /** The table itself, then all that extend it, however far. */
  readonly members: readonly TableRows[]
  readonly #own: TableRows

  constructor(own: TableRows, children: readonly Rows[]) {
    this.schema = own.schema
    this.#own = own
    this.members = [own, ...children.flatMap(({ members }) => members)]
  }

  get version(): number {
    return this.members.reduce((sum, { version }) => sum + version, 0)
  }

  get size(): number {
    return this.members.reduce((sum, { size }) => sum + size, 0)
  }

  get(sysId: string): StoredRow | undefined {
    for (const member of this.members) {
      const row = member.get(sysId)
      if (row !== undefined) return row
    }
    return undefined
  }

  *all(): Iterable<StoredRow> {
    for (const member of this.members) yield* member.all()
  }

  insert(row: StoredRow): void {
    const ofClass = this.members.find(({ schema }) => schema.name === row.sys_class_name)
    ;(ofClass ?? this.#own).insert(row)
  }

  update(row: StoredRow, changes: StoredRow): void {
    this.#holderOf(row)?.update(row, changes)
  }

  remove(row: StoredRow): void {
    this.#holderOf(row)?.remove(row)
  }

  equalTo(column: string, value: string): Iterable<StoredRow> | undefined {
    const found: StoredRow[] = []
    for (const member of this.members) {
      const rows = member.equalTo(column, value)
      if (rows === undefined) return undefined
      found.push(...rows)
    }
    return found
  }

  find(column: string, value: string): StoredRow | undefined {
    for (const row of this.equalTo(column, value) ?? []) return row
    return undefined
  }

  #holderOf(row: StoredRow): TableRows | undefined {
    return this.members.find((member) => member.get(row.sys_id!) === row)
  }
}
