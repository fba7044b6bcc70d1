import { type Column } from '../../schema/columns.js'
import { dictionaryType } from '../../schema/dictionary-type.js'

/** What the pages call the type of a column: as the dictionary does, but for text that is chosen from a list. */
export function internalType(column: Column): string {
  return column.kind === 'choice' ? 'choice' : dictionaryType(column)
}
