import type { TableRecord } from '../protocol/records.js'
import type { AttachmentListLoader } from './attachment-list-loader.js'
import type { RecordPages } from './record-list-pages.js'
import { createRowMap, type Expansion, type RowMap, type RowPlace } from './record-list-rows.js'
import type { ListRow, RecordListState } from './record-list-state.js'
import type { Pick } from './selection-store.js'

/** Rows that stand in for the first page while it is on its way. */
const skeletons = 8
/** How far around its last place a record is looked for after rows moved. */
const reach = 60

interface Files {
  readonly filesOf: AttachmentListLoader['filesOf']
  readonly errorOf: AttachmentListLoader['errorOf']
}

/** A row, by the record that it is or belongs to. */
export interface RowAnchor {
  /** `undefined` when the row was not read yet. */
  readonly sysId: string | undefined
  readonly parent: number
  /** 0 for the record itself, with a fraction for a place inside of a row. */
  readonly child: number
}

/** Reads the list row by row: pages, newer versions from sync and expanded files, laid over each other. */
export class RecordListReader {
  readonly #files: Files
  readonly #versions = new Map<string, TableRecord>()
  /** Last known places of the expanded records. */
  readonly #places = new Map<string, number>()
  #pages: RecordPages | undefined
  #state: RecordListState | undefined
  #map: RowMap = createRowMap(0)

  constructor(files: Files) {
    this.#files = files
  }

  get count(): number {
    return this.#map.count
  }

  at(row: number): ListRow {
    const place = this.#map.placeOf(row)
    const record = this.recordAt(place.index)
    if (place.kind === 'child') return this.#childAt(place, record)
    if (record === undefined) {
      const error = this.#pages?.collection.failureAt(place.index)
      const isWaiting = error?.code === 'SNOW_RATE_LIMITED' && this.#state?.resumesAt !== undefined
      return error === undefined || isWaiting ? { kind: 'loading' } : { kind: 'failed', error }
    }
    const { sysId } = record
    return {
      kind: 'record',
      record,
      files: this.#files.filesOf(sysId),
      expanded: this.#state?.expanded.has(sysId) ?? false,
      changed: this.#state?.changed.has(sysId) ?? false,
      gone: this.#state?.gone.has(sysId) ?? false,
    }
  }

  recordAt(index: number): TableRecord | undefined {
    const record = this.#pages?.collection.at(index)
    const newer = record && this.#versions.get(record.sysId)
    if (record === undefined || newer === undefined || newer.modCount <= record.modCount) return record
    const whole = withFieldsOf(newer, record)
    if (whole !== newer) this.#versions.set(record.sysId, whole)
    return whole
  }

  /** What can be picked in the rows `first` to `last`, as far as it was read. */
  picks(first: number, last: number): readonly Pick[] {
    const picks: Pick[] = []
    for (let row = Math.max(0, first); row <= Math.min(last, this.count - 1); row += 1) {
      const pick = pickOf(this.at(row))
      if (pick !== undefined) picks.push(pick)
    }
    return picks
  }

  /** Every record that was read and is still in memory. */
  loadedRecords(): readonly TableRecord[] {
    const length = this.#pages?.collection.length ?? 0
    const found: TableRecord[] = []
    for (let index = 0; index < length; index += 1) {
      const record = this.recordAt(index)
      if (record !== undefined) found.push(record)
    }
    return found
  }

