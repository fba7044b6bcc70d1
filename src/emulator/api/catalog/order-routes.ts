import { type Hono } from 'hono'
import { ApiError } from '../../api-error.js'
import { type Instance } from '../../instance.js'
import { displayOf } from '../../query/column-path.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { type ApiContext, type ApiEnv } from '../api-env.js'
import { jsonBody } from '../json-body.js'
import {
  addToCart,
  cartItem,
  cartItems,
  cartOf,
  removeCartItem,
  savedAnswers,
  updateCartItem,
  wantedOf,
} from './cart.js'
import { cartAnswer, cartLine, cartSubtotal } from './cart-answers.js'
import { catalogAccess } from './catalog-access.js'
import { under } from './catalog-paths.js'
import { type OrderLine, placeOrder } from './ordering.js'
import { submitProducer } from './submit-producer.js'

/** Filling the cart and ordering what is in it. */
export function addOrderRoutes(app: Hono<ApiEnv>, instance: Instance): void {
  const cart = (c: ApiContext): StoredRow => cartOf(instance, c.get('who'))
  app.on('POST', under('/items/:id/add_to_cart'), async (c) => {
    const wanted = wantedOf(instance, itemOf(c, instance), await jsonBody(c))
    addToCart(instance, cart(c), wanted, c.get('who'))
    const items = cartItems(instance, cart(c)).map((row) => cartLine(instance, row))
    return c.json({ result: { cart_id: cart(c).sys_id, subtotal: cartSubtotal(instance, cart(c)), items } })
  })
  app.on('POST', under('/items/:id/order_now'), async (c) => {
    const body = await jsonBody(c)
    const wanted = wantedOf(instance, itemOf(c, instance), body)
    const row = addToCart(instance, cart(c), wanted, c.get('who'))
    const request = order(c, instance, [row], { requestedFor: body.sysparm_requested_for })
    const { sys_id: id, number } = request
    return c.json({
      result: { sys_id: id, number, request_number: number, request_id: id, table: 'sc_request' },
    })
  })
  app.on('POST', under('/items/:id/submit_producer'), async (c) => {
    const { variables } = await jsonBody(c)
    const producer = itemOf(c, instance)
    return c.json({ result: submitProducer(instance, producer, { variables, who: c.get('who') }) })
  })
  app.on('GET', under('/cart'), (c) => c.json({ result: cartAnswer(instance, cart(c)) }))
  app.on('POST', under('/cart/checkout'), (c) => {
    const row = cart(c)
    const requestedFor = row.requested_for ?? ''
    const delivery = {
      delivery_address: row.delivery_address ?? '',
      special_instructions: row.special_instructions ?? '',
      requested_for: requestedFor,
      requested_for_user: displayOf(instance.store, 'sys_user', requestedFor),
    }
    return c.json({ result: { ...cartAnswer(instance, row), ...delivery } })
  })
  app.on('POST', under('/cart/submit_order'), async (c) => {
    const body = await jsonBody(c)
    const { number, sys_id: id } = order(c, instance, cartItems(instance, cart(c)), {
      requestedFor: body.requested_for,
      specialInstructions: body.special_instructions,
      deliveryAddress: body.delivery_address,
    })
    return c.json({ result: { request_number: number, request_id: id } })
  })
  app.on('PUT', under('/cart/:item'), async (c) => {
    const row = cartItem(instance, cart(c), c.req.param('item') ?? '')
    updateCartItem(instance, row, await jsonBody(c), c.get('who'))
    return c.json({ result: cartAnswer(instance, cart(c)) })
  })
  app.on('DELETE', under('/cart/:item'), (c) => {
    removeCartItem(instance, cartItem(instance, cart(c), c.req.param('item') ?? ''), c.get('who'))
    return c.body(null, 204)
  })
  app.on('DELETE', under('/cart/:cart/empty'), (c) => {
    if (cart(c).sys_id !== c.req.param('cart'))
      throw new ApiError(403, 'User Not Authorized', 'This is not your cart')
    for (const row of cartItems(instance, cart(c))) removeCartItem(instance, row, c.get('who'))
    return c.body(null, 204)
  })
}

function itemOf(c: ApiContext, instance: Instance): StoredRow {
  return catalogAccess(instance, c.get('who')).row('sc_cat_item', c.req.param('id') ?? '')
}

interface Delivery {
  readonly requestedFor?: unknown
  readonly specialInstructions?: unknown
  readonly deliveryAddress?: unknown
}

/** Orders these lines of the cart and takes them out of it. */
function order(
  c: ApiContext,
  instance: Instance,
  rows: readonly StoredRow[],
  { requestedFor, specialInstructions: special, deliveryAddress: address }: Delivery,
): StoredRow {
  const who = c.get('who')
  if (rows.length === 0) throw new ApiError(400, 'Cart is empty', 'There is nothing to order')
  const person = typeof requestedFor === 'string' && requestedFor !== '' ? requestedFor : who.userId
  if (instance.store.row('sys_user', person) === undefined) {
    throw new ApiError(400, 'Invalid request', 'requested_for is the sys_id of a user')
  }
  const lines = rows.flatMap((row): OrderLine[] => {
    const item = instance.store.row('sc_cat_item', row.cat_item ?? '')
    const options = savedAnswers(instance, row)
    return item === undefined ? [] : [{ item, quantity: row.quantity ?? '1', options }]
  })
  const texts = {
    ...(typeof special === 'string' ? { specialInstructions: special } : {}),
    ...(typeof address === 'string' ? { deliveryAddress: address } : {}),
  }
  const request = placeOrder(instance, { lines, requestedFor: person, ...texts }, who)
  for (const row of rows) removeCartItem(instance, row, who, true)
  return request
}
