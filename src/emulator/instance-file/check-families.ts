import { tables } from '../schema/tables.js'
import { type FileProblem } from './read-instance-file.js'

/**
 * What is wrong between tables: a sys_id is given once in a whole family, such as `task` and all that
 * extends it. Repetitions within a table are told with its rows.
 */
export function checkFamilies(given: Readonly<Record<string, unknown>>): FileProblem[] {
  const problems: FileProblem[] = []
  const ownersByRoot = new Map<string, Map<string, Owner>>()
  for (const [table, rows] of Object.entries(given)) {
    if (!tables.has(table) || !Array.isArray(rows)) continue
    const root = rootOf(table)
    const owners = ownersByRoot.get(root) ?? new Map<string, Owner>()
    ownersByRoot.set(root, owners)
    for (const [at, row] of rows.entries()) {
      const sysId = (row as { readonly sys_id?: unknown } | null)?.sys_id
      if (typeof sysId !== 'string') continue
      const owner = owners.get(sysId)
      if (owner === undefined) owners.set(sysId, { table, at })
      else if (owner.table !== table) {
        const message = `is that of tables.${owner.table}[${owner.at}] already`
        problems.push({ path: ['tables', table, at, 'sys_id'], message })
      }
    }
  }
  return problems
}

interface Owner {
  readonly table: string
  readonly at: number
}

function rootOf(table: string): string {
  const parent = tables.get(table)?.extends
  return parent === undefined ? table : rootOf(parent)
}