  /** The records that rows belong to, as [start, end). */
  recordsOf(first: number, last: number): readonly [start: number, end: number] {
    const start = this.#map.placeOf(Math.max(0, first)).index
    return [start, last > first ? this.#map.placeOf(last - 1).index + 1 : start]
  }

  loadedIds(start: number, end: number): readonly string[] {
    const records = this.#pages?.collection.slice(start, end) ?? []
    return records.flatMap((record) => (record === undefined ? [] : [record.sysId]))
  }

  /** The row of the record that a row is or belongs to. */
  parentOf(row: number): number {
    return this.#map.rowOf(this.#map.placeOf(row).index)
  }

  /** What a row is, so that it is found again after rows moved. */
  anchorOf(row: number): RowAnchor {
    const parent = this.parentOf(row)
    return { sysId: this.recordAt(this.#map.placeOf(row).index)?.sysId, parent, child: row - parent }
  }

  /** Where an anchored row is now; its old place when it is gone. */
  rowOf({ sysId, parent, child }: RowAnchor): number {
    const near = this.#map.placeOf(Math.max(0, parent)).index
    const index = sysId === undefined ? undefined : this.#indexOf(sysId, near)
    const row = index === undefined ? parent : this.#map.rowOf(index)
    return Math.min(row + child, this.count - 1)
  }

  /** Keeps a newer version of a record of the list; false when it is no news. */
  takeVersion(record: TableRecord): boolean {
    const { sysId, modCount } = record
    const known = Math.max(this.#versions.get(sysId)?.modCount ?? -1, this.#pages?.versionOf(sysId) ?? -1)
    if (known < 0 || known >= modCount) return false
    this.#versions.set(sysId, record)
    return true
  }

  has(sysId: string): boolean {
    return this.versionOf(sysId) !== undefined
  }

  /** `modCount` of a record as the list read it; `undefined` when it did not. */
  versionOf(sysId: string): number | undefined {
    return this.#pages?.versionOf(sysId)
  }

  /** Reads from other pages. What sync brought meanwhile is kept where it is newer. */
  use(pages: RecordPages | undefined): void {
    this.#pages = pages
    for (const [sysId, { modCount }] of this.#versions) {
      if (pages === undefined || (pages.versionOf(sysId) ?? 0) >= modCount) this.#versions.delete(sysId)
    }
  }

  /** Lays out the rows for a state. */
  arrange(state: RecordListState): void {
    this.#state = state
    const collection = this.#pages?.collection
    const waiting = collection !== undefined && collection.length === 0 && !collection.complete
    const length = waiting ? skeletons : (collection?.length ?? 0)
    for (const sysId of this.#places.keys()) if (!state.expanded.has(sysId)) this.#places.delete(sysId)
    const expansions: Expansion[] = []
    for (const sysId of state.expanded) {
      const index = this.#indexOf(sysId, this.#places.get(sysId) ?? 0)
      if (index === undefined) continue
      this.#places.set(sysId, index)
      expansions.push({ index, children: Math.max(1, this.#files.filesOf(sysId)?.length ?? 1) })
    }
    this.#map = createRowMap(length, expansions)
  }

  /** Says where a record is that is about to be expanded. */
  locate(sysId: string, row: number): void {
    this.#places.set(sysId, this.#map.placeOf(row).index)
  }

  #indexOf(sysId: string, near: number): number | undefined {
    const collection = this.#pages?.collection
    for (let away = 0; away <= reach; away += 1) {
      if (collection?.at(near + away)?.sysId === sysId) return near + away
      if (collection?.at(near - away)?.sysId === sysId) return near - away
    }
    return undefined
  }

  #childAt({ child }: RowPlace & { kind: 'child' }, record: TableRecord | undefined): ListRow {
    if (record === undefined) return { kind: 'files-loading', record }
    const files = this.#files.filesOf(record.sysId)
    const file = files?.[child]
    if (file !== undefined) return { kind: 'file', record, file, siblings: files ?? [] }
    const error = this.#files.errorOf(record.sysId)
    if (error !== undefined) return { kind: 'files-failed', record, error }
    return { kind: files === undefined ? 'files-loading' : 'no-files', record }
  }
}

/** A version that sync brought has not every column that a list may show: those stay as they were. */
function withFieldsOf(newer: TableRecord, read: TableRecord): TableRecord {
  const isWhole = Object.keys(read.fields).every((field) => Object.hasOwn(newer.fields, field))
  return isWhole ? newer : { ...newer, fields: { ...read.fields, ...newer.fields } }
}

/** What a row picks; `undefined` when it is not a thing to pick. */
export function pickOf(row: ListRow): Pick | undefined {
  if (row.kind === 'record') return { record: row.record }
  if (row.kind !== 'file' || row.file.state === 'pending') return undefined
  return { file: row.file, siblings: row.siblings, parent: row.record }
}
