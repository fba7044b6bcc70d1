import type { Client } from '../client/types.js'
import type { Query } from '../protocol/query.js'
import type { Clock } from '../shared/clock.js'
import type { createSelectionCheck } from './check-selected.js'
import { pickOf, type RecordListReader, type RowAnchor } from './record-list-reader.js'
import type { ListRow } from './record-list-state.js'
import { toSelection } from './selection-content.js'
import { isSameQuery } from './selection-rule.js'
import {
  isNothingSelected,
  isSameSelection,
  rootMarkOf,
  type Mark,
  type SelectionState,
} from './selection-state.js'
import { SelectionStore } from './selection-store.js'
import type { Selection } from './types.js'

export interface RowSelectionOptions {
  readonly clock: () => Clock
  readonly rows: () => RecordListReader | undefined
  /** The table of the list. */
  readonly table: () => string
  /** The query whose records are on screen; the same object while it is the same. */
  readonly shown: () => Query | undefined
  /** Records of the list that were deleted or hidden under the reader's eyes. */
  readonly gone: () => ReadonlySet<string>
  /** Told once for each act of a person that changed what is selected. */
  readonly tell: (selection: Selection) => void
  /** Something that rows show changed, apart from the store: the active row, or what was confirmed. */
  readonly onMoved: () => void
}

export interface SelectionSummary {
  readonly incidents: number
  readonly files: number
  readonly bytes: number
  /** Selected records that were deleted or hidden. */
  readonly gone: number
  /** What was to be selected and is not there. */
  readonly missing: number
  /** All that match are selected, but so many. */
  readonly rule: { readonly label: string; readonly live: boolean; readonly exceptions: number } | undefined
}

/** How a row is selected. `included`: a file that comes along with its incident, not picked itself. */
export type RowMark = Mark | 'included'

/**
 * The selection of a list by its rows: what a checkbox, a range or "all" means for what is picked. The
 * active row is part of it: ranges go from there.
 */
export class RowSelection {
  readonly store: SelectionStore
  readonly #options: RowSelectionOptions
  #active: RowAnchor | undefined
  #toggled: RowAnchor | undefined
  #rangeStart: RowAnchor | undefined
  #confirmed: SelectionState | undefined
  #afterAll: SelectionState | undefined
  #user: string | undefined
  #check: ReturnType<typeof createSelectionCheck> | undefined
  #content: { readonly state: SelectionState; readonly selection: Selection } | undefined

  constructor(options: RowSelectionOptions) {
    this.#options = options
    this.store = new SelectionStore(options.clock)
  }

  /** Tells the store who looks at what, and what is gone of it: call it when any of that may have changed. */
  follow(currentUser: string | undefined): void {
    const { shown, gone } = this.#options
    this.#user = currentUser
    this.store.setContext({ currentUser, shown: shown() })
    if (gone().size > 0) this.store.markGone([...gone()])
  }

  /**
   * The rows were read again: asks of what is selected and not among them whether it is still there, and of
   * what is in another version there. What cannot be asked is asked the next time.
   */
  async recheck(client: Pick<Client, 'records'>): Promise<void> {
    const { records, files } = this.store.get()
    if (records.size + files.size === 0) return
    const asker = this.#user
    try {
      const part = await import('./check-selected.js')
      this.#check ??= part.createSelectionCheck()
      const { found, gone } = await this.#check({
        ...{ selected: this.store.get(), client, table: this.#options.table() },
        isRead: (sysId) => this.#isAsRead(sysId),
      })
      // Nothing that one person may read is told to the next.
      if (this.#user !== asker) return
      this.store.update(found)
      this.store.markGone(gone)
    } catch {
      // The connection says what is the matter.
    }
  }

  get isEmpty(): boolean {
    return isNothingSelected(this.store.get())
  }

