import { systemColumns, type TableSchema } from './columns.js'

type SchemaOptions = Partial<Pick<TableSchema, 'display' | 'searched' | 'indexed' | 'numberPrefix'>>

/** A table with its own columns beside those that every table has. */
export function table(
  name: string,
  label: string,
  columns: TableSchema['columns'],
  options: SchemaOptions = {},
): TableSchema {
  return {
    name,
    label,
    columns: { ...systemColumns, ...columns },
    display: options.display ?? 'name',
    searched: options.searched ?? [],
    indexed: options.indexed ?? [],
    ...(options.numberPrefix === undefined ? {} : { numberPrefix: options.numberPrefix }),
  }
}

/** A table that extends another: everything that one has, with these columns on top. */
export function extend(
  parent: TableSchema,
  [name, label]: readonly [name: string, label: string],
  columns: TableSchema['columns'] = {},
  options: SchemaOptions = {},
): TableSchema {
  return {
    ...parent,
    ...options,
    name,
    label,
    extends: parent.name,
    columns: { ...parent.columns, ...columns },
    indexed: [...new Set([...parent.indexed, ...(options.indexed ?? [])])],
  }
}
