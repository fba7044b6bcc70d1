/** How a column is stored, compared and shown. */
export type ColumnKind =
  | 'string'
  | 'html'
  | 'boolean'
  | 'integer'
  | 'choice'
  | 'integer-choice'
  | 'reference'
  | 'date'
  | 'date-time'
  | 'due-date'
  | 'duration'
  | 'journal'
  | 'merged-journal'
  | 'list'
  | 'class'
  | 'guid'
  | 'price'
  | 'password2'

export interface Column {
  readonly kind: ColumnKind
  readonly label: string
  /** Table that a reference or list points to. */
  readonly reference?: string
  /** Value of a new record. */
  readonly initial?: string
  /** Longer texts are cut on write, as the instance does. */
  readonly maxLength?: number
  /** Set by the instance alone: a value in a request is ignored. */
  readonly readOnly?: boolean
  /** Marked mandatory in the dictionary: forms ask for it, REST does not enforce it. */
  readonly mandatory?: boolean
  /** Column of the same table that narrows the choices of this one, such as `category`. */
  readonly dependsOn?: string
}

export type Columns = Readonly<Record<string, Column>>

export interface TableSchema {
  readonly name: string
  readonly label: string
  /** Table whose columns and rows this one extends, such as `task`; its own columns come on top. */
  readonly extends?: string
  /** Column that stands for the record where it is referenced. */
  readonly display: string
  readonly columns: Columns
  /** Columns that full-text search looks at. */
  readonly searched: readonly string[]
  /** Columns with an index for equality, in addition to `sys_id`. */
  readonly indexed: readonly string[]
  readonly numberPrefix?: string
}

type Options = Omit<Column, 'kind' | 'label'>

export const string = (label: string, maxLength = 255, options: Options = {}): Column => ({
  kind: 'string',
  label,
  maxLength,
  ...options,
})
export const html = (label: string): Column => ({ kind: 'html', label })
export const boolean = (label: string, initial = 'false'): Column => ({ kind: 'boolean', label, initial })
export const integer = (label: string, options: Options = {}): Column => ({
  kind: 'integer',
  label,
  ...options,
})
export const choice = (label: string, initial = '', options: Options = {}): Column => ({
  kind: 'choice',
  label,
  initial,
  ...options,
})
export const integerChoice = (label: string, initial = '', options: Options = {}): Column => ({
  kind: 'integer-choice',
  label,
  initial,
  ...options,
})
export const reference = (label: string, table: string, options: Options = {}): Column => ({
  kind: 'reference',
  label,
  reference: table,
  ...options,
})
export const dateTime = (label: string, options: Options = {}): Column => ({
  kind: 'date-time',
  label,
  ...options,
})
export const date = (label: string): Column => ({ kind: 'date', label })
export const dueDate = (label: string): Column => ({ kind: 'due-date', label })
export const duration = (label: string): Column => ({ kind: 'duration', label })
export const journal = (label: string): Column => ({ kind: 'journal', label })
export const list = (label: string, table: string): Column => ({ kind: 'list', label, reference: table })
export const price = (label: string): Column => ({ kind: 'price', label })
/** A secret: stored and answered as ciphertext. */
export const password2 = (label: string, options: Options = {}): Column => ({
  kind: 'password2',
  label,
  ...options,
})

const readOnly = { readOnly: true } as const

/** The columns that every table has. */
export const systemColumns: Columns = {
  sys_id: { kind: 'guid', label: 'Sys ID', ...readOnly },
  sys_created_on: dateTime('Created', readOnly),
  sys_created_by: string('Created by', 40, readOnly),
  sys_updated_on: dateTime('Updated', readOnly),
  sys_updated_by: string('Updated by', 40, readOnly),
  sys_mod_count: integer('Updates', readOnly),
  sys_tags: string('Tags', 255, readOnly),
}
