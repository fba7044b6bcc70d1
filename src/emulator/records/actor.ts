import { principalOf, type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { addAttachment, type NewAttachment } from './attachments.js'
import { deleteRecord } from './delete-record.js'
import { createRecord, updateRecord } from './record-writer.js'
import { type StoredRow } from '../storage/stored-row.js'

type Fields = Readonly<Record<string, unknown>>

/** A person at work on the instance itself: what a test or story lets others do. */
export interface Actor {
  /** Creates a record and returns it as it is stored; absent columns are empty. */
  create(table: string, fields: Fields): Readonly<StoredRow>
  /** Changes a record, found by sys_id or number. */
  update(table: string, idOrNumber: string, fields: Fields): Readonly<StoredRow>
  remove(table: string, idOrNumber: string): void
  attach(file: NewAttachment): Readonly<StoredRow>
}

/** Lets a seeded user act; throws for a user name that is not there. */
export function createActor(instance: Instance, userName: string): Actor {
  const who = (): Principal => {
    const principal = principalOf(instance.store, userName)
    if (principal === undefined) throw new Error(`The emulator has no active user ${userName}`)
    return principal
  }
  const idOf = (table: string, idOrNumber: string): string =>
    instance.store.table(table).find('number', idOrNumber)?.sys_id ?? idOrNumber
  // What is done here is done at once or after the commit delay, whatever request is under way.
  const act = <Result>(work: () => Result): Result =>
    instance.late.lateNow(instance.store, instance.switches['commit-delay'], work)
  return {
    create: (table, fields) => act(() => ({ ...createRecord(instance, table, fields, { who: who() }) })),
    update: (table, idOrNumber, fields) =>
      act(() => ({
        ...updateRecord(instance, table, idOf(table, idOrNumber), { who: who(), body: fields }),
      })),
    remove: (table, idOrNumber) => act(() => deleteRecord(instance, table, idOf(table, idOrNumber), who())),
    attach: (file) => act(() => ({ ...addAttachment(instance, file, who()) })),
  }
}
