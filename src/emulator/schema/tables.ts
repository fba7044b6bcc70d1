import { accessTables } from './access-tables.js'
import { assetTables } from './asset-tables.js'
import { catalogTables } from './catalog-tables.js'
import { cmdbTables } from './cmdb-tables.js'
import { type TableSchema } from './columns.js'
import { contentTables } from './content-tables.js'
import { importTables } from './import-tables.js'
import { peopleTables } from './people-tables.js'
import { ruleTables } from './rule-tables.js'
import { structureTables } from './structure-tables.js'
import { taskTables } from './task-tables.js'

/** Every table that the emulator keeps, by name. */
export const tables: ReadonlyMap<string, TableSchema> = new Map(
  [
    ...taskTables,
    ...catalogTables,
    ...cmdbTables,
    ...assetTables,
    ...peopleTables,
    ...contentTables,
    ...structureTables,
    ...ruleTables,
    ...importTables,
    ...accessTables,
  ].map((schema) => [schema.name, schema]),
)

/** A table and those that it extends, itself first: `incident`, `task`. */
export function ancestorsOf(name: string): readonly string[] {
  const known = lines.get(name)
  if (known !== undefined) return known
  const parent = tables.get(name)?.extends
  const line = parent === undefined ? [name] : [name, ...ancestorsOf(parent)]
  if (tables.has(name)) lines.set(name, line)
  return line
}

const lines = new Map<string, readonly string[]>()

/** The tables that extend this one directly. */
export function childrenOf(name: string): readonly string[] {
  return children.get(name) ?? []
}

const children = new Map<string, string[]>()
for (const { name, extends: parent } of tables.values()) {
  if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), name])
}

/** Whether `name` is `ancestor` or extends it, at whatever distance: what `INSTANCEOF` asks. */
export function isKindOf(name: string, ancestor: string): boolean {
  return ancestorsOf(name).includes(ancestor)
}
