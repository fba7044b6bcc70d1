import { type Emulator } from '../../../src/emulator/emulator-options.js'
import { instanceWith, type Row } from './planted-rows.js'

const image = '7a7c8271475211002ee987e8dee4906d.iix'
const id = (kind: string, index = 0): string => `${kind}${index}`.padEnd(32, '0')

export const catalogId = id('ca')
export const categoryId = id('cb')
export const userId = '6816f79cc0a8016401c5a33be04be441'

export interface PlantedItem {
  readonly name: string
  readonly kind?: 'item' | 'producer'
  readonly picture?: boolean
  readonly short?: string
  readonly frequency?: string
  /** Words and types of its questions: 7 is a check box, 2 a text of many lines. */
  readonly questions?: Readonly<Record<string, '2' | '7' | '8'>>
}

export interface PlantedCatalog {
  readonly items?: readonly PlantedItem[]
  /** Descriptions and images of catalog and category; without them they are bare. */
  readonly bare?: boolean
  /** Puts a category below the one that is there. */
  readonly child?: boolean
}

/** sys_id of an item, by its place. */
export const itemId = (index = 0): string => id('cc', index)
/** sys_id of a question, by its item and place. */
export const questionId = (item: number, index: number): string => id(`cd${item}`, index)

/** An instance whose catalog holds what the recorded one held. */
export function withCatalog({ items = [], bare = false, child = false }: PlantedCatalog): Emulator {
  const looks = bare ? {} : { description: 'What it is for' }
  const category = (sys_id: string, title: string, parent: string): Row => ({
    sys_id,
    title,
    parent,
    sc_catalog: catalogId,
    active: 'true',
    ...looks,
    ...(bare ? {} : { homepage_image: image }),
  })
  const rows = items.map((item, index) => itemRow(item, index))
  return instanceWith(
    {
      sc_catalog: [
        {
          sys_id: catalogId,
          title: 'Service Catalog',
          active: 'true',
          description: 'Service Catalog - IT Now',
          ...(bare ? {} : { desktop_image: image }),
        },
      ],
      sc_category: [
        category(categoryId, 'Office', ''),
        ...(child ? [category(id('ce'), 'Services', categoryId)] : []),
      ],
      sc_cat_item: rows.filter((row) => row.sys_class_name === 'sc_cat_item'),
      sc_cat_item_producer: rows.filter((row) => row.sys_class_name === 'sc_cat_item_producer'),
      item_option_new: items.flatMap(({ questions = {} }, item) =>
        Object.entries(questions).map(([question_text, type], index) => ({
          sys_id: questionId(item, index),
          name: question_text.toLowerCase().replaceAll(' ', '_'),
          question_text,
          type,
          cat_item: itemId(item),
          order: String(index),
          active: 'true',
          ...(type === '8' ? { reference: 'sys_user' } : {}),
        })),
      ),
    },
    { emptied: ['sc_catalog', 'sc_category', 'sc_cat_item', 'sc_cat_item_producer', 'item_option_new'] },
  )
}

function itemRow(item: PlantedItem, index: number): Row {
  const { name, kind = 'item', picture = true, short = name, frequency } = item
  return {
    sys_id: itemId(index),
    name,
    short_description: short,
    description: `<p>${name}</p>`,
    category: categoryId,
    sc_catalogs: catalogId,
    active: 'true',
    icon: picture ? image : 'images/icons/catalog_item.gifx',
    picture: picture ? image : '',
    order: '30',
    price: '600',
    ...(frequency === undefined ? {} : { recurring_price: '29', recurring_frequency: frequency }),
    delivery_time: '1970-01-03 00:00:00',
    sys_class_name: kind === 'item' ? 'sc_cat_item' : 'sc_cat_item_producer',
    ...(kind === 'item' ? {} : { table_name: 'incident' }),
  }
}
