/** The headless SDK: everything that needs no element. Importing it touches neither DOM nor network. */
export { createClient } from './client/create-client.js'
export type * from './client/types.js'
export { buildQuery } from './protocol/build-query.js'
export type { FieldValue, Row } from './protocol/field-value.js'
export { matchesQuery, type MatchContext } from './protocol/match-query.js'
export { priorityOf, type Level, type Priority } from './protocol/priority.js'
export type {
  ConnectedSession,
  DisconnectedSession,
  InstanceSummary,
  Session,
} from './protocol/proxy-contract.js'
export * from './protocol/query-builders.js'
export type * from './protocol/query.js'
export type * from './protocol/records.js'
export type {
  ColumnDescriptor,
  FilterDescriptor,
  TableDescriptor,
  Tone,
  ViewDefinition,
} from './protocol/tables/table-descriptor.js'
export { toSearchQuery, type SearchTarget } from './protocol/search-query.js'
export type { Clock } from './shared/clock.js'
export type { ErrorKind, FixedBy, SnowErrorCode } from './shared/error-codes.js'
export type { ListFilter, ListFilters } from './state/list-view/list-filter.js'
export type { Density, ListView } from './state/list-view/list-view.js'
export { isSnowError, SnowError, type SnowErrorOptions } from './shared/errors.js'
export { exportSelection, parseManifest, resolveSelection } from './state/export-selection.js'
export type { ManifestFormat } from './state/manifest-text.js'
export type { ResolveOptions } from './state/resolve-selection.js'
export type { Candidate, Refusal, RefusalReason } from './state/selection-limits.js'
export type * from './state/selection-manifest.js'
export type { RecordName, SelectedRule, SelectionRule } from './state/selection-rule.js'
export type { Selection } from './state/types.js'
