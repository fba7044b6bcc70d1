import { type Instance } from '../instance.js'
import { formatTime, parseTime } from '../schema/instance-time.js'
import { type StoredRow } from '../storage/stored-row.js'

/** What a file starts its life as. */
export function firstState({ switches }: Instance): 'pending' | 'available' {
  return switches['attachment-scan'] || switches['attachment-scan-ms'] > 0 ? 'pending' : 'available'
}

/** Scans every pending file now. */
export function finishScans(instance: Instance): void {
  for (const row of pendingFiles(instance)) finishScan(instance, row, instance.clock.now())
}

/** Scans the pending files whose time has come. */
export function settleScans(instance: Instance): void {
  const after = instance.switches['attachment-scan-ms']
  if (after === 0) return
  const now = instance.clock.now()
  for (const row of pendingFiles(instance)) {
    const due = parseTime(row.sys_created_on ?? '') + after
    if (due <= now) finishScan(instance, row, due)
  }
}

function pendingFiles({ store }: Instance): StoredRow[] {
  return [...(store.table('sys_attachment').equalTo('state', 'pending') ?? [])]
}

function finishScan({ store }: Instance, row: StoredRow, at: number): void {
  store.table('sys_attachment').update(row, {
    state: isInfected(row, store.files.get(row.sys_id!)) ? 'not_available' : 'available',
    sys_updated_by: 'system',
    sys_updated_on: formatTime(at),
    sys_mod_count: '1',
  })
}

/** A middle part of the text that antivirus programs are tried with; the whole would set them off here. */
const marker = new TextEncoder().encode('EICAR-STANDARD-ANTIVIRUS-TEST-FILE')

function isInfected(row: StoredRow, bytes: Uint8Array = new Uint8Array()): boolean {
  if (/eicar/i.test(row.file_name ?? '')) return true
  const last = Math.min(bytes.length, 128) - marker.length
  for (let at = 0; at <= last; at++) {
    if (marker.every((byte, offset) => bytes[at + offset] === byte)) return true
  }
  return false
}
