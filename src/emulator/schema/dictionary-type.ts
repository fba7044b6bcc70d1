import { type Column, type ColumnKind } from './columns.js'

/** Types as the dictionary names them. */
const types: Readonly<Record<ColumnKind, string>> = {
  string: 'string',
  html: 'html',
  boolean: 'boolean',
  integer: 'integer',
  choice: 'string',
  'integer-choice': 'integer',
  reference: 'reference',
  date: 'glide_date',
  'date-time': 'glide_date_time',
  'due-date': 'due_date',
  duration: 'glide_duration',
  journal: 'journal_input',
  'merged-journal': 'journal_list',
  list: 'glide_list',
  class: 'sys_class_name',
  guid: 'GUID',
  price: 'price',
  password2: 'password2',
}

/** Lengths of the types whose columns have no length of their own. */
const lengths: Partial<Record<ColumnKind, number>> = {
  html: 65000,
  journal: 4000,
  'merged-journal': 4000,
  list: 1024,
  reference: 32,
  guid: 32,
  class: 80,
}

/** What the dictionary calls the type of a column. */
export function dictionaryType({ kind }: Column): string {
  return types[kind]
}

/** How long a value may be; the dictionary has a number for every type. */
export function dictionaryLength({ kind, maxLength }: Column): number {
  return maxLength ?? lengths[kind] ?? 40
}
