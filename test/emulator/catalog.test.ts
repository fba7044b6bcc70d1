import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { type Answer, call, type CallOptions, list, resultOf } from './call.js'

const emulator = createEmulator({ incidents: 10 })
const api = '/api/sn_sc/servicecatalog'

type Json = Record<string, unknown>

const asked = (path: string, options: CallOptions = {}): Promise<Answer> =>
  call(emulator, `${api}${path}`, { as: 'abel.tuter', ...options })

async function result(path: string, options: CallOptions = {}): Promise<Json> {
  const answer = await asked(path, options)
  expect(answer.status, `${path}: ${answer.text}`).to.equal(200)
  return resultOf(answer)
}

const rowsOf = async (path: string, options: CallOptions = {}): Promise<Json[]> =>
  (await result(path, options)) as unknown as Json[]

async function itemId(name: string): Promise<string> {
  const found = await list(emulator, 'sc_cat_item', { sysparm_query: `name=${name}` }, { as: 'admin' })
  return found[0]!.sys_id!
}

const laptop = (): Promise<string> => itemId('Standard Laptop')
const itemsOf = (cart: Json): Json[] => (cart.none as { items: Json[] }).items

async function add(options: CallOptions = {}, quantity = '1'): Promise<Json> {
  const json = { sysparm_quantity: quantity, variables: { model: 'macbook' } }
  return result(`/items/${await laptop()}/add_to_cart`, { json, ...options })
}

describe('Catalog API: browsing', () => {
  it('lists catalogs, and one with its categories', async () => {
    const [catalog] = await rowsOf('/catalogs')
    expect(catalog).to.have.all.keys(
      'title',
      'sys_id',
      'has_categories',
      'has_items',
      'description',
      'desktop_image',
    )
    expect(catalog).to.include({ title: 'Service Catalog', has_categories: true, has_items: true })
    const one = await result(`/catalogs/${String(catalog!.sys_id)}`)
    expect((one.categories as Json[])[0]).to.have.all.keys('header_image', 'sys_id', 'description', 'title')
    expect(await rowsOf('/catalogs?sysparm_text=nothing')).to.deep.equal([])
    const v1 = await call(emulator, '/api/sn_sc/v1/servicecatalog/catalogs', { as: 'abel.tuter' })
    expect(resultOf(v1)).to.deep.equal(await rowsOf('/catalogs'))
    expect((await asked('/catalogs/nobody')).status).to.equal(404)
  })

  it('lists the categories of a catalog with how much is in them, and one with those below it', async () => {
    const [catalog] = await rowsOf('/catalogs')
    const categories = await rowsOf(`/catalogs/${String(catalog!.sys_id)}/categories`)
    const keys = [
      'title',
      'description',
      'full_description',
      'icon',
      'header_icon',
      'homepage_image',
      'count',
      'subcategories',
      'sys_id',
    ]
    expect(categories[0]).to.have.all.keys(...keys)
    expect(categories[0]!.count).to.be.a('number').and.to.be.greaterThan(0)
    const parent = String(categories[0]!.sys_id)
    const child = emulator
      .asUser('admin')
      .create('sc_category', { title: 'Services', parent, sc_catalog: catalog!.sys_id, active: 'true' })
    const one = await result(`/categories/${parent}`)
    expect(one.child_categories).to.deep.equal([
      {
        sys_id: child.sys_id,
        title: 'Services',
        count: 0,
        parent,
        subcategories: [],
        isParentCategory: false,
      },
    ])
    const top = await rowsOf(`/catalogs/${String(catalog!.sys_id)}/categories?sysparm_top_level_only=true`)
    expect(top.map(({ title }) => title)).not.to.include('Services')
  })

  it('finds items by text, category and catalog, page by page', async () => {
    const all = await rowsOf('/items?sysparm_limit=100')
    expect(await rowsOf('/items?sysparm_limit=2&sysparm_offset=1')).to.deep.equal(all.slice(1, 3))
    const [found] = await rowsOf('/items?sysparm_text=standard%20laptop')
    expect(found).to.include({
      name: 'Standard Laptop',
      type: 'catalog_item',
      sys_class_name: 'sc_cat_item',
      show_price: true,
      price: '$1,249.00',
    })
    const category = (found!.category as Json).sys_id as string
    const inside = await rowsOf(`/items?sysparm_category=${category}&sysparm_limit=100`)
    expect(inside.length).to.be.greaterThan(0).and.to.be.lessThan(all.length)
    expect(await rowsOf('/items?sysparm_catalog=other')).to.deep.equal([])
    const producer = all.find(({ type }) => type === 'record_producer')
    expect(producer)
      .to.include({ show_price: false, sys_class_name: 'sc_cat_item_producer' })
      .and.not.to.have.property('price')
  })

  it('describes an item with its questions', async () => {
    const item = await result(`/items/${await laptop()}`)
    expect(item).to.include({
      localized_price: '$1,249.00',
      price_currency: 'USD',
      local_currency: 'USD',
      kb_article: '',
    })
    expect(item.client_script).to.deep.equal({ onChange: [], onSubmit: [], onLoad: [] })
    const [model] = item.variables as Json[]
    expect(model).to.include({
      name: 'model',
      label: 'Which model?',
      type: 5,
      mandatory: true,
      friendly_type: 'select_box',
      value: 'thinkpad',
      displayvalue: 'ThinkPad X1',
    })
    expect(model!.choices).to.deep.include({ label: 'MacBook Air', value: 'macbook', index: 1 })
    const monitor = await result(`/items/${await itemId('27-inch monitor')}`)
    expect((monitor.variables as Json[])[0]).to.include({
      friendly_type: 'check_box',
      display_type: 'CheckBox',
      value: true,
    })
    expect((await asked('/items/nobody')).status).to.equal(404)
  })

  it('shows nothing that is inactive, nor anything to who is not signed in', async () => {
    const item = emulator.asUser('admin').create('sc_cat_item', { name: 'Gone', active: 'false' })
    expect((await asked(`/items/${item.sys_id}`)).status).to.equal(404)
    expect((await asked('/items', { as: '' })).status).to.equal(401)
  })

  it('says what people read for an answer, and who may not get an item', async () => {
    const item = await result(`/items/${await laptop()}`)
    const { id } = (item.variables as Json[])[0]!
    expect(
      await result(`/variables/${String(id)}/display_value`, { json: { sysparm_value: 'macbook' } }),
    ).to.equal('MacBook Air')
    const user = emulator
      .asUser('admin')
      .create('sys_user', { user_name: 'gone', first_name: 'Gone', last_name: 'Away', active: 'false' })
    const json = { users: [user.sys_id] }
    const path = `/items/${await laptop()}/get_invalid_delegated_users`
    expect(await result(path, { json })).to.have.property('errCode', '42202')
    emulator.asUser('admin').create('item_option_new', {
      cat_item: await laptop(),
      name: 'requested_for',
      question_text: 'For whom?',
      type: '8',
      reference: 'sys_user',
    })
    const { invalidUsers } = await result(`/items/${await laptop()}/get_invalid_delegated_users`, { json })
    expect(invalidUsers).to.have.length(1)
    expect(await result(`/items/${await laptop()}/delegation/${user.sys_id}`)).to.deep.equal({
      result: false,
    })
  })
})

