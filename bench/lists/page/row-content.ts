import { createFormats } from '../../../src/controllers/formats.js'
import { describeRow } from '../../../src/elements/incident-picker/describe-row.js'
import type { PickerRow } from '../../../src/elements/incident-picker/picker-row.js'
import { en as messages } from '../../../src/locales/en.js'
import type { Incident } from '../../../src/protocol/records.js'
import { incidentTable as table } from '../../../src/protocol/tables/incident-table.js'

const formats = createFormats('en')

/** What a row says: the same text, of the same record, whoever draws it. */
export function contentOf(incident: Incident, row: number): PickerRow {
  const place = {
    kind: 'record',
    record: incident,
    files: [],
    expanded: false,
    changed: false,
    gone: false,
  } as const
  const view = describeRow(place, row, { messages, formats, nowMs: Date.now(), mark: 'none', table })
  return { ...view, selected: 'none' }
}
