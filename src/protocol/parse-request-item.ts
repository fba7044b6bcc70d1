import type { Row } from './field-value.js'
import { toIsoDate } from './dates.js'
import { fieldOf, sysIdOf } from './parse-table.js'
import type { RequestItem } from './records.js'

/** Columns that a `RequestItem` is made of. */
export const requestItemFields: readonly string[] = [
  'number',
  'request',
  'short_description',
  'cat_item',
  'stage',
  'state',
  'opened_at',
  'sys_updated_on',
]

/** A requested item from its row. */
export function parseRequestItem(row: Row): RequestItem {
  return {
    sysId: sysIdOf(row),
    number: fieldOf(row, 'number').value,
    requestNumber: fieldOf(row, 'request').label,
    shortDescription: fieldOf(row, 'short_description').value,
    item: fieldOf(row, 'cat_item').label,
    stage: fieldOf(row, 'stage'),
    state: fieldOf(row, 'state'),
    openedAt: toIsoDate(fieldOf(row, 'opened_at').value),
    updatedAt: toIsoDate(fieldOf(row, 'sys_updated_on').value),
  }
}
