import { type Principal } from '../../acl.js'
import { type Instance } from '../../instance.js'
import { elevated } from '../../records/elevated.js'
import { createRecord } from '../../records/record-writer.js'
import { type StoredRow } from '../../storage/stored-row.js'

/** One line of an order: the item, how many, and the saved answers. */
export interface OrderLine {
  readonly item: StoredRow
  readonly quantity: string
  readonly options: readonly StoredRow[]
}

export interface Order {
  readonly lines: readonly OrderLine[]
  readonly requestedFor: string
  readonly specialInstructions?: string
  readonly deliveryAddress?: string
}

/** Files an order: one request, an item for each line, and the task that fulfils it. */
export function placeOrder(instance: Instance, order: Order, who: Principal): StoredRow {
  const write = { who: elevated(who) }
  const price = order.lines.reduce(
    (sum, { item, quantity }) => sum + Number(item.price ?? '0') * Number(quantity),
    0,
  )
  const request = createRecord(
    instance,
    'sc_request',
    {
      requested_for: order.requestedFor,
      opened_by: who.userId,
      price: price.toFixed(2),
      special_instructions: order.specialInstructions ?? '',
      delivery_address: order.deliveryAddress ?? '',
      request_state: 'in_process',
      stage: 'requested',
    },
    write,
  )
  for (const line of order.lines) addRequestedItem(instance, request, line, who)
  return request
}

function addRequestedItem(
  instance: Instance,
  request: StoredRow,
  { item, quantity, options }: OrderLine,
  who: Principal,
): void {
  const write = { who: elevated(who) }
  const shared = {
    request: request.sys_id,
    opened_by: who.userId,
    sc_catalog: item.sc_catalogs?.split(',')[0] ?? '',
  }
  const requested = createRecord(
    instance,
    'sc_req_item',
    {
      ...shared,
      requested_for: request.requested_for,
      cat_item: item.sys_id,
      short_description: item.short_description || item.name,
      quantity,
      price: item.price ?? '0',
      recurring_price: item.recurring_price ?? '0',
      recurring_frequency: item.recurring_frequency ?? '',
      assignment_group: item.group ?? '',
    },
    write,
  )
  for (const option of options) {
    const owned = { request_item: requested.sys_id, sc_item_option: option.sys_id }
    createRecord(instance, 'sc_item_option_mtom', owned, write)
  }
  createRecord(
    instance,
    'sc_task',
    {
      ...shared,
      request_item: requested.sys_id,
      short_description: item.name,
      assignment_group: item.group ?? '',
    },
    write,
  )
}
