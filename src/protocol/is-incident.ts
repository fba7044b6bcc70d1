import type { Incident, TableRecord } from './records.js'

/** Records of the table `incident` are made by `parseIncident`, all of them. */
export function isIncident(record: TableRecord): record is Incident {
  return record.table === 'incident'
}
