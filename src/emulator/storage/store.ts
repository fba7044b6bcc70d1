import { type Clock } from '../../shared/clock.js'
import { ancestorsOf, childrenOf, tables } from '../schema/tables.js'
import { FamilyRows } from './family-rows.js'
import { type Rows } from './rows.js'
import { type RowWatcher } from './row-change.js'
import { type Switches } from '../switches.js'
import { type StoredRow } from './stored-row.js'
import { type TableRows } from './table-rows.js'
import { WatchedRows } from './watched-rows.js'

/** How many rows a query matches, kept from one request to the next. */
export interface KeptTotal {
  /** `undefined` once it no longer holds. */
  read(): number | undefined
  forget(): void
}

/** Makes the journal entries of one record, for the many that nobody ever opens. */
export interface LazyJournals {
  /** Adds the entries of this record if they are not there yet. */
  ensure(elementId: string): void
  /** Adds the entries of every record, or of the latest ones where all would not fit into memory. */
  ensureAll(): void
  /** The entries that were not added yet; they are not added by this either. */
  untold(): Iterable<StoredRow>
}

/** All tables, the files, and the labels of choices. */
export class Store {
  readonly #tables = new Map<string, Rows>()
  readonly #pending = new Map<string, () => void>()
  /** Bytes of attachments by sys_id. */
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>()
  /** How many rows a query matches, by query; see `runQuery`. */
  readonly totals = new Map<string, KeptTotal>()
  /** sys_ids of rows that nobody may read, whatever the access rules say. */
  readonly hidden = new Set<string>()
  /** The switches that access rules follow; without them every rule is as it is by default. */
  switches: Pick<Switches, 'roleless-groups' | 'time-zone'> | undefined
  /** The time that access rules with a date follow; without it they let nobody through. */
  clock: Pick<Clock, 'now'> | undefined
  /** Told of every change while it is set. */
  watcher: RowWatcher | undefined
  lazyJournals: LazyJournals | undefined
  #choices: { version: number; labels: Map<string, Map<string, string>> } | undefined

  constructor() {
    for (const name of tables.keys()) this.#add(name)
  }

  /** Makes a table's rows, those that extend it first: a parent reads its children's rows as its own. */
  #add(name: string): Rows {
    const existing = this.#tables.get(name)
    if (existing !== undefined) return existing
    const own = new WatchedRows(tables.get(name)!, this)
    const children = childrenOf(name).map((child) => this.#add(child))
    const rows = children.length === 0 ? own : new FamilyRows(own, children)
    this.#tables.set(name, rows)
    return rows
  }

  /** Lets `fill` add the rows of a table when they are first asked for: most are never looked at. */
  fillLater(table: string, fill: () => void): void {
    this.#pending.set(table, fill)
  }

  #filled(name: string): Rows | undefined {
    const fill = this.#pending.get(name)
    if (fill !== undefined) {
      this.#pending.delete(name)
      // Rows that were there all along: nobody wrote them just now.
      const { watcher } = this
      this.watcher = undefined
      fill()
      this.watcher = watcher
    }
    return this.#tables.get(name)
  }

  /** The rows of a table that must exist. */
  table(name: string): Rows {
    const rows = this.#filled(name)
    if (rows === undefined) throw new Error(`The emulator has no table ${name}`)
    return rows
  }

  /** The rows that a table holds itself, without those of the tables that extend it. */
  ownRows(name: string): TableRows {
    return this.table(name).members[0]!
  }

  /** The own rows of a table, of which none is left. */
  emptied(name: string): TableRows {
    this.#pending.delete(name)
    const own = this.ownRows(name)
    for (const row of [...own.all()]) own.remove(row)
    return own
  }

  hasTable(name: string): boolean {
    return this.#tables.has(name)
  }

  row(table: string, sysId: string): StoredRow | undefined {
    return this.#filled(table)?.get(sysId)
  }

  /** Whether no reference points to this table: its rows change the answer of no other. */
  isLeaf(table: string): boolean {
    return leaves.has(table)
  }

  /** Grows whenever the answer to a query on this table may change; journals and files change no other. */
  versionFor(table: string): number {
    let sum = 0
    for (const [name, rows] of this.#tables) {
      if (name === table || !leaves.has(name)) sum += rows.version
    }
    return sum
  }

  /** Values and labels that a list column offers, in a language or else in English. */
  choices(table: string, element: string, language = 'en'): ReadonlyMap<string, string> {
    const rows = this.table('sys_choice')
    if (this.#choices?.version !== rows.version) {
      this.#choices = { version: rows.version, labels: readChoices(rows.all()) }
    }
    const { labels } = this.#choices
    for (const name of ancestorsOf(table)) {
      const english = labels.get(`${name}.${element}`)
      if (english === undefined) continue
      const translated = language === 'en' ? undefined : labels.get(`${name}.${element}.${language}`)
      return translated === undefined ? english : new Map([...english, ...translated])
    }
    return noChoices
  }

  /** Journal entries of a record, oldest first. */
  journal(elementId: string): StoredRow[] {
    this.lazyJournals?.ensure(elementId)
    const rows = [...(this.table('sys_journal_field').equalTo('element_id', elementId) ?? [])]
    return rows.sort((a, b) => {
      if (a.sys_created_on === b.sys_created_on) return 0
      return a.sys_created_on! < b.sys_created_on! ? -1 : 1
    })
  }
}

/** Tables that no reference points to. */
const leaves: ReadonlySet<string> = new Set(['sys_journal_field', 'sys_attachment'])

const noChoices: ReadonlyMap<string, string> = new Map()

function readChoices(rows: Iterable<StoredRow>): Map<string, Map<string, string>> {
  const labels = new Map<string, Map<string, string>>()
  for (const row of rows) {
    const isEnglish = (row.language || 'en') === 'en'
    const key = isEnglish ? `${row.name}.${row.element}` : `${row.name}.${row.element}.${row.language}`
    const existing = labels.get(key)
    if (existing === undefined) labels.set(key, new Map([[row.value ?? '', row.label ?? '']]))
    else existing.set(row.value ?? '', row.label ?? '')
  }
  return labels
}
