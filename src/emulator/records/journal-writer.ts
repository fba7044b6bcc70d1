import { type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { type StoredRow } from '../storage/stored-row.js'

interface JournalWrite {
  /** Texts by column. */
  readonly journals: Readonly<StoredRow>
  readonly who: Principal
  /** Stored form of the current time. */
  readonly now: string
}

/** Adds the entries that a write brings to a record's journals. */
export function addJournals(instance: Instance, table: string, sysId: string, write: JournalWrite): void {
  const entries = Object.entries(write.journals)
  if (entries.length > 0) instance.store.lazyJournals?.ensure(sysId)
  for (const [element, value] of entries) {
    instance.store.table('sys_journal_field').insert({
      sys_id: instance.random.sysId(),
      element_id: sysId,
      element,
      name: table,
      value,
      sys_created_on: write.now,
      sys_created_by: write.who.userName,
    })
  }
}
