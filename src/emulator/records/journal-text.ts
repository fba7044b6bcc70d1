import { localTime } from '../schema/instance-time.js'
import { type Store } from '../storage/store.js'
import { type StoredRow } from '../storage/stored-row.js'

const labels: Readonly<Record<string, string>> = {
  comments: 'Additional comments',
  work_notes: 'Work notes',
}

interface JournalContext {
  readonly store: Store
  readonly timeZone: string
  readonly table: string
  /** `comments`, `work_notes`, or `comments_and_work_notes` for both. */
  readonly element: string
  readonly mayRead: (table: string, column: string) => boolean
}

/** The entries of a record as one text, newest first, each under its header line. */
export function journalText(row: StoredRow, context: JournalContext): string {
  const { store, timeZone, table, element, mayRead } = context
  const wanted = element === 'comments_and_work_notes' ? Object.keys(labels) : [element]
  const visible = wanted.filter((each) => mayRead(table, each))
  return store
    .journal(row.sys_id!)
    .filter((entry) => visible.includes(entry.element!))
    .reverse()
    .map((entry) => {
      const author = store.table('sys_user').find('user_name', entry.sys_created_by!)
      const name = author?.name ?? entry.sys_created_by
      return `${localTime(entry.sys_created_on!, timeZone)} - ${name} (${labels[entry.element!]})\n${entry.value}\n\n`
    })
    .join('')
}
