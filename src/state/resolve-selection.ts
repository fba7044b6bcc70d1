import type { Client } from '../client/types.js'
import { and, ascending, greaterThan } from '../protocol/query-builders.js'
import { parseRecord, recordFields } from '../protocol/parse-record.js'
import type { Query } from '../protocol/query.js'
import { parseQuery } from '../protocol/parse-query.js'
import type { TableRecord } from '../protocol/records.js'
import { readRecords } from './read-records.js'
import type { SelectionManifest } from './selection-manifest.js'
import type { Selection } from './types.js'

export interface ResolveOptions {
  readonly signal?: AbortSignal | undefined
  /** Columns to read beside those that every record has, by their wire names. */
  readonly fields?: readonly string[] | undefined
  /** Rows of one request, 1 to 1,000. 1,000 when left out. */
  readonly pageSize?: number | undefined
  /**
   * Goes on where an earlier run broke off: the sys_id of the last record that it gave from the rule.
   * Records that were picked one by one are not given again.
   */
  readonly after?: string | undefined
  /** Told of selected records that are not there for this user, in batches. */
  readonly onMissing?: ((sysIds: readonly string[]) => void) | undefined
}

export type SelectionReader = Pick<Client, 'records'>

/**
 * Streams the records of a selection, as they are now: those that were picked one by one, then all that
 * match its rule, without the exceptions. Each record comes once, also when it changes meanwhile; records
 * that match only after the stream has passed their place do not come. Holds one page, however many there
 * are. Rejects with the error of the request that failed for good, or with the signal's reason.
 *
 * Whole attachments are not read: they are in the selection.
 */
export async function* resolveSelection(
  client: SelectionReader,
  selection: Selection | SelectionManifest,
  options: ResolveOptions = {},
): AsyncGenerator<TableRecord, void, undefined> {
  const { picked, rule } = 'snowline-selection' in selection ? inManifest(selection) : inSelection(selection)
  if (options.after === undefined) yield* readPicked(client, picked, options)
  if (rule === undefined) return
  const skipped = new Set([...rule.exceptions, ...picked.map(({ sysId }) => sysId)])
  for await (const record of readRule(client, rule, options)) {
    if (!skipped.has(record.sysId)) yield record
  }
}

type Place = Pick<TableRecord, 'table' | 'sysId'>

interface Contents {
  readonly picked: readonly Place[]
  readonly rule:
    { readonly table: string; readonly query: Query; readonly exceptions: readonly string[] } | undefined
}

function inSelection({ incidents, records = [], rule }: Selection): Contents {
  return {
    picked: [...incidents, ...records],
    rule: rule && { ...rule, exceptions: rule.exceptions.map(({ sysId }) => sysId) },
  }
}

function inManifest({ records, rule }: SelectionManifest): Contents {
  return {
    picked: records.map(({ table, sys_id }) => ({ table, sysId: sys_id })),
    rule: rule && {
      table: rule.table,
      query: parseQuery(rule.query).query,
      exceptions: rule.exceptions.map(({ sys_id }) => sys_id),
    },
  }
}

async function* readPicked(
  client: SelectionReader,
  picked: readonly Place[],
  options: ResolveOptions,
): AsyncGenerator<TableRecord> {
  for (const [table, names] of namesByTable(picked)) {
    for await (const { found, missing } of readRecords(client, table, names, options)) {
      if (missing.length > 0) options.onMissing?.(missing)
      yield* found
    }
  }
}

function namesByTable(picked: readonly Place[]): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>()
  for (const { table, sysId } of picked) {
    const known = names.get(table)
    if (known === undefined) names.set(table, [sysId])
    else known.push(sysId)
  }
  return names
}

/**
 * By key, not by offset: a record that is added, deleted or changed meanwhile moves no other over the
 * border of a page. ServiceNow counts a page before it hides rows, so that a page may come back empty and
 * not be the last: then there is no key to go on from, and an offset carries over the hidden ones.
 */
async function* readRule(
  client: SelectionReader,
  { table, query }: NonNullable<Contents['rule']>,
  { signal, fields = [], pageSize = 1_000, after = '' }: ResolveOptions,
): AsyncGenerator<TableRecord> {
  const sort = [ascending('sys_id')]
  const limit = Math.min(1_000, Math.max(1, Math.floor(pageSize)))
  let key = after
  let offset = 0
  for (;;) {
    signal?.throwIfAborted()
    const page = await client.records.list(table, {
      ...{ query: behind(query, key), sort, offset, limit, signal },
      fields: [...recordFields, ...fields],
      priority: 'background',
    })
    for (const row of page.items) {
      const record = parseRecord(table, row)
      // What an instance sends in another order than was asked for must not come twice.
      if (record.sysId <= key) continue
      key = record.sysId
      offset = 0
      yield record
      signal?.throwIfAborted()
    }
    if (!page.more) return
    if (page.items.length === 0) offset = page.nextOffset
  }
}

function behind(query: Query, key: string): Query {
  return key === '' ? query : and(query, greaterThan('sys_id', key))
}
