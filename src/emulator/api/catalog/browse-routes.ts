import { type Hono } from 'hono'
import { type Instance } from '../../instance.js'
import { noRecord } from '../../api-error.js'
import { searchWords, wordPattern } from '../../query/text-search.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { type ApiContext, type ApiEnv } from '../api-env.js'
import { jsonBody } from '../json-body.js'
import { wholeNumber } from '../read-parameters.js'
import { catalogAccess, type CatalogAccess, isInCatalog } from './catalog-access.js'
import {
  catalogAnswer,
  categoriesOf,
  categoryAnswer,
  categoryDetails,
  itemAnswer,
  itemDetails,
} from './catalog-answers.js'
import { under } from './catalog-paths.js'
import { questionsOf, shownAnswer } from './item-variables.js'

/** What the catalogue offers: catalogues, categories, items. */
export function addBrowseRoutes(app: Hono<ApiEnv>, instance: Instance): void {
  const seen = (c: ApiContext): CatalogAccess => catalogAccess(instance, c.get('who'))
  const idOf = (c: ApiContext): string => c.req.param('id') ?? ''
  app.on('GET', under('/catalogs'), (c) => {
    const found = seen(c)
      .catalogs()
      .filter(named(c, ['title', 'description']))
    return c.json({ result: page(c, found).map((row) => catalogAnswer(row, seen(c))) })
  })
  app.on('GET', under('/catalogs/:id'), (c) => {
    const row = seen(c).row('sc_catalog', idOf(c))
    const categories = categoriesOf(row, seen(c)).map(({ sys_id, title, description, header_icon }) => ({
      ...{ header_image: header_icon ?? '', sys_id, description: description || null, title },
    }))
    return c.json({ result: { ...catalogAnswer(row, seen(c)), categories } })
  })
  app.on('GET', under('/catalogs/:id/categories'), (c) => {
    const isTop = c.req.query('sysparm_top_level_only') === 'true'
    const all = categoriesOf(seen(c).row('sc_catalog', idOf(c)), seen(c))
    const found = all.filter(({ parent }) => !isTop || !parent)
    return c.json({ result: page(c, found).map((row) => categoryAnswer(row, seen(c))) })
  })
  app.on('GET', under('/categories/:id'), (c) =>
    c.json({ result: categoryDetails(seen(c).row('sc_category', idOf(c)), seen(c)) }),
  )
  app.on('GET', under('/items'), (c) => {
    const category = c.req.query('sysparm_category') ?? ''
    const catalog = c.req.query('sysparm_catalog') ?? ''
    const found = seen(c)
      .items()
      .filter((item) => category === '' || item.category === category)
      .filter((item) => catalog === '' || isInCatalog(item, catalog))
      .filter(named(c, ['name', 'short_description', 'description', 'meta']))
    return c.json({ result: page(c, found).map((item) => itemAnswer(instance, item)) })
  })
  app.on('GET', under('/items/:id'), (c) =>
    c.json({ result: itemDetails(instance, seen(c).row('sc_cat_item', idOf(c))) }),
  )
  app.on('POST', under('/variables/:id/display_value'), async (c) => {
    const question = instance.store.row('item_option_new', idOf(c))
    if (question === undefined) throw noRecord()
    const { sysparm_value: value } = await jsonBody(c)
    return c.json({ result: shownAnswer(instance.store, question, typeof value === 'string' ? value : '') })
  })
  app.on('GET', under('/items/:id/delegation/:user'), (c) => {
    seen(c).row('sc_cat_item', idOf(c))
    const user = instance.store.row('sys_user', c.req.param('user') ?? '')
    return c.json({ result: { result: user?.active === 'true' } })
  })
  app.on('POST', under('/items/:id/get_invalid_delegated_users'), async (c) => {
    const item = seen(c).row('sc_cat_item', idOf(c))
    if (!isForOthers(instance, item)) return c.json({ result: notForOthers })
    const { users } = await jsonBody(c)
    const ids = Array.isArray(users)
      ? users.map(String)
      : String((users as string | undefined) ?? '').split(',')
    const invalid = ids.filter((id) => id !== '' && instance.store.row('sys_user', id)?.active !== 'true')
    return c.json({
      result: { invalidUsers: invalid.map((id) => instance.store.row('sys_user', id)?.name ?? id) },
    })
  })
}

function page(c: ApiContext, rows: readonly StoredRow[]): readonly StoredRow[] {
  const offset = wholeNumber(c.req.query('sysparm_offset'), 0)
  return rows.slice(offset, offset + (wholeNumber(c.req.query('sysparm_limit'), 0) || 10))
}

/** Whether a row has every word of `sysparm_text` somewhere. */
function named(c: ApiContext, columns: readonly string[]): (row: StoredRow) => boolean {
  const patterns = searchWords(c.req.query('sysparm_text') ?? '').map(wordPattern)
  return (row) => {
    const text = columns.map((name) => row[name] ?? '').join(' ')
    return patterns.every((pattern) => text.search(pattern) >= 0)
  }
}

const requestedForType = '31'

/** Whether an item asks for whom it is. */
function isForOthers(instance: Instance, item: StoredRow): boolean {
  return questionsOf(instance, item).some(
    ({ name, type }) => type === requestedForType || name === 'requested_for',
  )
}

const notForOthers = {
  errCode: '42202',
  errMsg: 'This item cannot be submitted for multiple people as it is not configured with Requested For',
}