describe('Catalog API: ordering', () => {
  it("fills a cart of one's own, changes and empties it", async () => {
    const added = await add({}, '2')
    expect(added.subtotal).to.equal('$2,498.00')
    const [line] = added.items as Json[]
    const keys = [
      'catalog_item_id',
      'quantity',
      'localized_price',
      'price',
      'recurring_frequency',
      'localized_recurring_price',
      'recurring_price',
      'item_name',
      'cart_item_id',
    ]
    expect(line).to.have.all.keys(...keys)
    expect(line).to.include({ quantity: '2', price: '$1,249.00', item_name: 'Standard Laptop' })
    const changed = await result(`/cart/${String(line!.cart_item_id)}`, {
      method: 'PUT',
      json: { sysparm_quantity: '3', variables: { model: 'thinkpad' } },
    })
    expect(changed.subtotal_price).to.equal('$3,747.00')
    expect(itemsOf(changed)[0]).to.deep.include({ subtotal: 3747, quantity: '3', created_by: 'abel.tuter' })
    expect(itemsOf(changed)[0]!.variables).to.include({ 'Which model?': 'ThinkPad X1' })
    const others = await result('/cart', { as: 'beth.anglin' })
    expect([others.cart_id === added.cart_id, itemsOf(others)]).to.deep.equal([false, []])
    const foreign = await asked(`/cart/${String(line!.cart_item_id)}`, {
      method: 'DELETE',
      as: 'beth.anglin',
    })
    expect(foreign.status).to.equal(404)
    expect((await asked(`/cart/${String(line!.cart_item_id)}`, { method: 'DELETE' })).status).to.equal(204)
    await add()
    expect(
      (await asked(`/cart/${String(added.cart_id)}/empty`, { method: 'DELETE', as: 'beth.anglin' })).status,
    ).to.equal(403)
    expect((await asked(`/cart/${String(added.cart_id)}/empty`, { method: 'DELETE' })).status).to.equal(204)
    expect(itemsOf(await result('/cart'))).to.deep.equal([])
  })

  it('checks out and orders the cart: a request, an item and a task for each line', async () => {
    await add({}, '2')
    const checkout = await result('/cart/checkout', { method: 'POST' })
    expect(checkout).to.include({
      subtotal_price: '$2,498.00',
      total_title: 'Total',
      requested_for_user: 'Abel Tuter',
      delivery_address: '',
    })
    const {
      request_number: number,
      request_id: id,
      ...rest
    } = await result('/cart/submit_order', { json: { special_instructions: 'Quickly, please' } })
    expect(rest).to.deep.equal({})
    expect(number).to.match(/^REQ\d{7}$/)
    const as = { as: 'admin' }
    const [request] = await list(
      emulator,
      'sc_request',
      {
        sysparm_query: `sys_id=${String(id)}`,
        sysparm_display_value: 'true',
        sysparm_exclude_reference_link: 'true',
      },
      as,
    )
    expect(request).to.include({
      number,
      requested_for: 'Abel Tuter',
      opened_by: 'Abel Tuter',
      price: '$2,498.00',
    })
    const [item] = await list(
      emulator,
      'sc_req_item',
      { sysparm_query: `request=${String(id)}`, sysparm_exclude_reference_link: 'true' },
      as,
    )
    expect(item).to.include({ quantity: '2', cat_item: await laptop() })
    expect(item!.number).to.match(/^RITM\d{7}$/)
    expect(item).to.include({ stage: 'request_approved', price: '1249.00' })
    for (const reference of [item!.sc_catalog, item!.requested_for])
      expect(reference).to.match(/^[0-9a-f]{32}$/)
    const [task] = await list(emulator, 'sc_task', { sysparm_query: `request_item=${item!.sys_id}` }, as)
    expect(task!.number).to.match(/^SCTASK\d{7}$/)
    const [answer] = await list(
      emulator,
      'sc_item_option_mtom',
      {
        sysparm_query: `request_item=${item!.sys_id}^sc_item_option.item_option_new.name=model`,
        sysparm_fields: 'sc_item_option.value',
      },
      as,
    )
    expect(answer).to.deep.equal({ 'sc_item_option.value': 'macbook' })
    const own = await list(
      emulator,
      'sc_req_item',
      {
        sysparm_query: 'request.requested_for=javascript:gs.getUserID()^ORDERBYDESCopened_at',
        sysparm_fields: 'sys_id',
      },
      { as: 'abel.tuter' },
    )
    expect(own).to.deep.include({ sys_id: item!.sys_id })
    expect(itemsOf(await result('/cart'))).to.deep.equal([])
    const again = await asked('/cart/submit_order', { json: {} })
    expect([again.status, again.text.includes('Cart is empty')]).to.deep.equal([400, true])
  })

  it('orders one item at once, leaving the cart alone', async () => {
    await add()
    const {
      sys_id: id,
      number,
      ...rest
    } = await result(`/items/${await laptop()}/order_now`, {
      json: { sysparm_quantity: '1', variables: { model: 'thinkpad' } },
    })
    expect(rest).to.deep.equal({ request_number: number, request_id: id, table: 'sc_request' })
    expect(itemsOf(await result('/cart'))).to.have.length(1)
  })

  it('asks for mandatory answers and for quantities that are some', async () => {
    const order = async (json: object): Promise<Answer> =>
      asked(`/items/${await laptop()}/order_now`, { json })
    const missing = await order({ sysparm_quantity: '1', variables: { model: '' } })
    expect([missing.status, missing.text.includes('Mandatory Variables are required')]).to.deep.equal([
      400,
      true,
    ])
    for (const sysparm_quantity of ['0', '-1', 'many', '1.5']) {
      expect((await order({ sysparm_quantity, variables: { model: 'thinkpad' } })).status).to.equal(400)
    }
    expect(
      (await order({ sysparm_requested_for: 'nobody', variables: { model: 'thinkpad' } })).status,
    ).to.equal(400)
  })

  it('files an incident through a record producer', async () => {
    const producer = await itemId('Report a problem with IT')
    const json = { variables: { short_description: 'The screen is dark', urgency: '2' } }
    const filed = await result(`/items/${producer}/submit_producer`, { json })
    const id = String(filed.sys_id)
    expect(filed).to.deep.equal({
      sys_id: id,
      number: filed.number,
      parent_id: null,
      record: `api/now/table/incident/${id}`,
      redirect_portal_url: '',
      parent_table: 'task',
      redirect_url: `incident.do?sys_id=${id}&sysparm_view=ess`,
      table: 'incident',
      redirect_to: '',
    })
    const [row] = await list(
      emulator,
      'incident',
      {
        sysparm_query: `sys_id=${id}`,
        sysparm_display_value: 'true',
        sysparm_exclude_reference_link: 'true',
      },
      { as: 'admin' },
    )
    expect(row).to.include({
      short_description: 'The screen is dark',
      caller_id: 'Abel Tuter',
      urgency: '2 - Medium',
    })
    expect((await asked(`/items/${await laptop()}/submit_producer`, { json })).status).to.equal(400)
  })

  it('keeps a wish list', async () => {
    const { items, cart_id: id } = await result(`/items/${await laptop()}/add_to_wishlist`, {
      json: { sysparm_quantity: '1' },
    })
    const [line] = items as Json[]
    expect(line).to.include({ quantity: '1', item_name: 'Standard Laptop', delivery_time: '5 Days' })
    expect(line!.variables).to.have.property('Which model?', '')
    const whole = await result('/wishlist')
    expect(whole.cart_id).to.equal(id)
    expect((whole.items as Json[])[0]).to.include({
      cart_item_id: line!.cart_item_id,
      subtotal: 1249,
      show_quantity: true,
    })
    expect(await result(`/wishlist/${String(line!.cart_item_id)}`)).to.deep.equal(line)
    expect((await asked(`/wishlist/${String(line!.cart_item_id)}`, { method: 'DELETE' })).status).to.equal(
      204,
    )
    expect((await result('/wishlist')).items).to.deep.equal([])
  })
})
