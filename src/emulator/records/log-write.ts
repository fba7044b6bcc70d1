import { type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { type StoredRow } from '../storage/stored-row.js'

interface CommittedWrite {
  readonly operation: 'create' | 'update' | 'delete'
  readonly who: Pick<Principal, 'userName'>
  readonly changes: Readonly<StoredRow>
}

/** Puts a committed write into the ground-truth log. */
export function logWrite(instance: Instance, table: string, row: StoredRow, write: CommittedWrite): void {
  instance.log.addWrite({
    at: instance.clock.now(),
    table,
    operation: write.operation,
    sysId: row.sys_id!,
    user: write.who.userName,
    changes: write.changes,
  })
}
