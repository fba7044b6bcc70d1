import { type StoredRow } from '../storage/stored-row.js'

/** Columns that a new incident has by default and that nobody changed. */
export const fixedColumns: Readonly<StoredRow> = {
  made_sla: 'true',
  knowledge: 'false',
  severity: '3',
  notify: '1',
  escalation: '0',
  approval: 'not requested',
  upon_approval: 'proceed',
  upon_reject: 'cancel',
  reassignment_count: '0',
  reopen_count: '0',
  child_incidents: '0',
  sys_class_name: 'incident',
  sys_domain: 'global',
  sys_domain_path: '/',
}