  get selection(): Selection {
    const state = this.store.get()
    if (this.#content?.state !== state) this.#content = { state, selection: toSelection(state) }
    return this.#content.selection
  }

  /** Whether the person confirmed just what is selected now. */
  get isConfirmed(): boolean {
    return this.#confirmed !== undefined && isSameSelection(this.#confirmed, this.store.get())
  }

  get summary(): SelectionSummary {
    const {
      incidents,
      records = [],
      attachments,
      rule,
      gone = [],
      missing = [],
      wanted = [],
    } = this.selection
    return {
      incidents: incidents.length + records.length + wanted.length,
      files: attachments.length,
      bytes: attachments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      ...{ gone: gone.length, missing: missing.length },
      rule: rule && { label: rule.label, live: rule.live, exceptions: rule.exceptions.length },
    }
  }

  /** How much of what the list shows is selected as a whole; `undefined` where that is no thing to pick. */
  get rootMark(): Mark | undefined {
    const { mode, limits } = this.store
    const shown = this.#options.shown()
    if (mode !== 'multiple' || limits.maxSelected !== undefined || shown === undefined) return undefined
    const mark = rootMarkOf(this.store.get())
    return mark === 'all' && !isSameQuery(this.store.get().rule?.query, shown) ? 'some' : mark
  }

  /** Whether everything that was read was just selected, and nothing else: more may match than that. */
  get offersRule(): boolean {
    const isAll = this.#afterAll !== undefined && isSameSelection(this.#afterAll, this.store.get())
    return isAll && this.rootMark !== undefined && this.store.get().rule === undefined
  }

  /** The row that keys act on, wherever it moved; −1 before there is one. */
  get active(): number {
    return this.#rowOf(this.#active) ?? -1
  }

  /** Runs what a person did, and tells once when it changed what is selected. */
  act(run: () => void): void {
    const before = this.store.get()
    run()
    if (!isSameSelection(before, this.store.get())) this.#options.tell(this.selection)
  }

  /** `undefined`: the row is no thing to pick. */
  markOf(row: ListRow): RowMark | undefined {
    const { store } = this
    if (store.mode === 'none' || pickOf(row) === undefined) return undefined
    if (row.kind === 'record') return store.markOf(row.record)
    if (row.kind !== 'file' || !store.isFileSelected(row.file, row.record)) return 'none'
    return store.markOf(row.record) === 'all' ? 'included' : 'all'
  }

  /** Makes a row the active one; a range begins anew after it. */
  moveTo(row: number): void {
    this.#active = this.#rows?.anchorOf(row)
    this.#rangeStart = undefined
    this.#options.onMoved()
  }

  /** Other rows began: no row of them is active yet. */
  forgetPlace(): void {
    this.#active = this.#toggled = this.#rangeStart = undefined
  }

  toggle(row: number): void {
    this.moveTo(row)
    this.#toggled = this.#active
    const [pick] = this.#rows?.picks(row, row) ?? []
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

  /** Selects every record that was read. */
  selectAll(): void {
    const records = this.#rows?.loadedRecords() ?? []
    this.store.add(records.map((record) => ({ record })))
    this.#afterAll = this.store.get()
  }

  /** Selects all that match what is shown, read or not; `live`: also those to come. */
  selectMatching(label: string, live: boolean): void {
    const query = this.#options.shown()
    if (query !== undefined) this.store.take({ table: this.#options.table(), query, label, live })
  }

  /** Ticks the table: all that match, and those to come. A second time it takes that back. */
  toggleRoot(label: string): void {
    if (this.rootMark === 'all') this.store.dropRule()
    else this.selectMatching(label, true)
  }

  /** The person confirmed what is selected now. */
  confirm(): void {
    this.#confirmed = this.store.get()
    this.#options.onMoved()
  }

  get #rows(): RecordListReader | undefined {
    return this.#options.rows()
  }

  #extend(row: number, from: RowAnchor | undefined): void {
    const rows = this.#rows
    if (rows === undefined) return
    const fresh = this.#rangeStart === undefined
    this.#rangeStart ??= from ?? rows.anchorOf(row)
    this.#active = rows.anchorOf(row)
    const start = rows.rowOf(this.#rangeStart)
    const picks = rows.picks(Math.min(start, row), Math.max(start, row))
    // From where the range began: those are the ones that stay where a limit cuts it short.
    this.store.extend(row < start ? [...picks].reverse() : picks, fresh)
    this.#options.onMoved()
  }

  /** Whether the list has what is selected. One that is marked as gone may be back. */
  #isAsRead(sysId: string): boolean {
    const { records, gone } = this.store.get()
    const version = this.#rows?.versionOf(sysId)
    return version !== undefined && !gone.has(sysId) && version <= (records.get(sysId)?.modCount ?? version)
  }

  #rowOf(anchor: RowAnchor | undefined): number | undefined {
    return anchor && this.#rows?.rowOf(anchor)
  }
}
