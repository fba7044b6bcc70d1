import type { TableDescriptor, ViewDefinition } from '../../protocol/tables/table-descriptor.js'
import type { HostToken } from '../../client/types.js'
import type { SnowError } from '../../shared/errors.js'
import type { ListFilter } from '../list-view/list-filter.js'
import type { Density, ListView } from '../list-view/list-view.js'
import type { ListRow, RecordListState } from '../record-list-state.js'
import type { RowMark } from '../row-selection.js'
import type { Refusal, SelectionLimits } from '../selection-limits.js'
import type { SelectionMode } from '../selection-store.js'
import type { ConnectionState, Selection, Workspace } from '../types.js'
import type { Place } from '../workspace.js'

export interface IncidentPickerOptions extends Partial<Place> {
  /** In place of `proxy` and `instance`: that of an element, so that both are one connection. */
  readonly workspace?: Workspace | undefined
  readonly hostToken?: HostToken | undefined
  /** Another table than that of incidents. */
  readonly table?: TableDescriptor | undefined
  /** The host's own views, beside those of the table. */
  readonly views?: readonly ViewDefinition[] | undefined
  /** Id of the view to begin with. */
  readonly view?: string | undefined
  /** What to begin with, as `viewString` gave it; wins over `view`. */
  readonly viewString?: string | undefined
  readonly selection?: SelectionMode | undefined
  readonly limits?: Omit<SelectionLimits, 'onError'> | undefined
  /** sys_ids or numbers to select from the start. */
  readonly preselected?: readonly string[] | undefined
  /** A name under which the selection is remembered for this tab and person, over a reload of the page. */
  readonly remember?: string | undefined
  /** Records that are read at once. */
  readonly pageSize?: number | undefined
  /** Told once for each call that changed what is selected, with what is selected now. */
  readonly onSelectionChanged?: ((selection: Selection) => void) | undefined
  /** Told what could not be read, and `SNOW_CALLBACK_FAILED` when a callback or listener of the host threw. */
  readonly onError?: ((error: SnowError) => void) | undefined
}

/** All of a picker but its rows, frozen: another one takes its place whenever something changes. */
export interface IncidentPickerSnapshot {
  readonly connection: ConnectionState
  readonly list: RecordListState
  /** Rows, those of expanded records and those that were not read yet included. */
  readonly count: number
  readonly selection: Selection
  /** What the last act could not select, and why. */
  readonly refusals: readonly Refusal[]
  /** Whether `undo` brings a cleared selection back. */
  readonly canUndo: boolean
}

/** A row; `mark` says how much of it is selected, `undefined` that it is no thing to pick. */
export type PickerRow = ListRow & { readonly mark: RowMark | undefined }

/** A picker without an element: what `<snow-incident-picker>` shows, and what a person does in it. */
export interface IncidentPicker {
  readonly workspace: Workspace
  /** Reads and follows the connection until `signal` aborts; while several asked, until the last one's. */
  start(signal: AbortSignal): void
  /** Calls `listener` whenever there is another snapshot; returns what ends that. */
  subscribe(listener: () => void): () => void
  getSnapshot(): IncidentPickerSnapshot
  /** The snapshot of a picker that has read nothing: for a server, and for taking over its markup. */
  getServerSnapshot(): IncidentPickerSnapshot

  /** The row of a place, 0 to `count` − 1; what was not read yet is `loading`. */
  rowAt(place: number): PickerRow
  /** Says which rows are on screen, the last excluded: what is missing of them is read. */
  look(first: number, last: number): void
  /** Shows or hides the files of the record in a row. */
  expand(place: number, expanded?: boolean): void
  /** Reads the list again; the rows stay until the new ones are there. */
  refresh(): Promise<void>
  /** Reads again what failed. */
  retry(): Promise<void>

  setView(id: string): void
  /** Searches once the typing pauses; `applySearch` does it at once. */
  setSearch(text: string): void
  applySearch(): void
  /** Narrows by one field; no longer where the filter is left out. */
  filter(field: string, filter?: ListFilter): void
  clearFilters(): void
  /** Sorts by a column; by the same one again, the other way round. */
  sortBy(field: string): void
  toggleColumn(field: string): void
  moveColumn(field: string, to: number): void
  setDensity(density: Density): void
  show(view: ListView): void
  /** View, search, filters, order and columns in a string, for an address. */
  readonly viewString: string
  /** Shows what a string says. Throws `SNOW_VIEW_INVALID` or `SNOW_VIEW_TOO_NEW`, and changes nothing then. */
  showViewString(text: string): void

  toggle(place: number): void
  /** Selects from the row that was selected last to this one. */
  extendTo(place: number): void
  /** Selects every record that was read. */
  selectLoaded(): void
  /** Selects all that match, read or not; `live`: also those to come. */
  selectMatching(rule: { readonly label: string; readonly live?: boolean }): void
  /** Selects by sys_id or number, read or not. */
  select(idsOrNumbers: readonly string[]): void
  /** Selects nothing; `undo` takes that back for 20 s. */
  clear(): void
  undo(): void
}
