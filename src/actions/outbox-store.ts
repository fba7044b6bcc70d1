import type { IncidentDraft } from '../client/types.js'
import type { SnowErrorCode } from '../shared/error-codes.js'

/** `refused`: it certainly had no effect. `unknown`: it may have had one. */
export type OutboxRowState = 'sending' | 'sent' | 'refused' | 'unknown'

/** One submission of one person; written before its first byte leaves. */
export interface OutboxRow {
  /** The submission key, sent as `correlation_id`. */
  readonly key: string
  /** Proxy and instance. */
  readonly place: string
  /** sys_id of the user who submitted. */
  readonly owner: string
  readonly state: OutboxRowState
  /** Milliseconds since the epoch, by this device's clock: only for tidying up. */
  readonly startedAt: number
  /** What was submitted, until it is known to have arrived. */
  readonly draft: IncidentDraft | undefined
  /** sys_id, once it is known to have arrived. */
  readonly incident: string | undefined
  readonly refusal: { readonly code: SnowErrorCode; readonly message: string } | undefined
}

/** Keeps rows; each method is one transaction, over all tabs. */
export interface OutboxStore {
  /** Takes the key with `row` unless it is taken; a refused submission gives its key back. */
  claim(row: OutboxRow): Promise<{ readonly row: OutboxRow; readonly claimed: boolean }>
  /** Writes the row; with `over`, only over a row in that state. */
  put(row: OutboxRow, over?: OutboxRowState): Promise<void>
  find(place: string, owner: string, key: string): Promise<OutboxRow | undefined>
  /** Everybody's rows of a place. */
  list(place: string): Promise<readonly OutboxRow[]>
  remove(row: OutboxRow): Promise<void>
}

export function isTaken(row: OutboxRow | undefined): row is OutboxRow {
  return row !== undefined && row.state !== 'refused'
}

/** Rows that live as long as the page: for Node, tests, and browsers without storage. */
export function createMemoryOutboxStore(): OutboxStore {
  const rows = new Map<string, OutboxRow>()
  const keyOf = ({ place, owner, key }: Pick<OutboxRow, 'place' | 'owner' | 'key'>): string =>
    JSON.stringify([place, owner, key])
  return {
    async claim(row) {
      const there = rows.get(keyOf(row))
      if (isTaken(there)) return { row: there, claimed: false }
      rows.set(keyOf(row), row)
      return { row, claimed: true }
    },
    async put(row, over) {
      if (over === undefined || rows.get(keyOf(row))?.state === over) rows.set(keyOf(row), row)
    },
    async find(place, owner, key) {
      return rows.get(keyOf({ place, owner, key }))
    },
    async list(place) {
      return [...rows.values()].filter((row) => row.place === place)
    },
    async remove(row) {
      rows.delete(keyOf(row))
    },
  }
}
