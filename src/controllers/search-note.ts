import { readSearch } from '../protocol/search-query.js'
import type { TableDescriptor } from '../protocol/tables/table-descriptor.js'

/** What there is to tell of a search besides its rows. */
export function searchNote(
  typed: string,
  table: TableDescriptor,
): { readonly cut: boolean; readonly otherTable: string | undefined } {
  if (typed === '') return { cut: false, otherTable: undefined }
  const { cut, otherTable } = readSearch(typed, table)
  return { cut, otherTable }
}
