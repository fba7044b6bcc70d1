import { emptyValue } from '../../../src/protocol/field-value.js'
import type { Incident } from '../../../src/protocol/records.js'
import { incidentFieldsOf } from '../../../test/support/incident-fields.js'

const words =
  'vpn email laptop printer outage access request slow network password reset disk full monitor cable badge server database timeout login'.split(
    ' ',
  )
const states = ['New', 'In Progress', 'On Hold', 'Resolved', 'Closed']
const priorities = ['1 - Critical', '2 - High', '3 - Moderate', '4 - Low']
const people = ['Abel Tuter', 'Beth Anglin', 'Charlie Whitherspoon', 'David Loo', 'Fred Luddy']
const newestMs = Date.UTC(2026, 10, 20)

/** Incidents as the client parses them; the same ones whenever as many are asked for. No two have one title. */
export function makeIncidents(count: number): readonly Incident[] {
  return Array.from({ length: count }, (_, index) => makeIncident(index))
}

function makeIncident(index: number): Incident {
  const mixed = Math.imul(index + 1, 2_654_435_761) >>> 0
  const picked = Array.from({ length: 4 + (mixed % 5) }, (_, nth) => words[(mixed >>> nth) % words.length])
  const openedAt = new Date(newestMs - index * 1_000_000).toISOString()
  const columns = {
    sysId: index.toString(16).padStart(32, '0'),
    number: `INC${String(index).padStart(7, '0')}`,
    shortDescription: `${picked.join(' ')} ${index}`,
    description: '',
    state: choice(states, mixed >>> 8),
    holdReason: emptyValue,
    priority: choice(priorities, mixed >>> 12),
    impact: emptyValue,
    urgency: emptyValue,
    category: emptyValue,
    caller: emptyValue,
    assignedTo: choice(people, mixed >>> 16),
    assignmentGroup: emptyValue,
    openedAt,
    updatedAt: openedAt,
    resolvedAt: '',
    closeCode: emptyValue,
    closeNotes: '',
    active: true,
    modCount: 0,
    correlationId: '',
  }
  return { table: 'incident', fields: incidentFieldsOf(columns), ...columns }
}

function choice(labels: readonly string[], seed: number): Incident['state'] {
  const nth = seed % labels.length
  return { value: String(nth + 1), label: labels[nth]! }
}
