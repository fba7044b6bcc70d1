import { emptyValue, type Row } from '../../protocol/field-value.js'
import { fieldOf } from '../../protocol/parse-table.js'
import type { RowFilter } from './row-filter.js'
import { denied } from './service-scope.js'
import { fateOf } from './stored-text.js'

/** What is written into a record: its columns' texts by name. */
export type Columns = Readonly<Record<string, string>>

/** Each may have stayed as it was: of eight there are 256 rows to look at. */
const mostAtOnce = 8

/**
 * The rows that a record may be after a write, as far as a filter looks at them: the one place that says what an
 * instance stores for a text. `current` is the record as it is, `undefined` for a new one. Throws
 * `SNOW_ACL_DENIED` for a text that nobody can tell that of, with what to write instead.
 */
export function rowsAfter(
  filter: RowFilter,
  columns: Columns,
  { user, current }: { readonly user: string; readonly current: Row | undefined },
): readonly Row[] {
  const named = filter.named(user)
  const written = Object.entries(columns).filter(([column]) => named.has(column))
  if (written.length > mostAtOnce) {
    throw denied(`At most ${mostAtOnce} columns of the filter are written at once; write some of them later`)
  }
  return written.reduce<readonly Row[]>(
    (rows, [column, text]) => {
      const fate = fateOf(column, text, named.get(column)!)
      if (fate.kind === 'unsure') {
        throw denied(`Nobody can tell what is stored for this value of "${column}"; write ${fate.write}`)
      }
      if (current === undefined && fate.kind === 'stored-or-dropped') {
        throw denied(
          `Nobody can tell whether a new record gets this value of "${column}" or its default; write a value ` +
            'that the filter names',
        )
      }
      const value = text === '' ? emptyValue : { value: text, label: text }
      const changed = rows.map((row) => ({ ...row, [column]: value }))
      // Also what a rule of the instance keeps from being written stays as it was, without a word.
      const isSame = current === undefined || fieldOf(current, column).value === text
      return isSame ? changed : [...rows, ...changed]
    },
    [current ?? {}],
  )
}
