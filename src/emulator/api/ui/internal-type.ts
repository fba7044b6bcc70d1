import { type Column } from '../../schema/columns.js'

const types: Readonly<Record<Column['kind'], string>> = {
  string: 'string',
  html: 'html',
  boolean: 'boolean',
  integer: 'integer',
  choice: 'choice',
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

/** What the dictionary calls the type of a column. */
export function internalType({ kind }: Column): string {
  return types[kind]
}

/** How long a value may be; the dictionary has a number for every type. */
export function maxLength({ kind, maxLength: length, reference }: Column): number {
  if (length !== undefined) return length
  if (reference !== undefined || kind === 'guid') return kind === 'list' ? 4000 : 32
  return kind === 'html' || kind === 'journal' || kind === 'merged-journal' ? 65_000 : 40
}
