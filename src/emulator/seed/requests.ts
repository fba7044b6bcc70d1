import { catalogItems } from './catalog/items.js'
import { catalogId, catalogItemId } from './catalog/seed-catalog.js'
import { nextNumber, type SeedContext, userId } from './seed-context.js'

interface Ordered {
  /** Place of the item in the catalogue. */
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

/** What people ordered: requests with their items, and a task where somebody works on one. */
export function seedRequests(context: SeedContext): void {
  for (const order of orders) addOrder(context, order)
}

function addOrder(context: SeedContext, order: readonly Ordered[]): void {
  const { store, random, times } = context
  const { who, daysAgo, state } = order[0]!
  const request = random.sysId()
  const isDone = state === '3'
  const fulfiller = who === 'beth.anglin' ? 'lena.fischer' : 'beth.anglin'
  const touched = times.minutesAgo(daysAgo * 1000)
  const shared = {
    ...times.systemFields(daysAgo, who),
    ...(state === '1' ? {} : { sys_updated_on: touched, sys_updated_by: fulfiller, sys_mod_count: '2' }),
    ...(isDone ? { closed_at: touched, closed_by: userId(context, fulfiller) } : {}),
    opened_by: userId(context, who),
    opened_at: times.minutesAgo(daysAgo * 1440),
    active: String(!isDone),
    impact: '3',
    urgency: '3',
    priority: '4',
    escalation: '0',
    approval: state === '1' ? 'requested' : 'approved',
    made_sla: 'true',
    sys_domain: 'global',
    sys_domain_path: '/',
  }
  const number = nextNumber(context, 'sc_request', 'REQ')
  const total = order.reduce(
    (sum, { item, quantity = '1' }) => sum + Number(catalogItems[item]!.price) * Number(quantity),
    0,
  )
  store.table('sc_request').insert({
    ...shared,
    requested_for: userId(context, who),
    sys_id: request,
    number,
    task_effective_number: number,
    short_description: `Order of ${catalogItems[order[0]!.item]!.name}${order.length > 1 ? ` and ${order.length - 1} more` : ''}`,
    state: isDone ? '3' : '1',
    request_state: isDone ? 'closed_complete' : state === '1' ? 'requested' : 'in_process',
    stage: isDone ? 'closed_complete' : 'requested',
    price: total.toFixed(2),
    sys_class_name: 'sc_request',
  })
  for (const each of order) {
    const { name, summary, price, group } = catalogItems[each.item]!
    const itemRow = random.sysId()
    const itemNumber = nextNumber(context, 'sc_req_item', 'RITM')
    store.table('sc_req_item').insert({
      ...shared,
      requested_for: userId(context, who),
      sys_id: itemRow,
      number: itemNumber,
      task_effective_number: itemNumber,
      short_description: name,
      description: summary,
      request,
      parent: request,
      cat_item: catalogItemId(name),
      sc_catalog: catalogId,
      stage: each.stage,
      state: each.state,
      quantity: each.quantity ?? '1',
      price,
      sys_class_name: 'sc_req_item',
    })
    if (each.state === '1') continue
    const taskNumber = nextNumber(context, 'sc_task', 'SCTASK')
    store.table('sc_task').insert({
      ...shared,
      sys_id: random.sysId(),
      number: taskNumber,
      task_effective_number: taskNumber,
      short_description: `Deliver ${name}`,
      request,
      request_item: itemRow,
      parent: itemRow,
      sc_catalog: catalogId,
      state: each.state,
      assignment_group: context.groups.find((each) => each.name === group)?.sysId ?? '',
      sys_class_name: 'sc_task',
    })
  }
}
