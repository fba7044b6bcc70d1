import { createAttachments } from './attachments.js'
import { readChoices } from './choices.js'
import type { Connection } from './connection.js'
import { createIncidents } from './incidents.js'
import { createRequests } from './requests.js'
import { listRows } from './rows.js'
import type { Client } from './types.js'

/** What of a client nobody needs before they are signed in. */
export type Reading = Pick<Client, 'incidents' | 'attachments' | 'requests' | 'records'>

export function createReading(connection: Connection): Reading {
  return {
    incidents: createIncidents(connection),
    attachments: createAttachments(connection),
    requests: createRequests(connection),
    records: {
      list: (table, request) => listRows(connection, table, request),
      choices: (field, options) => readChoices(connection, field, options),
    },
  }
}
