import { type ColumnPath, columnPath } from './column-path.js'
import { type InvalidParts, type QueryContext } from './query-context.js'
import { ApiError } from '../api-error.js'
import { type TableSchema } from '../schema/columns.js'

/** What the conditions of one query share: the table, who asks, and the columns that were named. */
export interface QueryScope {
  readonly schema: TableSchema
  readonly context: QueryContext
  readonly invalid: InvalidParts
  /** The column that a condition names; `undefined` when there is none. */
  readonly path: (field: string) => ColumnPath | undefined
}

/** Throws 403 for a column that the caller may not read, and where invalid parts are forbidden for an unknown one. */
export function createScope(schema: TableSchema, context: QueryContext, invalid: InvalidParts): QueryScope {
  const known = new Map<string, ColumnPath | undefined>()
  const { mayQuery } = context
  return {
    schema,
    context,
    invalid,
    path(field) {
      if (known.has(field)) return known.get(field)
      const path = columnPath(context.store, schema, field, context.sees)
      if (path === undefined && invalid === 'forbidden') throw queryDenied()
      if (
        mayQuery !== undefined &&
        path?.steps.some(({ table, column }) => !mayQuery(table, column)) === true
      ) {
        throw queryDenied()
      }
      known.set(field, path)
      return path
    },
  }
}

/** An instance does not tell if the column is hidden or does not exist. */
export function queryDenied(): ApiError {
  return new ApiError(
    403,
    'Insufficient rights to query records',
    'Field(s) present in the query do not have permission to be read',
  )
}
