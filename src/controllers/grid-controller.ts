import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { isIncident } from '../protocol/is-incident.js'
import type { Incident, TableRecord } from '../protocol/records.js'
import { gridCommand, type GridCommand } from './grid-keys.js'
import type { IncidentListController } from './incident-list-controller.js'
import type { SelectionController } from './selection-controller.js'
import { createTypeAhead } from './type-ahead.js'
import type { VirtualListController } from './virtual-list-controller.js'

export interface GridOptions {
  readonly list: IncidentListController
  readonly picked: SelectionController
  readonly rows: VirtualListController
  /** The element with the role `treegrid`: the one stop of the Tab key. */
  readonly grid: () => HTMLElement | null
  readonly rowId: (row: number) => string
  /** Id of the row of the table, the root of the tree. */
  readonly rootId: string
  /** Selects the table as a whole, or no longer. */
  readonly toggleRoot: () => void
  /** Runs what may change the selection. */
  readonly select: (act: () => void) => void
  readonly openIncident: (incident: Incident) => void
  /** Opens a record of another table. */
  readonly openRecord: (record: TableRecord) => void
  /** Looks at the file of a row. */
  readonly openFile: (row: number) => void
  readonly search: () => void
  /** False when Escape means nothing here. */
  readonly escape: () => boolean
}

type RowCommand = Exclude<GridCommand['type'], 'move' | 'search' | 'escape' | 'select-all' | 'undo'>

/**
 * Mouse and keyboard in the grid of incidents. The focus stays on the grid and `aria-activedescendant`
 * points at the active row: rows come and go with scrolling, and none can take the focus with it.
 */
