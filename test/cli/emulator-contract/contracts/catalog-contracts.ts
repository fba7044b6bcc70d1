import { type Emulator } from '../../../../src/emulator/emulator-options.js'
import { call, list, type Answer } from '../../../emulator/call.js'
import { type Contract } from '../contract.js'
import { vendorDocs } from '../fixtures.js'
import {
  catalogId,
  categoryId,
  itemId,
  questionId,
  userId,
  withCatalog,
  type PlantedCatalog,
} from '../planted-catalog.js'

const root = '/api/sn_sc/servicecatalog'

/** Asks the catalog of one instance, by paths below its root. */
interface Shop {
  readonly emulator: Emulator
  get(path: string): Promise<Answer>
  post(path: string, json: unknown): Promise<Answer>
  put(path: string, json: unknown): Promise<Answer>
}

function openShop(catalog: PlantedCatalog): Shop {
  const emulator = withCatalog(catalog)
  const as = 'admin'
  return {
    emulator,
    get: (path) => call(emulator, `${root}${path}`, { as }),
    post: (path, json) => call(emulator, `${root}${path}`, { as, json }),
    put: (path, json) => call(emulator, `${root}${path}`, { as, method: 'PUT', json }),
  }
}

function contract(
  file: string,
  request: string,
  catalog: PlantedCatalog,
  ask: (shop: Shop) => Promise<Answer>,
): Contract {
  return {
    fixture: vendorDocs(`servicecatalog__Service_Catalog_${file}`),
    request: `${request.replace(' ', ` ${root}`)}, what the sample had planted`,
    produce: () => ask(openShop(catalog)),
    status: 200,
    closeness: 'forms',
  }
}

const tablet: PlantedCatalog = { items: [{ name: 'Apple iPad 3' }] }
const phone: PlantedCatalog = { items: [{ name: 'Apple iPhone 5', frequency: 'Monthly' }] }
const producers: PlantedCatalog = {
  items: [
    { name: 'Retire a Standard Change Template', kind: 'producer', picture: false, short: '' },
    { name: 'Grant role delegation rights within a group', kind: 'producer', short: '' },
  ],
}
const optional = { 'Adobe Photoshop': '7', 'Adobe Acrobat': '7', 'Optional Software': '7' } as const
const more = { 'Additional software requirements': '2' } as const
const laptop: PlantedCatalog = {
  items: [{ name: 'Standard Laptop', frequency: 'Annually', questions: { ...optional, ...more } }],
}
const macLaptop: PlantedCatalog = {
  items: [
    { name: 'Macbook Pro', frequency: 'Annually', questions: { ...optional, ...more, 'Eclipse IDE': '7' } },
  ],
}

const addToCart = (shop: Shop): Promise<Answer> =>
  shop.post(`/items/${itemId()}/add_to_cart`, { sysparm_quantity: '1' })
const addWish = (shop: Shop, variables: object = {}): Promise<Answer> =>
  shop.post(`/items/${itemId()}/add_to_wishlist`, { sysparm_quantity: '1', variables })
const lineOf = (answer: Answer): string =>
  (answer.body as { result: { items: { cart_item_id: string }[] } }).result.items[0]!.cart_item_id

/** What people find in a catalog. */
const browsing: readonly Contract[] = [
  contract('GET_sn_sc_servicecatalog_catalogs', 'GET /catalogs', tablet, (shop) => shop.get('/catalogs')),
  contract(
    'GET_sn_sc_servicecatalog_catalogs_sys_id',
    'GET /catalogs/{sys_id}',
    { ...tablet, bare: true },
    (shop) => shop.get(`/catalogs/${catalogId}`),
  ),
  contract(
    'GET_sn_sc_servicecatalog_catalogs_sys_id_categories',
    'GET /catalogs/{sys_id}/categories',
    tablet,
    (shop) => shop.get(`/catalogs/${catalogId}/categories`),
  ),
  contract(
    'GET_sn_sc_servicecatalog_categories_sys_id',
    'GET /categories/{sys_id}',
    { ...tablet, child: true },
    (shop) => shop.get(`/categories/${categoryId}`),
  ),
  contract('GET_sn_sc_servicecatalog_items', 'GET /items', producers, (shop) => shop.get('/items')),
  contract('GET_sn_sc_servicecatalog_items_sys_id', 'GET /items/{sys_id}', tablet, (shop) =>
    shop.get(`/items/${itemId()}`),
  ),
  contract(
    'POST_sn_sc_servicecatalog_variables_sys_id_display_value',
    'POST /variables/{sys_id}/display_value',
    { items: [{ name: 'Access', questions: { 'Requested for': '8' } }] },
    (shop) => shop.post(`/variables/${questionId(0, 0)}/display_value`, { sysparm_value: userId }),
  ),
  contract(
    'GET_sn_sc_servicecatalog_items_item_sys_id_delegation_user_sys_id',
    'GET /items/{sys_id}/delegation/{user}',
    tablet,
    (shop) => shop.get(`/items/${itemId()}/delegation/${userId}`),
  ),
]

