import { tables } from '../schema/tables.js'
import { type StoredRow } from './stored-row.js'
import { TableRows } from './table-rows.js'

/** Makes the journal entries of one record, for the many that nobody ever opens. */
export interface LazyJournals {
  /** Adds the entries of this record if they are not there yet. */
  ensure(elementId: string): void
  /** Adds the entries of every record. */
  ensureAll(): void
}

/** All tables, the files, and the labels of choices. */
export class Store {
  readonly #tables = new Map<string, TableRows>()
  /** Bytes of attachments by sys_id. */
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>()
  /** How many rows a query matches, by query; see `runQuery`. */
  readonly totals = new Map<string, { readonly version: number; readonly total: number }>()
  lazyJournals: LazyJournals | undefined
  #choices: { version: number; labels: Map<string, Map<string, string>> } | undefined

  constructor() {
    for (const schema of tables.values()) this.#tables.set(schema.name, new TableRows(schema))
  }

  /** The rows of a table that must exist. */
  table(name: string): TableRows {
    const rows = this.#tables.get(name)
    if (rows === undefined) throw new Error(`The emulator has no table ${name}`)
    return rows
  }

  hasTable(name: string): boolean {
    return this.#tables.has(name)
  }

  row(table: string, sysId: string): StoredRow | undefined {
    return this.#tables.get(table)?.get(sysId)
  }

  /** Grows whenever the answer to a query on this table may change; journals and files change no other. */
  versionFor(table: string): number {
    let sum = 0
    for (const [name, rows] of this.#tables) {
      if (name === table || !leaves.has(name)) sum += rows.version
    }
    return sum
  }

  /** Values and labels that a list column offers. */
  choices(table: string, element: string): ReadonlyMap<string, string> {
    const rows = this.table('sys_choice')
    if (this.#choices?.version !== rows.version) {
      this.#choices = { version: rows.version, labels: readChoices(rows.all()) }
    }
    const { labels } = this.#choices
    return labels.get(`${table}.${element}`) ?? labels.get(`task.${element}`) ?? noChoices
  }

  /** Journal entries of a record, oldest first. */
  journal(elementId: string): StoredRow[] {
    this.lazyJournals?.ensure(elementId)
    const rows = [...(this.table('sys_journal_field').equalTo('element_id', elementId) ?? [])]
    return rows.sort((a, b) => (a.sys_created_on! < b.sys_created_on! ? -1 : 1))
  }
}

/** Tables that no reference points to. */
const leaves: ReadonlySet<string> = new Set(['sys_journal_field', 'sys_attachment'])

const noChoices: ReadonlyMap<string, string> = new Map()

function readChoices(rows: Iterable<StoredRow>): Map<string, Map<string, string>> {
  const labels = new Map<string, Map<string, string>>()
  for (const row of rows) {
    const key = `${row.name}.${row.element}`
    const existing = labels.get(key)
    if (existing === undefined) labels.set(key, new Map([[row.value!, row.label!]]))
    else existing.set(row.value!, row.label!)
  }
  return labels
}
