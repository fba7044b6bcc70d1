import type { IncidentListController } from '../../controllers/incident-list-controller.js'
import type { LocaleController } from '../../controllers/locale-controller.js'
import type { RowView } from '../../controllers/row-ring.js'
import type { SelectionController } from '../../controllers/selection-controller.js'
import type { SnowError } from '../../shared/errors.js'
import { describeRow } from './describe-row.js'
import { createHostRows, type RowText } from './host-row.js'
import { cellsOf, wideColumns, wideFrom, type WideColumns } from './picker-columns.js'
import { createPickerRow, type PickerRow } from './picker-row.js'
import { headRows } from './table-head.js'

export interface PickerRowViewsOptions {
  readonly list: IncidentListController
  readonly picked: SelectionController
  readonly locale: LocaleController
  readonly nowMs: () => number
  readonly isOnRoot: () => boolean
  readonly renderRow: () => RowText | undefined
  readonly onError: (error: SnowError) => void
}

/** Makes the rows of the picker, and says what each shows: as cards, or in columns where there is room. */
export class PickerRowViews {
  readonly #options: PickerRowViewsOptions
  readonly #hostRows: ReturnType<typeof createHostRows>
  #columns: WideColumns | undefined

  constructor(options: PickerRowViewsOptions) {
    this.#options = options
    this.#hostRows = createHostRows(options.onError)
  }

  /** Nothing where there is room for cards only. */
  get columns(): WideColumns | undefined {
    return this.#columns
  }

  /** Lays rows out for a width, in pixels; rows that are drawn take it when they are drawn again. */
  layOut(width: number): void {
    const { catalogue, state } = this.#options.list
    this.#columns = width >= wideFrom ? wideColumns(catalogue.table, state.shown, width) : undefined
  }

  /** A row for any place of the list. */
  make(): RowView {
    const { picked, isOnRoot } = this.#options
    const { element, draw } = createPickerRow()
    return {
      element,
      draw: (place) => draw(this.#describe(place), place === picked.active && !isOnRoot()),
    }
  }

  #describe(place: number): PickerRow {
    const { list, picked, locale, nowMs, renderRow } = this.#options
    const row = list.rows!.at(place)
    const mark = picked.markOf(row)
    const words = {
      ...{ messages: locale.messages, formats: locale.formats, nowMs: nowMs(), mark },
      ...{ table: list.catalogue.table, columns: list.state.shown.columns },
    }
    const view = { ...describeRow(row, place, words), selected: mark, headRows: headRows(this.#columns) }
    if (row.kind !== 'record') return view
    const own = { ...view, ...this.#hostRows(renderRow(), row.record) }
    if (this.#columns === undefined) return own
    return { ...own, cells: cellsOf(row.record, this.#columns, words), titleAt: this.#columns.titleAt }
  }
}
