import type { Client, IncidentsApi } from '../../src/client/types.js'
import type { Incident } from '../../src/protocol/records.js'
import { incidentFieldsOf } from '../support/incident-fields.js'

const empty = { value: '', label: '' }

export function incidentOf(change: Partial<Incident> = {}): Incident {
  const columns = {
    sysId: '1'.repeat(32),
    number: 'INC0010001',
    shortDescription: 'Printer on fire',
    description: '',
    state: { value: '1', label: 'New' },
    holdReason: empty,
    priority: { value: '3', label: '3 - Moderate' },
    impact: empty,
    urgency: empty,
    category: empty,
    caller: empty,
    assignedTo: empty,
    assignmentGroup: empty,
    openedAt: '2026-11-20T00:00:00Z',
    updatedAt: '2026-11-20T00:00:00Z',
    resolvedAt: '',
    closeCode: empty,
    closeNotes: '',
    active: true,
    modCount: 0,
    correlationId: '',
    ...change,
  }
  return { table: 'incident', fields: incidentFieldsOf(columns), ...columns }
}

export function clientWith(incidents: Partial<IncidentsApi>, rest: Partial<Client> = {}): Client {
  return {
    proxy: 'https://sn.example',
    instance: 'prod',
    incidents: { choices: async () => [], ...incidents },
    ...rest,
  } as Client
}

/** What a promise came to: `resolved`, or the code of its error. */
export async function outcome(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'resolved',
    (error: { code?: unknown }) => String(error.code),
  )
}
