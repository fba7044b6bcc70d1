import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { isIncident } from '../protocol/is-incident.js'
import { pickOf, type RecordListReader, type RowAnchor } from '../state/record-list-reader.js'
import type { ListRow } from '../state/record-list-state.js'
import {
  isFileSelected,
  isNothingSelected,
  markOf,
  toSelection,
  type Mark,
  type SelectionState,
} from '../state/selection-state.js'
import { SelectionStore } from '../state/selection-store.js'
import type { Selection } from '../state/types.js'

export interface SelectionSummary {
  readonly incidents: number
  readonly files: number
  readonly bytes: number
}

/** How a row is selected. `included`: a file that comes along with its incident, not picked itself. */
export type RowMark = Mark | 'included'

/**
 * The selection of a list by its rows: what a checkbox, a range or "all" means for what is picked. The
 * active row is part of it: ranges go from there.
 */
export class SelectionController implements ReactiveController {
  readonly store = new SelectionStore()
  readonly #host: ReactiveControllerHost
  readonly #rows: () => RecordListReader | undefined
  #unsubscribe: (() => void) | undefined
  #active: RowAnchor | undefined
  #toggled: RowAnchor | undefined
  #rangeStart: RowAnchor | undefined
  #confirmed: SelectionState | undefined

  constructor(host: ReactiveControllerHost, rows: () => RecordListReader | undefined) {
    this.#host = host
    this.#rows = rows
    host.addController(this)
  }

  hostConnected(): void {
    this.#unsubscribe = this.store.subscribe(() => this.#host.requestUpdate())
  }

  hostDisconnected(): void {
    this.#unsubscribe?.()
  }

  get isEmpty(): boolean {
    return isNothingSelected(this.store.get())
  }

  get selection(): Selection {
    return toSelection(this.store.get())
  }

  /** Whether the person confirmed just what is selected now. */
  get isConfirmed(): boolean {
    return this.#confirmed === this.store.get()
  }

  get summary(): SelectionSummary {
    const { incidents, attachments } = this.selection
    const bytes = attachments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
    return { incidents: incidents.length, files: attachments.length, bytes }
  }

  /** The row that keys act on, wherever it moved; −1 before there is one. */
  get active(): number {
    return this.#rowOf(this.#active) ?? -1
  }

  /** `undefined`: the row is no thing to pick. */
  markOf(row: ListRow): RowMark | undefined {
    if (this.store.mode === 'none' || pickOf(row) === undefined) return undefined
    if (row.kind === 'record') return markOf(this.store.get(), row.record.sysId)
    if (row.kind !== 'file' || !isFileSelected(this.store.get(), row.file)) return 'none'
    return markOf(this.store.get(), row.record.sysId) === 'all' ? 'included' : 'all'
  }

  /** Makes a row the active one; a range begins anew after it. */
  moveTo(row: number): void {
    this.#active = this.#rows()?.anchorOf(row)
    this.#rangeStart = undefined
    this.#host.requestUpdate()
  }

  /** Other rows began: no row of them is active yet. */
  forgetPlace(): void {
    this.#active = this.#toggled = this.#rangeStart = undefined
  }

  toggle(row: number): void {
    this.moveTo(row)
    this.#toggled = this.#active
    const [pick] = this.#rows()?.picks(row, row) ?? []
    if (pick !== undefined) this.store.toggle(pick)
  }

  /** Moves to a row and selects what lies between it and where the range began. */
  extendFromActive(row: number): void {
    this.#extend(row, this.#active)
  }

  /** Selects what lies between the row that was last selected, or else the active one, and this one. */
  extendFromLast(row: number): void {
    this.#extend(row, this.#toggled ?? this.#active)
  }

  /** Selects every incident that was read. */
  selectAll(): void {
    const records = this.#rows()?.loadedRecords() ?? []
    this.store.add(records.filter(isIncident).map((incident) => ({ incident })))
  }

  /** The person confirmed what is selected now. */
  confirm(): void {
    this.#confirmed = this.store.get()
    this.#host.requestUpdate()
  }

  #extend(row: number, from: RowAnchor | undefined): void {
    const rows = this.#rows()
    if (rows === undefined) return
    const fresh = this.#rangeStart === undefined
    this.#rangeStart ??= from ?? rows.anchorOf(row)
    this.#active = rows.anchorOf(row)
    const start = rows.rowOf(this.#rangeStart)
    this.store.extend(rows.picks(Math.min(start, row), Math.max(start, row)), fresh)
    this.#host.requestUpdate()
  }

  #rowOf(anchor: RowAnchor | undefined): number | undefined {
    return anchor && this.#rows()?.rowOf(anchor)
  }
}
