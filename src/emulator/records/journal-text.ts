import { type ColumnReader } from '../acl.js'
import { type Column } from '../schema/columns.js'
import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'
import { shownTime, type TimeStyle } from './user-times.js'

interface JournalContext {
  readonly store: Store
  readonly reader: TimeStyle
  readonly table: string
  /** A journal column such as `comments`, or `comments_and_work_notes` for both. */
  readonly element: string
  readonly mayRead: ColumnReader
}

const merged = ['comments', 'work_notes']

/** The entries of a record as one text, newest first, each under its header line. */
export function journalText(row: StoredRow, context: JournalContext): string {
  const { store, reader, table, element, mayRead } = context
  const columns: Readonly<Record<string, Column>> = store.table(table).schema.columns
  const wanted = columns[element]?.kind === 'merged-journal' ? merged : [element]
  const visible = wanted.filter((each) => mayRead(table, each, row))
  return store
    .journal(row.sys_id!)
    .filter((entry) => visible.includes(entry.element!))
    .reverse()
    .map((entry) => {
      const author = store.table('sys_user').find('user_name', entry.sys_created_by!)
      const name = author?.name ?? entry.sys_created_by
      const label = columns[entry.element!]?.label ?? entry.element
      return `${shownTime(entry.sys_created_on!, reader)} - ${name} (${label})\n${entry.value}\n\n`
    })
    .join('')
}
