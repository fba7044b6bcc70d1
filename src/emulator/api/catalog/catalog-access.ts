import { mayReadRow, type Principal } from '../../acl.js'
import { noRecord } from '../../api-error.js'
import { type Instance } from '../../instance.js'
import { classOf } from '../../records/record-class.js'
import { type StoredRow } from '../../storage/stored-row.js'

/** The catalogue as one person sees it: what is active and may be read, in its order. */
export interface CatalogAccess {
  readonly catalogs: () => StoredRow[]
  readonly categories: () => StoredRow[]
  readonly items: () => StoredRow[]
  /** A row of one of these tables; 404 for a hidden, inactive or missing one. */
  readonly row: (table: 'sc_catalog' | 'sc_category' | 'sc_cat_item', sysId: string) => StoredRow
}

export function catalogAccess({ store }: Instance, who: Principal): CatalogAccess {
  const isOpen = (table: string, row: StoredRow): boolean =>
    row.active !== 'false' && mayReadRow(store, who, classOf(row, table), row)
  const rowsOf = (table: string): StoredRow[] =>
    [...store.table(table).all()]
      .filter((row) => isOpen(table, row))
      .sort((a, b) => Number(a.order || '0') - Number(b.order || '0'))
  return {
    catalogs: () => rowsOf('sc_catalog'),
    categories: () => rowsOf('sc_category'),
    items: () => rowsOf('sc_cat_item'),
    row(table, sysId) {
      const row = store.row(table, sysId)
      if (row === undefined || !isOpen(table, row)) throw noRecord()
      return row
    },
  }
}

export function isInCatalog(item: StoredRow, catalog: string): boolean {
  return (item.sc_catalogs ?? '').split(',').includes(catalog)
}
