import { parseEncodedQuery } from '../../../src/emulator/query/encoded-query.js'
import { type InvalidParts, type QueryContext } from '../../../src/emulator/query/query-context.js'
import { runQuery } from '../../../src/emulator/query/run-query.js'
import { type StoredRow } from '../../../src/emulator/storage/stored-row.js'
import { Store } from '../../../src/emulator/storage/store.js'

export interface Scene {
  readonly store: Store
  /** The numbers (or else the sys_ids) of the rows that a query finds, in order. */
  find(query: string, changes?: Partial<QueryContext> & SceneOptions): string[]
}

interface SceneOptions {
  readonly table?: string
  readonly invalid?: InvalidParts
  readonly caretEscape?: 'literal' | 'separator'
}

/** A sys_id that is easy to read in a test. */
export const idOf = (letter: string): string => letter.padEnd(32, '0')

/** A store that holds nothing but these rows, on Wednesday the 18th of November 2026, 12:30:20 UTC. */
export function createScene(rows: Readonly<Record<string, readonly StoredRow[]>>): Scene {
  const store = new Store()
  for (const [table, all] of Object.entries(rows)) {
    for (const [at, row] of all.entries()) {
      const sysId = idOf(`${table.slice(0, 1)}${String(at)}f`)
      store.table(table).insert({ sys_id: sysId, sys_class_name: table, number: `${at}`, ...row })
    }
  }
  return {
    store,
    find(query, { table = 'incident', invalid = 'drop', caretEscape = 'literal', ...changes } = {}) {
      const now = Date.UTC(2026, 10, 18, 12, 30, 20)
      const context = { store, userId: idOf('me'), userName: 'abel', now, ...changes }
      const everything = { offset: 0, limit: Infinity, count: true, invalid }
      const { rows: found } = runQuery(
        store.table(table),
        parseEncodedQuery(query, caretEscape),
        context,
        everything,
      )
      return found.map((row) => row.number ?? row.sys_id!)
    },
  }
}
