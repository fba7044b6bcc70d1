import type { Row } from '../../src/protocol/field-value.js'
import type { Incident } from '../../src/protocol/records.js'

/** The columns of a made-up incident, as the instance would have sent them. */
export function incidentFieldsOf(incident: Omit<Incident, 'table' | 'fields'>): Row {
  const text = (value: string) => ({ value, label: value })
  const date = (iso: string) => text(iso.slice(0, 19).replace('T', ' '))
  return {
    sys_id: text(incident.sysId),
    number: text(incident.number),
    short_description: text(incident.shortDescription),
    description: text(incident.description),
    state: incident.state,
    hold_reason: incident.holdReason,
    priority: incident.priority,
    impact: incident.impact,
    urgency: incident.urgency,
    category: incident.category,
    caller_id: incident.caller,
    assigned_to: incident.assignedTo,
    assignment_group: incident.assignmentGroup,
    opened_at: date(incident.openedAt),
    sys_updated_on: date(incident.updatedAt),
    resolved_at: date(incident.resolvedAt),
    close_code: incident.closeCode,
    close_notes: text(incident.closeNotes),
    active: text(String(incident.active)),
    sys_mod_count: text(String(incident.modCount)),
    correlation_id: text(incident.correlationId),
  }
}
