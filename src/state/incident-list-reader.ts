import type { Incident } from '../protocol/records.js'
import type { AttachmentListLoader } from './attachment-list-loader.js'
import type { IncidentPages } from './incident-list-pages.js'
import { createRowMap, type Expansion, type RowMap, type RowPlace } from './incident-list-rows.js'
import type { IncidentListState, ListRow } from './incident-list-state.js'
import type { Pick } from './selection-store.js'

/** Rows that stand in for the first page while it is on its way. */
const skeletons = 8
/** How far around its last place an incident is looked for after rows moved. */
const reach = 60

interface Files {
  readonly filesOf: AttachmentListLoader['filesOf']
  readonly errorOf: AttachmentListLoader['errorOf']
}

/** A row, by the incident that it is or belongs to. */
export interface RowAnchor {
  /** `undefined` when the row was not read yet. */
  readonly sysId: string | undefined
  readonly parent: number
  /** 0 for the incident itself, with a fraction for a place inside of a row. */
  readonly child: number
}

/** Reads the list row by row: pages, newer versions from sync and expanded files, laid over each other. */
export class IncidentListReader {
  readonly #files: Files
  readonly #versions = new Map<string, Incident>()
  /** Last known places of the expanded incidents. */
  readonly #places = new Map<string, number>()
  #pages: IncidentPages | undefined
  #state: IncidentListState | undefined
  #map: RowMap = createRowMap(0)

  constructor(files: Files) {
    this.#files = files
  }

  get count(): number {
    return this.#map.count
  }

  at(row: number): ListRow {
    const place = this.#map.placeOf(row)
    const incident = this.incidentAt(place.index)
    if (place.kind === 'child') return this.#childAt(place, incident)
    if (incident === undefined) {
      const error = this.#pages?.collection.failureAt(place.index)
      return error === undefined ? { kind: 'loading' } : { kind: 'failed', error }
    }
    const { sysId } = incident
    return {
      kind: 'incident',
      incident,
      files: this.#files.filesOf(sysId),
      expanded: this.#state?.expanded.has(sysId) ?? false,
      changed: this.#state?.changed.has(sysId) ?? false,
    }
  }

  incidentAt(index: number): Incident | undefined {
    const incident = this.#pages?.collection.at(index)
    return incident && (this.#versions.get(incident.sysId) ?? incident)
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

  /** Every incident that was read and is still in memory. */
  loadedIncidents(): readonly Incident[] {
    const length = this.#pages?.collection.length ?? 0
    const found: Incident[] = []
    for (let index = 0; index < length; index += 1) {
      const incident = this.incidentAt(index)
      if (incident !== undefined) found.push(incident)
    }
    return found
  }

  /** The incidents that rows belong to, as [start, end). */
  incidentsOf(first: number, last: number): readonly [start: number, end: number] {
    const start = this.#map.placeOf(Math.max(0, first)).index
    return [start, last > first ? this.#map.placeOf(last - 1).index + 1 : start]
  }

  loadedIds(start: number, end: number): readonly string[] {
    const incidents = this.#pages?.collection.slice(start, end) ?? []
    return incidents.flatMap((incident) => (incident === undefined ? [] : [incident.sysId]))
  }

  /** The row of the incident that a row is or belongs to. */
  parentOf(row: number): number {
    return this.#map.rowOf(this.#map.placeOf(row).index)
  }

  /** What a row is, so that it is found again after rows moved. */
  anchorOf(row: number): RowAnchor {
    const parent = this.parentOf(row)
    return { sysId: this.incidentAt(this.#map.placeOf(row).index)?.sysId, parent, child: row - parent }
  }

  /** Where an anchored row is now; its old place when it is gone. */
  rowOf({ sysId, parent, child }: RowAnchor): number {
    const near = this.#map.placeOf(Math.max(0, parent)).index
    const index = sysId === undefined ? undefined : this.#indexOf(sysId, near)
    const row = index === undefined ? parent : this.#map.rowOf(index)
    return Math.min(row + child, this.count - 1)
  }

  /** Keeps a newer version of an incident of the list; false when it is no news. */
  takeVersion(incident: Incident): boolean {
    const { sysId, modCount } = incident
    const known = this.#versions.get(sysId)?.modCount ?? this.#pages?.versionOf(sysId)
    if (known === undefined || known >= modCount) return false
    this.#versions.set(sysId, incident)
    return true
  }

  has(sysId: string): boolean {
    return this.#pages?.versionOf(sysId) !== undefined
  }

  /** Reads from other pages. What sync brought meanwhile is kept where it is newer. */
  use(pages: IncidentPages | undefined): void {
    this.#pages = pages
    for (const [sysId, { modCount }] of this.#versions) {
      if (pages === undefined || (pages.versionOf(sysId) ?? 0) >= modCount) this.#versions.delete(sysId)
    }
  }

  /** Lays out the rows for a state. */
  arrange(state: IncidentListState): void {
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

  /** Says where an incident is that is about to be expanded. */
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

  #childAt({ child }: RowPlace & { kind: 'child' }, incident: Incident | undefined): ListRow {
    if (incident === undefined) return { kind: 'files-loading', incident }
    const files = this.#files.filesOf(incident.sysId)
    const file = files?.[child]
    if (file !== undefined) return { kind: 'file', incident, file, siblings: files ?? [] }
    const error = this.#files.errorOf(incident.sysId)
    if (error !== undefined) return { kind: 'files-failed', incident, error }
    return { kind: files === undefined ? 'files-loading' : 'no-files', incident }
  }
}

/** What a row picks; `undefined` when it is not a thing to pick. */
export function pickOf(row: ListRow): Pick | undefined {
  if (row.kind === 'incident') return { incident: row.incident }
  if (row.kind !== 'file' || row.file.state === 'pending') return undefined
  return { file: row.file, siblings: row.siblings }
}
