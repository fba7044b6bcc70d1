import { ApiError, noRecord } from '../api-error.js'
import { type Principal } from '../acl.js'
import { type Instance } from '../instance.js'
import { formatTime } from '../schema/instance-time.js'
import { type StoredRow } from '../storage/stored-row.js'
import { writableAttachment } from './attachments.js'
import { readableRow } from './record-class.js'

/** A key and a value that somebody hung on a file. */
export interface AttachmentAttribute {
  readonly key: string
  readonly value: string
}

const table = 'sys_attachment_attribute'

export function attributesOf(instance: Instance, sysId: string, who: Principal): AttachmentAttribute[] {
  const file = readableRow(instance, 'sys_attachment', sysId, who)
  return rowsOf(instance, file).map(({ key = '', value = '' }) => ({ key, value }))
}

/** One attribute of a file; 404 when it has none of that name. */
export function attributeOf(
  instance: Instance,
  sysId: string,
  { key, who }: { readonly key: string; readonly who: Principal },
): AttachmentAttribute {
  const found = attributesOf(instance, sysId, who).find((attribute) => attribute.key === key)
  if (found === undefined) throw noRecord()
  return found
}

interface AttributeWrite {
  readonly attribute: AttachmentAttribute
  readonly who: Principal
}

export function addAttribute(instance: Instance, sysId: string, write: AttributeWrite): AttachmentAttribute {
  const { attribute, who } = write
  const file = writableAttachment(instance, sysId, who)
  if (rowOf(instance, file, attribute.key) !== undefined) {
    throw new ApiError(400, 'Attribute exists', `The attachment has an attribute "${attribute.key}" already`)
  }
  const now = formatTime(instance.clock.now())
  instance.store.table(table).insert({
    sys_id: instance.random.sysId(),
    attachment: file.sys_id!,
    ...attribute,
    sys_created_on: now,
    sys_created_by: who.userName,
    sys_updated_on: now,
    sys_updated_by: who.userName,
    sys_mod_count: '0',
  })
  return attribute
}

export function setAttribute(instance: Instance, sysId: string, write: AttributeWrite): AttachmentAttribute {
  const { attribute, who } = write
  const row = rowOf(instance, writableAttachment(instance, sysId, who), attribute.key)
  if (row === undefined) throw noRecord()
  instance.store.table(table).update(row, {
    value: attribute.value,
    sys_updated_on: formatTime(instance.clock.now()),
    sys_updated_by: who.userName,
    sys_mod_count: String(Number(row.sys_mod_count ?? '0') + 1),
  })
  return attribute
}

export function removeAttribute(
  instance: Instance,
  sysId: string,
  { key, who }: { readonly key: string; readonly who: Principal },
): void {
  const row = rowOf(instance, writableAttachment(instance, sysId, who), key)
  if (row === undefined) throw noRecord()
  instance.store.table(table).remove(row)
}

function rowsOf({ store }: Instance, file: StoredRow): StoredRow[] {
  return [...(store.table(table).equalTo('attachment', file.sys_id!) ?? [])]
}

function rowOf(instance: Instance, file: StoredRow, key: string): StoredRow | undefined {
  return rowsOf(instance, file).find((row) => row.key === key)
}
