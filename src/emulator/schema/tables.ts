import { type TableSchema } from './columns.js'
import { contentTables } from './content-tables.js'
import { peopleTables } from './people-tables.js'
import { taskTables } from './task-tables.js'

/** Every table that the emulator keeps, by name. */
export const tables: ReadonlyMap<string, TableSchema> = new Map(
  [...taskTables, ...peopleTables, ...contentTables].map((schema) => [schema.name, schema]),
)
