import type { Incident } from '../protocol/records.js'

/** One version of one record, with the server's time of it. */
export type SeenVersion = readonly [sysId: string, modCount: number, updatedAt: string]

/**
 * How far a sync has come. It holds times of the server only: `at` is the newest `sys_updated_on` that was
 * handled. No clock of ours enters, so a wrong one cannot lose a record; while the instance is quiet the
 * next sweep simply reaches further back than it had to.
 */
export interface Cursor {
  /** ISO 8601; `''`: from the beginning. */
  readonly at: string
  /** What was handled among the newest: a sweep reads that stretch again and must not deliver it again. */
  readonly seen: readonly SeenVersion[]
}

export const cursorAtBeginning: Cursor = { at: '', seen: [] }

/**
 * Where the next sweep begins, inclusive: before the cursor, because a row may become visible later than
 * its `sys_updated_on` says, and because rows of one second arrive in any order.
 */
export function sweepStart({ at }: Cursor, overlapMs: number): string {
  if (at === '') return ''
  return new Date(Date.parse(at) - overlapMs).toISOString().replace('.000Z', 'Z')
}

/** The cursor once these versions were handled; it never moves back. */
export function afterHandled(cursor: Cursor, handled: readonly Incident[], overlapMs: number): Cursor {
  const at = handled.reduce((latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest), cursor.at)
  const start = sweepStart({ at, seen: [] }, overlapMs)
  const known = new Set(cursor.seen.map(versionKey))
  const added = handled
    .map(({ sysId, modCount, updatedAt }): SeenVersion => [sysId, modCount, updatedAt])
    .filter((version) => !known.has(versionKey(version)))
  return { at, seen: [...cursor.seen, ...added].filter(([, , updatedAt]) => updatedAt >= start) }
}

/** The records among `read` whose version was not handled yet. */
export function unhandled(cursor: Cursor, read: readonly Incident[]): readonly Incident[] {
  const known = new Set(cursor.seen.map(versionKey))
  return read.filter(({ sysId, modCount, updatedAt }) => !known.has(versionKey([sysId, modCount, updatedAt])))
}

function versionKey([sysId, modCount]: SeenVersion): string {
  return `${sysId}:${modCount}`
}
