import type { Client, Page } from '../client/types.js'
import { toWireDate } from '../protocol/dates.js'
import {
  and,
  ascending,
  descending,
  greaterOrEqual,
  greaterThan,
  lessOrEqual,
  or,
} from '../protocol/query-builders.js'
import type { Query } from '../protocol/query.js'
import type { Incident } from '../protocol/records.js'
import { afterHandled, cursorAtBeginning, sweepStart, type Cursor } from './cursor.js'

export interface SweepSource {
  readonly client: Pick<Client, 'incidents'>
  readonly filter: Query
  readonly overlapMs: number
  readonly pageSize: number
  readonly signal: AbortSignal
}

const oldestFirst = [ascending('sys_updated_on'), ascending('sys_id')]
const newestFirst = [descending('sys_updated_on'), descending('sys_id')]

/**
 * Reads everything from the cursor's overlap on, oldest first, in pages by key set: a row that changes
 * meanwhile moves behind the position, and no row is skipped because others moved.
 *
 * One page is one moment. What takes more pages ends at the newest version there was before the first of
 * them: were the end open, the cursor would run ahead of the moment at which the earlier pages were read,
 * and what became visible there since would lie further back than the overlap.
 */
export async function* readSince(cursor: Cursor, source: SweepSource): AsyncGenerator<readonly Incident[]> {
  const start = sweepStart(cursor, source.overlapMs)
  const fromStart = start === '' ? and() : greaterOrEqual('sys_updated_on', wire(start))
  const whole = await readPage(source, and(source.filter, fromStart), oldestFirst, 0)
  if (!whole.more) {
    if (whole.items.length > 0) yield whole.items
    return
  }
  const newest = await readNewest(source)
  if (newest === undefined) return
  const end = lessOrEqual('sys_updated_on', wire(newest.updatedAt))
  let position: Query = fromStart
  let offset = 0
  let pageSize = source.pageSize
  for (;;) {
    const page = await readPage(
      { ...source, pageSize },
      and(source.filter, position, end),
      oldestFirst,
      offset,
    )
    if (page.items.length > 0) yield page.items
    if (!page.more) return
    const last = page.items.at(-1)
    // ACLs hid the whole page: there is no key to go on from, so count past it, short of its end because
    // rows that leave the stretch meanwhile move the others up.
    offset = last === undefined ? page.nextOffset - Math.floor(pageSize / 5) : 0
    pageSize = last === undefined ? largerPage(pageSize) : source.pageSize
    if (last !== undefined) position = after(last)
  }
}

async function readNewest(source: SweepSource): Promise<Incident | undefined> {
  let offset = 0
  let pageSize = 10
  for (;;) {
    const page = await readPage({ ...source, pageSize }, source.filter, newestFirst, offset)
    if (page.items[0] !== undefined || !page.more) return page.items[0]
    offset = page.nextOffset
    pageSize = largerPage(pageSize)
  }
}

/**
 * The cursor of a sync that begins now: at the newest version there is, with everything in its overlap
 * taken as handled. What "now" is, the server says.
 */
export async function cursorAtNow(source: SweepSource): Promise<Cursor> {
  let cursor = cursorAtBeginning
  let offset = 0
  let pageSize = Math.min(source.pageSize, 50)
  for (;;) {
    const page = await readPage({ ...source, pageSize }, source.filter, newestFirst, offset)
    // Rows that changed since the first page come again in front: the cursor must stay before them.
    const newest =
      cursor.at === '' ? page.items : page.items.filter(({ updatedAt }) => updatedAt <= cursor.at)
    cursor = afterHandled(cursor, newest, source.overlapMs)
    const last = page.items.at(-1)
    const covered = last !== undefined && last.updatedAt < sweepStart(cursor, source.overlapMs)
    if (covered || !page.more) return cursor
    offset = page.nextOffset
    if (last === undefined) pageSize = largerPage(pageSize)
  }
}

/** The relay takes no more rows at once. */
const largestPage = 1_000

/** A page that ACLs hid altogether: there may be thousands more, and each request counts. */
function largerPage(pageSize: number): number {
  return Math.max(pageSize, Math.min(largestPage, 4 * pageSize))
}

function readPage(
  { client, pageSize, signal }: SweepSource,
  query: Query,
  sort: typeof oldestFirst,
  offset: number,
): Promise<Page<Incident>> {
  return client.incidents.list({ query, sort, offset, limit: pageSize, signal, priority: 'background' })
}

/** `(updated, sys_id) > (…)`, written so that the wire's `^OR`, which binds to conditions, can say it. */
function after({ updatedAt, sysId }: Incident): Query {
  const at = wire(updatedAt)
  return and(
    greaterOrEqual('sys_updated_on', at),
    or(greaterThan('sys_updated_on', at), greaterThan('sys_id', sysId)),
  )
}

function wire(iso: string): string {
  return toWireDate(Date.parse(iso))
}
