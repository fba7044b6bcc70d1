import type { Query, Sort } from '../query.js'

/** How a column is shown and what it can be compared with. */
export type ColumnKind = 'text' | 'choice' | 'reference' | 'date' | 'priority'

/** Key of a column's word in `messages.columns`. */
export type ColumnWord =
  | 'assignedTo'
  | 'caller'
  | 'category'
  | 'changeType'
  | 'class'
  | 'closed'
  | 'configurationItem'
  | 'description'
  | 'environment'
  | 'group'
  | 'holdReason'
  | 'impact'
  | 'item'
  | 'location'
  | 'name'
  | 'number'
  | 'opened'
  | 'operationalStatus'
  | 'owner'
  | 'plannedEnd'
  | 'plannedStart'
  | 'priority'
  | 'request'
  | 'requestedBy'
  | 'requestedFor'
  | 'resolved'
  | 'risk'
  | 'serialNumber'
  | 'shortDescription'
  | 'stage'
  | 'state'
  | 'status'
  | 'supportGroup'
  | 'updated'
  | 'urgency'

/** A column that a list can show. It has a word of ours, or a label in the host's own words. */
export interface ColumnDescriptor {
  /** Wire name: `assigned_to`, also dot-walked. */
  readonly field: string
  readonly kind: ColumnKind
  readonly word?: ColumnWord
  readonly label?: string
  /** Rows cannot be ordered by it. */
  readonly unsortable?: boolean
}

/** Something that a person can narrow a list by; its field is one of the columns. */
export type FilterDescriptor =
  | { readonly field: string; readonly kind: 'choice' | 'date' }
  /** `table`: where its values are looked up. */
  | { readonly field: string; readonly kind: 'reference'; readonly table: string }

/** How a state is coloured; never the only sign of it. */
export type Tone = 'accent' | 'warning' | 'success' | 'muted'

/** Ids of the views that have words in `messages.views`; a host's views have ids and labels of their own. */
export type KnownViewId =
  'my-open' | 'assigned-to-me' | 'my-group' | 'waiting-for-me' | 'recently-closed' | 'open' | 'all'

/** Where a list begins: which records, in which order, with which columns. */
export interface ViewDefinition {
  readonly id: string
  /** The host's own words; views of ours have theirs in every language. */
  readonly label?: string
  /** What every record of the view satisfies; a person cannot take it away. */
  readonly filter?: Query
  /** The table's own order when left out. */
  readonly sort?: readonly Sort[]
  /** Wire names; the table's own columns when left out. */
  readonly columns?: readonly string[]
}

/** All that a list has to know of a table, as data: a host can pass one of its own. */
export interface TableDescriptor {
  /** Wire name: `change_request`. */
  readonly name: string
  /** The host's own word for the records; tables of ours have theirs in every language. */
  readonly label?: string
  /** What the table's numbers begin with, in capitals; empty for tables without numbers. */
  readonly numberPrefixes: readonly string[]
  readonly columns: readonly ColumnDescriptor[]
  readonly defaultColumns: readonly string[]
  /** The field that names a record to a person. */
  readonly titleField: string
  readonly defaultSort: readonly Sort[]
  /** Fields that words are searched for in. */
  readonly searchFields: readonly string[]
  readonly stateField: string
  /** By the stored value of the state; `muted` for others. */
  readonly stateTones: Readonly<Record<string, Tone>>
  readonly filters: readonly FilterDescriptor[]
  /** The first is where a list begins. */
  readonly views: readonly ViewDefinition[]
  /** Whether a record's attachments are its children. */
  readonly hasAttachments: boolean
  /** Wire name of the table that it extends, where choices may be. */
  readonly extends?: string
}

/** The column of a field, where the table has it. */
export function columnOf(table: TableDescriptor, field: string): ColumnDescriptor | undefined {
  return table.columns.find((column) => column.field === field)
}

/** What a person may narrow a list by, by its field. */
export function filterOf(table: TableDescriptor, field: string): FilterDescriptor | undefined {
  return table.filters.find((filter) => filter.field === field)
}
