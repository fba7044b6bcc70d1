import { type Instance } from '../../instance.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { type CatalogAccess, isInCatalog } from './catalog-access.js'
import { questionsOf, variableAnswer } from './item-variables.js'
import { money } from './money.js'

/** A catalogue in a list. */
export function catalogAnswer(row: StoredRow, seen: CatalogAccess): Record<string, unknown> {
  return {
    title: row.title ?? '',
    sys_id: row.sys_id,
    has_categories: categoriesOf(row, seen).length > 0,
    has_items: seen.items().some((item) => isInCatalog(item, row.sys_id!)),
    description: row.description ?? '',
    desktop_image: row.desktop_image ?? '',
  }
}

export function categoriesOf(catalog: StoredRow, seen: CatalogAccess): StoredRow[] {
  return seen.categories().filter((category) => category.sc_catalog === catalog.sys_id)
}

/** What every description of a category has. */
function categoryBase(row: StoredRow): Record<string, unknown> {
  return {
    title: row.title ?? '',
    description: row.description ?? '',
    full_description: null,
    icon: row.icon ?? '',
    header_icon: row.header_icon ?? '',
    homepage_image: row.homepage_image ?? '',
    sys_id: row.sys_id,
  }
}

function itemCount(category: StoredRow, seen: CatalogAccess): number {
  return seen.items().filter((item) => item.category === category.sys_id).length
}

function childrenOf(category: StoredRow, seen: CatalogAccess): StoredRow[] {
  return seen.categories().filter(({ parent }) => parent === category.sys_id)
}

/** A category in the list of a catalogue. */
export function categoryAnswer(row: StoredRow, seen: CatalogAccess): object {
  const subcategories = childrenOf(row, seen).map(({ sys_id, title }) => ({ sys_id, title }))
  return { ...categoryBase(row), count: itemCount(row, seen), subcategories }
}

/** A category with those below it. */
export function categoryDetails(row: StoredRow, seen: CatalogAccess): object {
  const child_categories = childrenOf(row, seen).map((child) => ({
    sys_id: child.sys_id,
    title: child.title ?? '',
    count: itemCount(child, seen),
    parent: row.sys_id,
    subcategories: childrenOf(child, seen).map(({ sys_id, title }) => ({ sys_id, title })),
    isParentCategory: childrenOf(child, seen).length > 0,
  }))
  return { ...categoryBase(row), child_categories }
}

const types: Readonly<Record<string, string>> = {
  sc_cat_item_producer: 'record_producer',
  sc_cat_item_guide: 'order_guide',
}

/** An item in a list; what costs nothing to file, such as a record producer, has no price. */
export function itemAnswer({ store }: Instance, item: StoredRow): Record<string, unknown> {
  const type = types[item.sys_class_name ?? ''] ?? 'catalog_item'
  const hasPrice = type === 'catalog_item' && item.omit_price !== 'true'
  const category = store.row('sc_category', item.category ?? '')
  const catalogs = (item.sc_catalogs ?? '').split(',').flatMap((id) => {
    const title = store.row('sc_catalog', id)?.title
    return title === undefined ? [] : [{ sys_id: id, title }]
  })
  return {
    short_description: item.short_description || null,
    kb_article: '',
    icon: item.icon ?? '',
    description: item.description ?? '',
    show_price: hasPrice,
    type,
    show_quantity: item.no_quantity !== 'true',
    sys_class_name: item.sys_class_name || 'sc_cat_item',
    picture: item.picture ?? '',
    url: '',
    sys_id: item.sys_id,
    content_type: '',
    catalogs,
    name: item.name ?? '',
    category: category === undefined ? {} : { sys_id: category.sys_id, title: category.title ?? '' },
    order: Number(item.order || '0'),
    ...(hasPrice ? prices(item) : {}),
  }
}

function prices(item: StoredRow): Record<string, unknown> {
  return {
    price: money(item.price),
    localized_price: money(item.price),
    price_currency: 'USD',
    recurring_price: money(item.recurring_price),
    localized_recurring_price: money(item.recurring_price),
    recurring_price_currency: 'USD',
    recurring_frequency: item.recurring_frequency || null,
    local_currency: 'USD',
  }
}

/** An item with its questions. */
export function itemDetails(instance: Instance, item: StoredRow): object {
  const { store } = instance
  const category = store.row('sc_category', item.category ?? '')
  const parent = store.row('sc_category', category?.parent ?? '') ?? category
  const own = { sys_id: category?.sys_id, active: category?.active !== 'false', title: category?.title ?? '' }
  return {
    ...itemAnswer(instance, item),
    categories:
      category === undefined
        ? []
        : [
            {
              sys_id: parent?.sys_id,
              active: parent?.active !== 'false',
              category: own,
              title: parent?.title ?? '',
            },
          ],
    variables: questionsOf(instance, item).map((question) => variableAnswer(instance, question)),
    ui_policy: [],
    client_script: { onChange: [], onSubmit: [], onLoad: [] },
    data_lookup: [],
  }
}
