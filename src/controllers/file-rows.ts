import type { Attachment } from '../protocol/records.js'
import type { RowAnchor } from '../state/record-list-reader.js'
import type { IncidentListController } from './incident-list-controller.js'
import type { RowMark, SelectionController } from './selection-controller.js'

/** A file in the list, with what is around it. */
export interface FileInList {
  readonly file: Attachment
  /** The files of the same record, itself among them, in the order of their rows. */
  readonly siblings: readonly Attachment[]
  readonly record: { readonly tableName: string; readonly sysId: string; readonly number: string }
  readonly anchor: RowAnchor
}

/** The rows of files in a list. */
export interface FileRows {
  /** Whether any record shows its files. */
  readonly some: boolean
  /** The row that keys act on; −1 before there is one. */
  readonly active: number
  at(row: number): FileInList | undefined
  /** Where a file is now; `undefined` when it is not in the list any more. */
  rowOf(file: FileInList): number | undefined
  markOf(row: number): RowMark | undefined
  toggle(row: number): void
  moveTo(row: number): void
}

/** Reads a list and its selection as rows of files: the one place that knows how those keep them. */
export function createFileRows(
  list: Pick<IncidentListController, 'rows' | 'state'>,
  picked: SelectionController,
): FileRows {
  const at = (row: number): FileInList | undefined => {
    const { rows } = list
    if (rows === undefined || row < 0 || row >= rows.count) return undefined
    const found = rows.at(row)
    if (found.kind !== 'file') return undefined
    const { file, siblings } = found
    const { sysId, number } = found.record
    const record = { tableName: file.tableName, sysId, number }
    return { file, siblings, record, anchor: rows.anchorOf(row) }
  }
  return {
    get some() {
      return list.state.expanded.size > 0
    },
    get active() {
      return picked.active
    },
    at,
    rowOf({ file, siblings, anchor }) {
      const child = 1 + siblings.findIndex(({ sysId }) => sysId === file.sysId)
      const row = list.rows?.rowOf({ ...anchor, child })
      return row !== undefined && at(row)?.file.sysId === file.sysId ? row : undefined
    },
    markOf(row) {
      const found = list.rows?.at(row)
      return found && picked.markOf(found)
    },
    toggle: (row) => picked.toggle(row),
    moveTo: (row) => picked.moveTo(row),
  }
}
