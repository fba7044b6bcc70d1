import { type Instance } from '../../instance.js'
import { durationText } from '../../records/durations.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { savedAnswers, cartItems } from './cart.js'
import { shownAnswer } from './item-variables.js'
import { money } from './money.js'

/** A line of a cart in short: what adding to a cart answers. */
export function cartLine(instance: Instance, row: StoredRow): Record<string, unknown> {
  const item = itemOf(instance, row)
  return {
    catalog_item_id: row.cat_item,
    quantity: row.quantity ?? '1',
    localized_price: money(row.price),
    price: money(row.price),
    recurring_frequency: item.recurring_frequency || null,
    localized_recurring_price: money(row.recurring_price),
    recurring_price: money(row.recurring_price),
    item_name: item.name ?? '',
    cart_item_id: row.sys_id,
  }
}

/** A line with its answers: what the wish list answers. */
export function wishLine(instance: Instance, row: StoredRow): Record<string, unknown> {
  return {
    ...cartLine(instance, row),
    variables: answersOf(instance, row),
    delivery_time: deliveryOf(instance, row),
  }
}

function itemOf({ store }: Instance, row: StoredRow): StoredRow {
  return store.row('sc_cat_item', row.cat_item ?? '') ?? {}
}

function deliveryOf(instance: Instance, row: StoredRow): string {
  return durationText(itemOf(instance, row).delivery_time ?? '')
}

/** Answers by the words of their questions. */
function answersOf(instance: Instance, row: StoredRow): Record<string, string> {
  const { store } = instance
  const answers = savedAnswers(instance, row).flatMap(({ item_option_new: id, value }) => {
    const question = store.row('item_option_new', id ?? '')
    return question === undefined
      ? []
      : [[question.question_text ?? '', shownAnswer(store, question, value ?? '')] as const]
  })
  return Object.fromEntries(answers)
}

/** A line with everything. */
export function fullLine(instance: Instance, row: StoredRow): Record<string, unknown> {
  const item = itemOf(instance, row)
  const quantity = Number(row.quantity ?? '1')
  const subtotal = quantity * (Number(row.price) || 0)
  const recurring = quantity * (Number(row.recurring_price) || 0)
  return {
    ...wishLine(instance, row),
    updated_on: row.sys_updated_on,
    short_description: item.short_description ?? '',
    recurring_subtotal_price: money(recurring),
    sys_class_name: item.sys_class_name || 'sc_cat_item',
    sys_id: row.sys_id,
    subtotal_price: money(subtotal),
    item_id: row.cat_item,
    show_price: item.omit_price !== 'true',
    recurring_subtotal: recurring,
    show_quantity: item.no_quantity !== 'true',
    created_by: row.sys_created_by,
    picture: item.picture ?? '',
    created_on: row.sys_created_on,
    subtotal,
    show_recurring_price: recurring > 0,
    name: item.name ?? '',
    updated_by: row.sys_updated_by,
    order_guide: '',
  }
}

/** The sum of a cart as `add_to_cart` tells it. */
export function cartSubtotal(instance: Instance, cart: StoredRow): string {
  const all = cartItems(instance, cart)
  return money(
    all.reduce((sum, { price, quantity }) => sum + (Number(price) || 0) * Number(quantity ?? '1'), 0),
  )
}

/** A cart with its lines, by how often they are paid: once (`none`), monthly, annually. */
export function cartAnswer(instance: Instance, cart: StoredRow): Record<string, unknown> {
  const lines = cartItems(instance, cart).map((row) => fullLine(instance, row))
  const frequencies = [...new Set(lines.map((line) => line.recurring_frequency as string | null))]
  const groups = (frequencies.length === 0 ? [null] : frequencies).map((frequency) => {
    const items = lines.filter((line) => line.recurring_frequency === frequency)
    return [frequency ?? 'none', { ...totals(items, frequency), frequency_label: frequency, items }] as const
  })
  return { cart_id: cart.sys_id, ...totals(lines, null), ...Object.fromEntries(groups) }
}

function totals(
  lines: readonly Record<string, unknown>[],
  frequency: string | null,
): Record<string, unknown> {
  const sum = (name: string): number => lines.reduce((total, line) => total + Number(line[name]), 0)
  return {
    subtotal_price: money(sum('subtotal')),
    subtotal_recurring_frequency: frequency ?? '',
    subtotal_recurring_price: money(sum('recurring_subtotal')),
    total_title: 'Total',
    show_subtotal_price: 'true',
    subtotal_title: 'Subtotal',
  }
}