export class GridController implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element
  readonly #options: GridOptions
  readonly #typing = createTypeAhead()
  #onRoot = false

  constructor(host: ReactiveControllerHost & Element, options: GridOptions) {
    this.#host = host
    this.#options = options
    host.addController(this)
  }

  hostUpdated(): void {
    this.pointAtActive()
  }

  /** Whether the table itself is the active row. */
  get isOnRoot(): boolean {
    return this.#onRoot
  }

  focus(): void {
    this.#options.grid()?.focus({ preventScroll: true })
  }

  /** Makes a row the active one, brings it into view and takes the focus. */
  moveTo(row: number): void {
    if ((this.#options.list.rows?.count ?? 0) === 0) return
    this.#onRoot = false
    this.#options.picked.moveTo(row)
    this.#options.rows.show(row)
    this.focus()
  }

  /** Rows that are not drawn cannot be pointed at. */
  pointAtActive(): void {
    const { picked, rows, grid, rowId, rootId } = this.#options
    const { active } = picked
    if (this.#onRoot) grid()?.setAttribute('aria-activedescendant', rootId)
    else if (active >= 0 && rows.isDrawn(active)) grid()?.setAttribute('aria-activedescendant', rowId(active))
    else grid()?.removeAttribute('aria-activedescendant')
  }

  /** Remembers which row the view begins with; what it returns scrolls there again after rows moved. */
  keepPlace(): () => void {
    const { list, rows } = this.#options
    const { position } = rows
    const first = Math.floor(position)
    const anchor = list.rows?.anchorOf(first)
    return () => {
      // At the top, what is new comes into view.
      if (position > 0 && anchor !== undefined)
        rows.moveTo((list.rows?.rowOf(anchor) ?? 0) + position - first)
    }
  }

  /** Other rows began. */
  toTop(): void {
    this.#onRoot = false
    this.#options.picked.forgetPlace()
    this.#options.rows.moveTo(0)
  }

  readonly onClick = (event: MouseEvent): void => {
    const { picked, select } = this.#options
    const target = event.target as Element
    const row = rowAt(target)
    if (row === undefined) {
      if (target.closest(`#${this.#options.rootId}`) !== null) this.#moveToRoot()
      return
    }
    this.#onRoot = false
    this.focus()
    if (target.closest('button') !== null) return this.#press(row)
    select(() => {
      if (event.shiftKey) picked.extendFromLast(row)
      else if (target.closest('.pick') !== null || event.ctrlKey || event.metaKey) picked.toggle(row)
      else this.#choose(row)
    })
  }

  readonly onKey = (event: KeyboardEvent): void => {
    const { list, picked, rows, select, search, escape } = this.#options
    if (this.#rootKey(event)) return event.preventDefault()
    const found = this.#typing(event, {
      rows: list.rows,
      active: this.#active,
      table: list.catalogue.table,
      nowMs: event.timeStamp,
    })
    if (found !== undefined) {
      // A space would scroll, other keys begin a search of the browser's own.
      event.preventDefault()
      return this.moveTo(found)
    }
    const command = gridCommand(event, {
      active: this.#active,
      count: list.rows?.count ?? 0,
      pageSize: rows.pageSize,
      rightToLeft: this.#host.matches(':dir(rtl)'),
    })
    if (command === undefined || (command.type === 'escape' && !escape())) return
    event.preventDefault()
    switch (command.type) {
      case 'escape':
        return
      case 'move':
        if (!command.extend) return this.moveTo(command.to)
        this.#onRoot = false
        select(() => picked.extendFromActive(command.to))
        return rows.show(command.to)
      case 'search':
        return search()
      case 'select-all':
        return select(() => picked.selectAll())
      case 'undo':
        return select(() => picked.store.undo())
      default:
        if (this.#active >= 0) this.#act(this.#active, command.type)
    }
  }

  get #active(): number {
    return this.#onRoot ? -1 : this.#options.picked.active
  }

  #moveToRoot(): void {
    this.#onRoot = true
    this.#options.rows.show(0)
    this.focus()
    this.#host.requestUpdate()
  }

  /** Keys of the table's row, and those that lead to it; false for all others. */
  #rootKey(event: KeyboardEvent): boolean {
    const { list, toggleRoot } = this.#options
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false
    const isBack = event.key === (this.#host.matches(':dir(rtl)') ? 'ArrowRight' : 'ArrowLeft')
    const isForward = event.key === (this.#host.matches(':dir(rtl)') ? 'ArrowLeft' : 'ArrowRight')
    if (this.#onRoot) {
      if (event.key === ' ' || event.key === 'Enter') toggleRoot()
      else if (event.key === 'ArrowDown' || isForward) this.moveTo(0)
      else return event.key === 'ArrowUp' || isBack
      return true
    }
    const active = this.#active
    const row = active < 0 ? undefined : list.rows?.at(active)
    const isTop = event.key === 'ArrowUp' && active === 0
    if (!isTop && !(isBack && row?.kind === 'record' && !row.expanded)) return false
    this.#moveToRoot()
    return true
  }

  #act(row: number, command: RowCommand): void {
    const { list, picked, select } = this.#options
    const place = list.rows?.at(row)
    const expanded = place?.kind === 'record' && place.expanded
    switch (command) {
      case 'forward':
        return expanded ? this.moveTo(row + 1) : list.store?.expand(row, true)
      case 'back':
        return expanded ? list.store?.expand(row, false) : this.moveTo(list.rows?.parentOf(row) ?? row)
      case 'toggle':
        return select(() => picked.toggle(row))
      case 'extend':
        return select(() => picked.extendFromLast(row))
      case 'open':
        return place?.kind === 'file' ? this.#press(row) : select(() => this.#choose(row))
    }
  }

  /** What a click on a row means: a record opens, a file is picked, what failed is tried again. */
  #choose(row: number): void {
    const { list, picked, openIncident, openRecord } = this.#options
    const place = list.rows?.at(row)
    if (place?.kind === 'file' && picked.markOf(place) !== undefined) return picked.toggle(row)
    if (place?.kind !== 'record') return this.#press(row)
    picked.moveTo(row)
    list.store?.markSeen(place.record)
    if (isIncident(place.record)) openIncident(place.record)
    else openRecord(place.record)
  }

  /** The button at the end of a row. */
  #press(row: number): void {
    const { list, picked, openFile } = this.#options
    const place = list.rows?.at(row)
    picked.moveTo(row)
    if (place?.kind === 'file') openFile(row)
    else if (place?.kind === 'record') list.store?.expand(row, !place.expanded)
    else if (place?.kind === 'failed') void list.store?.retry()
    else if (place?.kind === 'files-failed') list.store?.retryFiles(place.record)
  }
}

function rowAt(target: Element): number | undefined {
  const id = /^row-(\d+)$/.exec(target.closest('[role="row"]')?.id ?? '')
  return id === null ? undefined : Number(id[1])
}
