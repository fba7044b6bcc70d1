import { toIsoDate } from './dates.js'
import type { Row } from './field-value.js'
import { parseRecord } from './parse-record.js'
import { fieldOf } from './parse-table.js'
import type { Incident } from './records.js'

/** Columns that an `Incident` is made of. */
export const incidentFields: readonly string[] = [
  'number',
  'short_description',
  'description',
  'state',
  'hold_reason',
  'priority',
  'impact',
  'urgency',
  'category',
  'caller_id',
  'assigned_to',
  'assignment_group',
  'opened_at',
  'sys_updated_on',
  'resolved_at',
  'close_code',
  'close_notes',
  'active',
  'sys_mod_count',
  'correlation_id',
]

/** An incident from its row. Columns that the user may not read are empty. */
export function parseIncident(row: Row): Incident {
  const field = (name: string) => fieldOf(row, name)
  const text = (name: string): string => field(name).value
  return {
    ...parseRecord('incident', row),
    shortDescription: text('short_description'),
    description: text('description'),
    state: field('state'),
    holdReason: field('hold_reason'),
    priority: field('priority'),
    impact: field('impact'),
    urgency: field('urgency'),
    category: field('category'),
    caller: field('caller_id'),
    assignedTo: field('assigned_to'),
    assignmentGroup: field('assignment_group'),
    openedAt: toIsoDate(text('opened_at')),
    resolvedAt: toIsoDate(text('resolved_at')),
    closeCode: field('close_code'),
    closeNotes: text('close_notes'),
    active: text('active') === 'true' || text('active') === '1',
    correlationId: text('correlation_id'),
  }
}
