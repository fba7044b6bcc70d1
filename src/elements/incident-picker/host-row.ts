import type { TableRecord } from '../../protocol/records.js'
import { SnowError } from '../../shared/errors.js'

/** What a host can say of a row. Text, never markup. */
export interface HostRow {
  readonly title?: string
  /** The muted line below it. */
  readonly meta?: string
  /** Names of parts that the row gets besides `row`, for the host's own style. */
  readonly part?: string
}

/** The host's own text of a record; `undefined` leaves ours. */
export type RowText = (record: TableRecord) => HostRow | undefined

/** Asks the host for its text of rows; the first failure of a function is told, its rows are ours. */
export function createHostRows(tell: (error: SnowError) => void) {
  const failed = new WeakSet<RowText>()
  return (renderRow: RowText | undefined, record: TableRecord): HostRow => {
    if (typeof renderRow !== 'function') return {}
    try {
      const said: unknown = renderRow(record)
      return typeof said === 'object' && said !== null ? textsOf(said) : {}
    } catch (cause) {
      if (!failed.has(renderRow))
        tell(new SnowError('SNOW_CALLBACK_FAILED', '"renderRow" of the host threw', { cause }))
      failed.add(renderRow)
      return {}
    }
  }
}

function textsOf(said: HostRow): HostRow {
  const { title, meta, part } = said
  return {
    ...(typeof title === 'string' && title !== '' ? { title } : {}),
    ...(typeof meta === 'string' ? { meta } : {}),
    ...(typeof part === 'string' ? { part } : {}),
  }
}
