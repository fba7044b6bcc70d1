import { SnowError } from '../shared/errors.js'
import { incidentFields, parseIncident } from '../protocol/parse-incident.js'
import { parseRow } from '../protocol/parse-table.js'
import { equals } from '../protocol/query-builders.js'
import type { Incident } from '../protocol/records.js'
import { tableParameters, tablePath } from '../protocol/table-request.js'
import { readChoices } from './choices.js'
import type { Connection } from './connection.js'
import { loadPart } from './load-part.js'
import { callOf } from './call-options.js'
import { asSysId, findRow, listRows, notFound, readRow } from './rows.js'
import type { CallOptions, IncidentDraft, IncidentsApi } from './types.js'

const table = 'incident'

export function createIncidents(connection: Connection): IncidentsApi {
  let journal: IncidentsApi['journal'] | undefined
  const write = (
    method: 'POST' | 'PATCH',
    sysId: string | undefined,
    columns: object,
    options?: CallOptions,
  ) =>
    connection.transport.json(
      connection.relay(tablePath(table, sysId), {
        ...callOf(options ?? {}),
        method,
        changes: true,
        parameters: tableParameters({ fields: incidentFields }),
        body: JSON.stringify(columns),
      }),
      (body): Incident => parseIncident(parseRow(body)),
    )

  return {
    async list(options) {
      const fields = [...incidentFields, ...(options.fields ?? [])]
      const page = await listRows(connection, table, { ...options, fields })
      return { ...page, items: page.items.map(parseIncident) }
    },

    async get(idOrNumber, options = {}) {
      const request = { ...options, fields: incidentFields }
      const sysId = asSysId(idOrNumber)
      // An empty number would find the incidents that have none.
      if (idOrNumber.trim() === '') throw notFound()
      const row =
        sysId === undefined
          ? await findRow(connection, table, {
              ...request,
              query: equals('number', idOrNumber.trim().toUpperCase()),
            })
          : await readRow(connection, table, sysId, request)
      return parseIncident(row)
    },

    async journal(sysId, options) {
      const { createJournal } = await loadPart(import('./journal.js'))
      journal ??= createJournal(connection)
      return journal(sysId, options)
    },

    create(draft, correlationId, options) {
      return write('POST', undefined, columnsOf(draft, correlationId, connection), options)
    },

    async findByCorrelationId(correlationId, options = {}) {
      if (correlationId === '') throw new SnowError('SNOW_INPUT_INVALID', 'A correlation id is needed')
      const { items } = await listRows(connection, table, {
        ...options,
        fields: incidentFields,
        query: equals('correlation_id', correlationId),
        offset: 0,
        limit: 2,
      })
      return items.map(parseIncident).find((incident) => incident.correlationId === correlationId)
    },

    async update(sysId, changes, options) {
      const incident = await write('PATCH', sysId, changes, options)
      if (incident.sysId !== sysId) throw new SnowError('SNOW_BAD_RESPONSE', 'The answer is another record')
      return incident
    },

    choices: (element, options) => readChoices(connection, { table, extends: 'task', element }, options),
  }
}

function columnsOf(
  draft: IncidentDraft,
  correlationId: string,
  { session }: Connection,
): Record<string, string> {
  const caller = draft.caller ?? (session?.connected ? session.user.sysId : undefined)
  const columns = {
    short_description: draft.shortDescription,
    description: draft.description,
    category: draft.category,
    impact: draft.impact,
    urgency: draft.urgency,
    caller_id: caller,
    correlation_id: correlationId,
  }
  return Object.fromEntries(
    Object.entries(columns).filter((column): column is [string, string] => column[1] !== undefined),
  )
}