/** What they order, or keep for later. */
const ordering: readonly Contract[] = [
  contract(
    'POST_sn_sc_servicecatalog_items_sys_id_add_to_cart',
    'POST /items/{sys_id}/add_to_cart',
    phone,
    addToCart,
  ),
  contract('POST_sn_sc_servicecatalog_cart_checkout', 'POST /cart/checkout', tablet, async (shop) => {
    await addToCart(shop)
    return shop.post('/cart/checkout', {})
  }),
  contract('POST_sn_sc_servicecatalog_cart_submit_order', 'POST /cart/submit_order', tablet, async (shop) => {
    await addToCart(shop)
    return shop.post('/cart/submit_order', {})
  }),
  contract('PUT_sn_sc_servicecatalog_cart_cart_item_id', 'PUT /cart/{cart_item_id}', tablet, async (shop) =>
    shop.put(`/cart/${lineOf(await addToCart(shop))}`, { sysparm_quantity: '2' }),
  ),
  contract(
    'POST_sn_sc_servicecatalog_items_sys_id_order_now',
    'POST /items/{sys_id}/order_now',
    tablet,
    (shop) => shop.post(`/items/${itemId()}/order_now`, { sysparm_quantity: '1' }),
  ),
  contract(
    'POST_sn_sc_servicecatalog_items_sys_id_submit_producer',
    'POST /items/{sys_id}/submit_producer',
    producers,
    (shop) => shop.post(`/items/${itemId()}/submit_producer`, { variables: {} }),
  ),
  contract('GET_sn_sc_servicecatalog_wishlist', 'GET /wishlist', macLaptop, async (shop) => {
    const [no, yes] = ['false', 'true']
    await addWish(shop, { adobe_photoshop: no, adobe_acrobat: no, optional_software: yes, eclipse_ide: yes })
    return shop.get('/wishlist')
  }),
  contract(
    'GET_sn_sc_servicecatalog_wishlist_cart_item_id',
    'GET /wishlist/{cart_item_id}',
    laptop,
    async (shop) => shop.get(`/wishlist/${lineOf(await addWish(shop))}`),
  ),
  contract(
    'POST_sn_sc_servicecatalog_items_sys_id_add_to_wishlist',
    'POST /items/{sys_id}/add_to_wishlist',
    laptop,
    (shop) => addWish(shop),
  ),
]

const invalidUsers = 'POST_sn_sc_servicecatalog_items_item_sys_id_get_invalid_delegated_users'

/** Ordering for several people. */
const delegation: readonly Contract[] = [
  contract(
    invalidUsers,
    'POST /items/{sys_id}/get_invalid_delegated_users',
    { items: [{ name: 'Access', questions: { 'Requested for': '8' } }] },
    async (shop) => {
      const [abel] = await list(shop.emulator, 'sys_user', { sysparm_query: 'user_name=abel.tuter' })
      shop.emulator.asUser('admin').update('sys_user', abel!.sys_id!, { active: 'false' })
      return shop.post(`/items/${itemId()}/get_invalid_delegated_users`, { users: [abel!.sys_id] })
    },
  ),
  contract(
    `${invalidUsers}__2`,
    'POST /items/{sys_id}/get_invalid_delegated_users of an item without Requested For',
    tablet,
    (shop) => shop.post(`/items/${itemId()}/get_invalid_delegated_users`, { users: [userId] }),
  ),
]

/** What the Service Catalog API gives. */
export const catalogContracts: readonly Contract[] = [...browsing, ...ordering, ...delegation]
