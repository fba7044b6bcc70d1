import { ApiError, noRecord } from '../../api-error.js'
import { type Principal } from '../../acl.js'
import { type Instance } from '../../instance.js'
import { deleteRecord } from '../../records/delete-record.js'
import { readableRow } from '../../records/record-class.js'
import { createRecord, updateRecord } from '../../records/record-writer.js'
import { formatTime } from '../../schema/instance-time.js'
import { type StoredRow } from '../../storage/stored-row.js'

type Body = Readonly<Record<string, unknown>>

/** What a body without what the API needs is answered; the wording is that of the instance. */
export function brokenRequest(): ApiError {
  const message = 'Exception while executing request: null'
  const hint =
    'Check logs for error trace or enable glide.rest.debug property to verify REST request processing'
  return new ApiError(500, message, `${message} ${hint}`)
}

export function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Makes an item of a class with its relations; the source of the discovery must be named. */
export function createCi(instance: Instance, table: string, body: Body, who: Principal): StoredRow {
  const { attributes, source } = body
  if (!isObject(attributes) || typeof source !== 'string' || source === '') throw brokenRequest()
  const now = formatTime(instance.clock.now())
  const given = { ...attributes, discovery_source: source, first_discovered: now, last_discovered: now }
  const row = createRecord(instance, table, given, { who })
  addRelations(instance, row, body, who)
  return row
}

/** Updates the attributes that are given; the others stay, with PUT as with PATCH. */
export function updateCi(
  instance: Instance,
  row: StoredRow,
  table: string,
  update: { body: Body; who: Principal },
): StoredRow {
  const { body, who } = update
  const { attributes, source } = body
  if (!isObject(attributes) || typeof source !== 'string' || source === '') throw brokenRequest()
  const now = formatTime(instance.clock.now())
  const given = { ...attributes, discovery_source: source, last_discovered: now }
  return updateRecord(instance, table, row.sys_id!, { who, body: given })
}

/** Adds the relations of a body: `{type, target, sys_class_name?}` in either direction. */
export function addRelations(instance: Instance, row: StoredRow, body: Body, who: Principal): void {
  for (const [name, own, other] of [
    ['outbound_relations', 'parent', 'child'],
    ['inbound_relations', 'child', 'parent'],
  ] as const) {
    const relations = body[name]
    if (relations === undefined) continue
    if (!Array.isArray(relations) || !relations.every(isObject)) throw brokenRequest()
    for (const { type, target } of relations) {
      const isKnown =
        instance.store.row('cmdb_rel_type', String(type)) !== undefined &&
        instance.store.row('cmdb_ci', String(target)) !== undefined
      if (!isKnown) throw brokenRequest()
      const relation = { [own]: row.sys_id, [other]: target, type }
      createRecord(instance, 'cmdb_rel_ci', relation, { who })
    }
  }
}

/** Takes a relation of the item away; 404 for one of others. */
export function deleteRelation(instance: Instance, row: StoredRow, sysId: string, who: Principal): void {
  const relation = readableRow(instance, 'cmdb_rel_ci', sysId, who)
  if (relation.parent !== row.sys_id && relation.child !== row.sys_id) throw noRecord()
  deleteRecord(instance, 'cmdb_rel_ci', sysId, who)
}
