import type { ReactiveController, ReactiveControllerHost } from 'lit'
import { isIncident } from '../protocol/is-incident.js'
import type { Incident } from '../protocol/records.js'
import { gridCommand, type GridCommand } from './grid-keys.js'
import type { IncidentListController } from './incident-list-controller.js'
import type { SelectionController } from './selection-controller.js'
import type { VirtualListController } from './virtual-list-controller.js'

export interface GridOptions {
  readonly list: IncidentListController
  readonly picked: SelectionController
  readonly rows: VirtualListController
  /** The element with the role `treegrid`: the one stop of the Tab key. */
  readonly grid: () => HTMLElement | null
  readonly rowId: (row: number) => string
  /** Runs what may change the selection. */
  readonly select: (act: () => void) => void
  readonly open: (incident: Incident) => void
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

  constructor(host: ReactiveControllerHost & Element, options: GridOptions) {
    this.#host = host
    this.#options = options
    host.addController(this)
  }

  hostUpdated(): void {
    this.pointAtActive()
  }

  focus(): void {
    this.#options.grid()?.focus({ preventScroll: true })
  }

  /** Makes a row the active one, brings it into view and takes the focus. */
  moveTo(row: number): void {
    if ((this.#options.list.rows?.count ?? 0) === 0) return
    this.#options.picked.moveTo(row)
    this.#options.rows.show(row)
    this.focus()
  }

  /** Rows that are not drawn cannot be pointed at. */
  pointAtActive(): void {
    const { picked, rows, grid, rowId } = this.#options
    const { active } = picked
    if (active >= 0 && rows.isDrawn(active)) grid()?.setAttribute('aria-activedescendant', rowId(active))
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
    this.#options.picked.forgetPlace()
    this.#options.rows.moveTo(0)
  }

  readonly onClick = (event: MouseEvent): void => {
    const { picked, select } = this.#options
    const target = event.target as Element
    const row = rowAt(target)
    if (row === undefined) return
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
    const command = gridCommand(event, {
      active: picked.active,
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
        select(() => picked.extendFromActive(command.to))
        return rows.show(command.to)
      case 'search':
        return search()
      case 'select-all':
        return select(() => picked.selectAll())
      case 'undo':
        return select(() => picked.store.undo())
      default:
        if (picked.active >= 0) this.#act(picked.active, command.type)
    }
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

  /** What a click on a row means: an incident opens, a file is picked, what failed is tried again. */
  #choose(row: number): void {
    const { list, picked, open } = this.#options
    const place = list.rows?.at(row)
    if (place?.kind === 'file' && picked.markOf(place) !== undefined) return picked.toggle(row)
    if (place?.kind !== 'record') return this.#press(row)
    picked.moveTo(row)
    list.store?.markSeen(place.record)
    if (isIncident(place.record)) open(place.record)
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
  const place = target.closest('[role="row"]')?.getAttribute('aria-rowindex')
  return place ? Number(place) - 1 : undefined
}
