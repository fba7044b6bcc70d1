import { ApiError, noRecord } from '../../api-error.js'
import { type Principal } from '../../acl.js'
import { type Instance } from '../../instance.js'
import { deleteRecord } from '../../records/delete-record.js'
import { elevated } from '../../records/elevated.js'
import { createRecord, updateRecord } from '../../records/record-writer.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { type Answered, answersTo } from './item-variables.js'

/** Each person has one cart for what they order now, and one for what they keep for later. */
export type CartName = 'DEFAULT' | 'saved_items'

/** The cart of a person; it is made when it is first asked for. */
export function cartOf(instance: Instance, who: Principal, name: CartName = 'DEFAULT'): StoredRow {
  const own = [...(instance.store.table('sc_cart').equalTo('user', who.userId) ?? [])]
  const found = own.find((cart) => cart.name === name)
  if (found !== undefined) return found
  const cart = { name, user: who.userId, requested_for: who.userId }
  return createRecord(instance, 'sc_cart', cart, { who: elevated(who) })
}

/** What is in a cart, in the order in which it was put there. */
export function cartItems({ store }: Instance, cart: StoredRow): StoredRow[] {
  return [...(store.table('sc_cart_item').equalTo('cart', cart.sys_id!) ?? [])]
}

/** An item of a person's own cart; 404 for any other. */
export function cartItem(instance: Instance, cart: StoredRow, sysId: string): StoredRow {
  const item = instance.store.row('sc_cart_item', sysId)
  if (item === undefined || item.cart !== cart.sys_id) throw noRecord()
  return item
}

/** A number of pieces as a request names it; 400 for none. */
export function quantityOf(given: unknown): string {
  const text = given === undefined || given === '' ? '1' : String(given as string | number)
  if (/^[1-9]\d{0,3}$/.test(text)) return text
  throw new ApiError(
    400,
    'Invalid quantity',
    `sysparm_quantity is a whole number from 1, not ${text.slice(0, 40)}`,
  )
}

export interface Wanted {
  readonly item: StoredRow
  readonly quantity: string
  readonly answers: readonly Answered[]
}

/** What a body orders of an item, its answers checked. */
export function wantedOf(
  instance: Instance,
  item: StoredRow,
  body: Readonly<Record<string, unknown>>,
): Wanted {
  return {
    item,
    quantity: quantityOf(body.sysparm_quantity),
    answers: answersTo(instance, item, body.variables),
  }
}

/** Puts an item into a cart. */
export function addToCart(instance: Instance, cart: StoredRow, wanted: Wanted, who: Principal): StoredRow {
  const { item, quantity, answers } = wanted
  const body = {
    cart: cart.sys_id,
    cat_item: item.sys_id,
    quantity,
    price: item.price ?? '0',
    recurring_price: item.recurring_price ?? '0',
  }
  const added = createRecord(instance, 'sc_cart_item', body, { who: elevated(who) })
  saveAnswers(instance, added, answers, who)
  return added
}

/** Changes how many, and the answers when there are any. */
export function updateCartItem(
  instance: Instance,
  row: StoredRow,
  body: Readonly<Record<string, unknown>>,
  who: Principal,
): void {
  const quantity = quantityOf(body.sysparm_quantity ?? row.quantity)
  const item = instance.store.row('sc_cat_item', row.cat_item ?? '')
  const answers =
    item === undefined || body.variables === undefined ? [] : answersTo(instance, item, body.variables)
  updateRecord(instance, 'sc_cart_item', row.sys_id!, { who: elevated(who), body: { quantity } })
  if (answers.length === 0) return
  for (const { sys_id: sysId } of savedAnswers(instance, row)) {
    deleteRecord(instance, 'sc_item_option', sysId!, elevated(who))
  }
  saveAnswers(instance, row, answers, who)
}

function saveAnswers(instance: Instance, row: StoredRow, answers: readonly Answered[], who: Principal): void {
  for (const { question, value } of answers) {
    const option = {
      item_option_new: question.sys_id,
      value,
      order: question.order,
      cart_item_id: row.sys_id,
    }
    createRecord(instance, 'sc_item_option', option, { who: elevated(who) })
  }
}

/** The answers that an item of a cart was put there with. */
export function savedAnswers({ store }: Instance, row: StoredRow): StoredRow[] {
  return [...(store.table('sc_item_option').equalTo('cart_item_id', row.sys_id!) ?? [])]
}

/** Takes an item out of its cart; answers that were ordered stay. */
export function removeCartItem(instance: Instance, row: StoredRow, who: Principal, isOrdered = false): void {
  for (const { sys_id: sysId } of isOrdered ? [] : savedAnswers(instance, row)) {
    deleteRecord(instance, 'sc_item_option', sysId!, elevated(who))
  }
  deleteRecord(instance, 'sc_cart_item', row.sys_id!, elevated(who))
}
