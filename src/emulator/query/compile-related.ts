import { type CompiledCondition } from './compile-condition.js'
import { type CompiledQuery } from './compile-query.js'
import { type EncodedQuery, type JoinQuery, type RelatedQuery } from './encoded-query.js'
import { countsRelated, hasJoined, type RelatedRows } from './operators/related.js'
import { type InvalidParts, type Predicate, type QueryContext, widest } from './query-context.js'
import { createScope, queryDenied, type QueryScope } from './query-scope.js'
import { type TableSchema } from '../schema/columns.js'
import { ancestorsOf } from '../schema/tables.js'

type Compile = (
  query: EncodedQuery,
  schema: TableSchema,
  context: QueryContext,
  invalid: InvalidParts,
) => CompiledQuery

/** Compiles `RLQUERY`; `undefined` when the table, its column or an inner part is not understood. */
export function compileRelated(
  { related, comparison, count, query }: RelatedQuery,
  scope: QueryScope,
  compile: Compile,
): CompiledCondition | undefined {
  const inner = relatedRows(related, query, { scope, compile })
  if (inner === undefined) return undefined
  return { matches: countsRelated(inner.rows, { comparison, count }), dependsOn: inner.dependsOn }
}

/**
 * Compiles `JOIN`, whose first table is the queried one or what it extends. An instance joins first and
 * filters then; here the joined row and its conditions are one condition of the query.
 */
export function compileJoin(
  { own, joined, query }: JoinQuery,
  scope: QueryScope,
  compile: Compile,
): CompiledCondition | undefined {
  if (!ancestorsOf(scope.schema.name).includes(own.table)) return undefined
  const path = scope.path(own.field)
  const inner = relatedRows(joined, query, { scope, compile })
  if (path === undefined || inner === undefined) return undefined
  return { matches: hasJoined(inner.rows, path), dependsOn: inner.dependsOn }
}

interface Inner {
  readonly rows: RelatedRows
  readonly dependsOn: CompiledCondition['dependsOn']
}

function relatedRows(
  { table, field }: { readonly table: string; readonly field: string },
  query: EncodedQuery,
  { scope, compile }: { readonly scope: QueryScope; readonly compile: Compile },
): Inner | undefined {
  const { context, invalid } = scope
  if (!context.store.hasTable(table)) {
    if (invalid === 'forbidden') throw queryDenied()
    return undefined
  }
  const { store, sees } = context
  const rows = store.table(table)
  // Entries that nobody has read yet count as well.
  if (table === 'sys_journal_field') store.lazyJournals?.ensureAll()
  const path = createScope(rows.schema, context, invalid).path(field)
  const { matches, dependsOn, isInvalid } = compile(query, rows.schema, context, invalid)
  // What is dropped inside is dropped alone; but where nothing may be found, the whole query finds nothing.
  if (path === undefined || (isInvalid && invalid === 'no-rows')) return undefined
  // Whether an instance counts rows that the caller may not read is not confirmed by a capture.
  const isCounted: Predicate = sees === undefined ? matches : (row) => matches(row) && sees(table, row)
  return {
    rows: { rows, path, matches: isCounted },
    // A count is kept until a record changes, of which journals and files are none.
    dependsOn: store.isLeaf(table) ? 'clock' : widest([dependsOn, 'records']),
  }
}
