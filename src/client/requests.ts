import { parseRequestItem, requestItemFields } from '../protocol/parse-request-item.js'
import { currentUser, descending, equals } from '../protocol/query-builders.js'
import type { Connection } from './connection.js'
import { listRows } from './rows.js'
import type { RequestsApi } from './types.js'

const newest = 100

export function createRequests(connection: Connection): RequestsApi {
  return {
    async mine(options = {}) {
      const { items } = await listRows(connection, 'sc_req_item', {
        ...options,
        fields: requestItemFields,
        query: equals('request.requested_for', currentUser),
        sort: [descending('opened_at')],
        offset: 0,
        limit: newest,
      })
      return items.map(parseRequestItem)
    },
  }
}
