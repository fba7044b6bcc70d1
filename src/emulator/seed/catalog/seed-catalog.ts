import { type SeedContext } from '../seed-context.js'
import { stableId } from '../stable-id.js'
import { catalogItems, type SeededCatalogItem, type SeededQuestion } from './items.js'

/** Types of variables as `item_option_new` counts them. */
const types: Readonly<Record<SeededQuestion['type'], string>> = {
  'yes-no': '1',
  lines: '2',
  choice: '3',
  select: '5',
  text: '6',
  check: '7',
  user: '8',
  date: '9',
}

/** sys_id that the service catalogue has on every instance. */
export const catalogId = 'e0d08b13c3330100c8b837659bba8fb4'

/** sys_id of a seeded catalogue item. */
export function catalogItemId(name: string): string {
  return stableId(`sc_cat_item ${name}`)
}

/** The catalogue with its categories, items and the questions that they ask. */
export function seedCatalog(context: SeedContext): void {
  const { store, times } = context
  const system = times.systemFields(600)
  store.table('sc_catalog').insert({
    ...system,
    sys_id: catalogId,
    title: 'Service Catalog',
    description: 'Hardware, software and access for everybody',
    active: 'true',
    sys_class_name: 'sc_catalog',
  })
  for (const [at, title] of [...new Set(catalogItems.map(({ category }) => category))].entries()) {
    store.table('sc_category').insert({
      ...system,
      sys_id: categoryId(title),
      title,
      description: `${title} that can be ordered`,
      sc_catalog: catalogId,
      order: String(at * 100),
      active: 'true',
      sys_class_name: 'sc_category',
    })
  }
  for (const [at, item] of catalogItems.entries()) addItem(context, item, at)
  store.table('sc_cat_item_producer').insert({
    ...system,
    sys_id: catalogItemId('Report a problem with IT'),
    name: 'Report a problem with IT',
    short_description: 'Something does not work, or you have a question',
    sys_name: 'Report a problem with IT',
    sc_catalogs: catalogId,
    category: categoryId('Software'),
    table_name: 'incident',
    type: 'item',
    price: '0',
    active: 'true',
    order: '1000',
    sys_class_name: 'sc_cat_item_producer',
  })
}

function addItem({ store, times, groups }: SeedContext, item: SeededCatalogItem, at: number): void {
  const system = times.systemFields(600)
  const sysId = catalogItemId(item.name)
  store.table('sc_cat_item').insert({
    ...system,
    sys_id: sysId,
    name: item.name,
    sys_name: item.name,
    short_description: item.summary,
    description: `<p>${item.summary}.</p>`,
    category: categoryId(item.category),
    sc_catalogs: catalogId,
    type: 'item',
    price: item.price,
    recurring_price: item.yearly ?? '0',
    recurring_frequency: item.yearly === undefined ? '' : 'yearly',
    delivery_time: `1970-01-${String(item.days + 1).padStart(2, '0')} 00:00:00`,
    order: String(at * 100),
    active: 'true',
    availability: 'on_both',
    fulfillment_automation_level: 'unspecified',
    group: groups.find(({ name }) => name === item.group)?.sysId ?? '',
    sys_class_name: 'sc_cat_item',
  })
  for (const [place, question] of item.questions.entries()) {
    const id = stableId(`item_option_new ${item.name} ${question.name}`)
    store.table('item_option_new').insert({
      ...system,
      sys_id: id,
      name: question.name,
      question_text: question.text,
      type: types[question.type],
      cat_item: sysId,
      order: String((place + 1) * 100),
      mandatory: String(question.mandatory === true),
      default_value: question.initial ?? '',
      reference: question.type === 'user' ? 'sys_user' : '',
      visible_standalone: 'true',
      active: 'true',
    })
    for (const [order, [value, text]] of (question.answers ?? []).entries()) {
      store.table('question_choice').insert({
        ...system,
        sys_id: stableId(`question_choice ${item.name} ${question.name} ${value}`),
        question: id,
        text,
        value,
        order: String((order + 1) * 100),
      })
    }
  }
}

function categoryId(title: string): string {
  return stableId(`sc_category ${title}`)
}
