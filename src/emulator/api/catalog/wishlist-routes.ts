import { type Hono } from 'hono'
import { type Instance } from '../../instance.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { type ApiContext, type ApiEnv } from '../api-env.js'
import { jsonBody } from '../json-body.js'
import { addToCart, cartItem, cartItems, cartOf, quantityOf, removeCartItem } from './cart.js'
import { fullLine, wishLine } from './cart-answers.js'
import { catalogAccess } from './catalog-access.js'
import { under } from './catalog-paths.js'
import { questionsOf } from './item-variables.js'

/** What people keep for later; nothing of it needs to be complete. */
export function addWishlistRoutes(app: Hono<ApiEnv>, instance: Instance): void {
  const list = (c: ApiContext): StoredRow => cartOf(instance, c.get('who'), 'saved_items')
  const found = (c: ApiContext): StoredRow => cartItem(instance, list(c), c.req.param('item') ?? '')
  app.on('GET', under('/wishlist'), (c) => {
    const items = cartItems(instance, list(c)).map((row) => fullLine(instance, row))
    return c.json({ result: { cart_id: list(c).sys_id, items } })
  })
  app.on('GET', under('/wishlist/:item'), (c) => c.json({ result: wishLine(instance, found(c)) }))
  app.on('DELETE', under('/wishlist/:item'), (c) => {
    removeCartItem(instance, found(c), c.get('who'))
    return c.body(null, 204)
  })
  app.on('POST', under('/items/:id/add_to_wishlist'), async (c) => {
    const item = catalogAccess(instance, c.get('who')).row('sc_cat_item', c.req.param('id') ?? '')
    const body = await jsonBody(c)
    const given = (body.variables ?? {}) as Record<string, unknown>
    const answers = questionsOf(instance, item).map((question) => {
      const value = given[question.name ?? '']
      return { question, value: typeof value === 'string' ? value : '' }
    })
    const wanted = { item, quantity: quantityOf(body.sysparm_quantity), answers }
    addToCart(instance, list(c), wanted, c.get('who'))
    const items = cartItems(instance, list(c)).map((row) => wishLine(instance, row))
    return c.json({ result: { cart_id: list(c).sys_id, items } })
  })
}
