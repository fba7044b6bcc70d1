import { nextNumber, type SeedContext, userId } from './seed-context.js'

const items = [
  ['Standard Laptop', 'ThinkPad or MacBook Air, with dock and bag', '1249.00'],
  ['27-inch monitor', 'USB-C monitor with height adjustment', '329.00'],
  ['Noise-cancelling headset', 'For calls in open offices', '189.00'],
  ['Mobile phone', 'Company phone with eSIM', '649.00'],
  ['Access to Power BI', 'Licence and workspace access', '0.00'],
  ['Adobe Creative Cloud', 'All applications, for one year', '799.00'],
  ['New building badge', 'Replacement of a lost or broken badge', '15.00'],
] as const

interface Ordered {
  readonly item: number
  readonly who: string
  readonly daysAgo: number
  readonly stage: string
  /** State of the item as a task. */
  readonly state: string
  readonly quantity?: string
}

const orders: readonly (readonly Ordered[])[] = [
  [
    { item: 1, who: 'abel.tuter', daysAgo: 0.2, stage: 'waiting_for_approval', state: '1', quantity: '2' },
    { item: 2, who: 'abel.tuter', daysAgo: 0.2, stage: 'waiting_for_approval', state: '1' },
  ],
  [{ item: 4, who: 'abel.tuter', daysAgo: 3, stage: 'fulfillment', state: '2' }],
  [{ item: 3, who: 'abel.tuter', daysAgo: 9, stage: 'delivery', state: '2' }],
  [{ item: 6, who: 'abel.tuter', daysAgo: 41, stage: 'completed', state: '3' }],
  [{ item: 5, who: 'sofia.marino', daysAgo: 2, stage: 'fulfillment', state: '2' }],
  [{ item: 0, who: 'clara.johansson', daysAgo: 6, stage: 'delivery', state: '2' }],
  [{ item: 0, who: 'beth.anglin', daysAgo: 15, stage: 'completed', state: '3' }],
]

/** Catalogue items and what people ordered. */
export function seedRequests(context: SeedContext): void {
  const { store, random, times } = context
  const catalog = random.sysId()
  const system = times.systemFields(600)
  store.table('sc_catalog').insert({ ...system, sys_id: catalog, title: 'Service Catalog', active: 'true' })
  const itemIds = items.map(([name, short_description, price]) => {
    const sysId = random.sysId()
    const row = { ...system, sys_id: sysId, name, short_description, price, active: 'true' }
    store.table('sc_cat_item').insert(row)
    return sysId
  })
  for (const order of orders) addOrder(context, order, { catalog, itemIds })
}

interface Catalog {
  readonly catalog: string
  readonly itemIds: readonly string[]
}

function addOrder(context: SeedContext, order: readonly Ordered[], { catalog, itemIds }: Catalog): void {
  const { store, random, times } = context
  const { who, daysAgo, state } = order[0]!
  const request = random.sysId()
  const shared = {
    ...times.systemFields(daysAgo, who),
    requested_for: userId(context, who),
    opened_by: userId(context, who),
    opened_at: times.minutesAgo(daysAgo * 1440),
    active: state === '3' ? 'false' : 'true',
    impact: '3',
    urgency: '3',
    priority: '4',
    escalation: '0',
    approval: state === '1' ? 'requested' : 'approved',
    made_sla: 'true',
    sys_domain: 'global',
    sys_domain_path: '/',
  }
  const isDone = state === '3'
  const number = nextNumber(context, 'sc_request', 'REQ')
  const total = order.reduce(
    (sum, { item, quantity = '1' }) => sum + Number(items[item]![2]) * Number(quantity),
    0,
  )
  store.table('sc_request').insert({
    ...shared,
    sys_id: request,
    number,
    task_effective_number: number,
    short_description: `Order of ${items[order[0]!.item]![0]}${order.length > 1 ? ` and ${order.length - 1} more` : ''}`,
    state: isDone ? '3' : '1',
    request_state: isDone ? 'closed_complete' : state === '1' ? 'requested' : 'in_process',
    stage: isDone ? 'closed_complete' : 'requested',
    price: total.toFixed(2),
    sys_class_name: 'sc_request',
  })
  for (const each of order) {
    const [name, description, price] = items[each.item]!
    const itemNumber = nextNumber(context, 'sc_req_item', 'RITM')
    store.table('sc_req_item').insert({
      ...shared,
      sys_id: random.sysId(),
      number: itemNumber,
      task_effective_number: itemNumber,
      short_description: name,
      description,
      request,
      cat_item: itemIds[each.item]!,
      sc_catalog: catalog,
      stage: each.stage,
      state: each.state,
      quantity: each.quantity ?? '1',
      price,
      sys_class_name: 'sc_req_item',
    })
  }
}
