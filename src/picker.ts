/** The picker without an element, for hosts that draw their own. Importing it touches neither DOM nor network. */
export { createIncidentPicker } from './state/picker/create-incident-picker.js'
export type * from './state/picker/picker-types.js'
export { anyOf, between, lastDays } from './state/list-view/list-filter.js'
export type { RowMark } from './state/row-selection.js'
export type { ListRow, RecordListState } from './state/record-list-state.js'
export type { SelectionMode } from './state/selection-store.js'
export type { ConnectionState, Workspace } from './state/types.js'
