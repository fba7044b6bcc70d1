/** What a person can do to the view of a list, for elements: see `state/list-view/list-view-changes.ts`. */
export {
  afterColumnMoved,
  afterColumnsReset,
  afterColumnToggled,
  afterDensityChosen,
  afterFiltered,
  afterFiltersCleared,
  afterSearched,
  afterSorted,
  afterSortReset,
} from '../state/list-view/list-view-changes.js'
export { anyOf, between, lastDays, me } from '../state/list-view/list-filter.js'
export { columnOf, filterOf } from '../protocol/tables/table-descriptor.js'
export { readViewString } from '../state/list-view/parse-view-string.js'
