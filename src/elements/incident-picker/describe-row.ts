import { cellText, recordTitle } from '../../controllers/cell-text.js'
import type { Formats } from '../../controllers/formats.js'
import type { RowMark } from '../../controllers/selection-controller.js'
import type { Messages } from '../../locales/en.js'
import type { Incident, TableRecord } from '../../protocol/records.js'
import type { TableDescriptor } from '../../protocol/tables/table-descriptor.js'
import { plainFileName } from '../../shared/file-name.js'
import type { ListRow } from '../../state/record-list-state.js'
import type { PickerRow } from './picker-row.js'
import { clipShape, eyeShape, fileShape, priorityShape } from './row-shapes.js'

export interface RowWords {
  readonly messages: Messages
  readonly formats: Formats
  readonly nowMs: number
  readonly mark: RowMark | undefined
  readonly table: TableDescriptor
}

/** Isolates the directions of its parts: a name in Hebrew does not turn the number beside it around. */
const line = (parts: readonly string[]): string =>
  parts
    .filter((part) => part !== '')
    .map((part) => `\u2068${part}\u2069`)
    .join(' · ')

/** What a row of the list says, in the person's language. */
export function describeRow(row: ListRow, place: number, words: RowWords): Omit<PickerRow, 'selected'> {
  const { messages } = words
  switch (row.kind) {
    case 'record':
      return isIncident(row.record)
        ? describeIncident(row, row.record, { place, ...words })
        : describeRecord(row, place, words)
    case 'file':
      return describeFile(row, place, words)
    case 'loading':
      return { row: place, level: 1, kind: 'loading', title: '', meta: '' }
    case 'failed':
      return {
        ...{ row: place, level: 1, kind: 'failed', shape: 'failed' },
        title: messages.picker.rowFailed,
        meta: messages.common.errorCode(row.error.code),
        button: messages.common.retry,
      }
    case 'files-loading':
      return { row: place, level: 2, kind: 'child loading', title: '', meta: '' }
    case 'files-failed':
      return {
        ...{ row: place, level: 2, kind: 'child failed', shape: 'failed' },
        title: messages.picker.rowFailed,
        meta: messages.common.errorCode(row.error.code),
        button: messages.common.retry,
      }
    case 'no-files':
      return { row: place, level: 2, kind: 'child none', title: messages.picker.noFiles, meta: '' }
  }
}

function isIncident(record: TableRecord): record is Incident {
  return record.table === 'incident'
}

/** A record of another table: its title, and what the view shows of it. */
function describeRecord(
  { record, changed }: ListRow & { kind: 'record' },
  place: number,
  words: RowWords,
): Omit<PickerRow, 'selected'> {
  const { messages, table } = words
  const title = recordTitle(record, table) || messages.incident.noDescription
  const cells = table.defaultColumns
    .filter((field) => field !== table.titleField)
    .map((field) => cellText(record, field, words))
  return {
    row: place,
    level: 1,
    kind: `incident${changed ? ' changed' : ''}`,
    title,
    meta: line([changed ? messages.incident.updated : '', ...cells]),
    selectLabel: messages.picker.select(record.number || title),
  }
}

function describeIncident(
  { files, expanded, changed }: ListRow & { kind: 'record' },
  incident: Incident,
  { messages, formats, nowMs, place }: RowWords & { readonly place: number },
): Omit<PickerRow, 'selected'> {
  const { picker } = messages
  const { assignedTo, openedAt, priority } = incident
  const title = incident.shortDescription || messages.incident.noDescription
  // A row whose number the person may not read is still one to select and open.
  const number = incident.number || title
  const word = messages.priority[priority.value]
  const count = files?.length ?? 0
  const meta = line([
    changed ? messages.incident.updated : '',
    incident.number,
    stateOf(incident),
    openedAt === '' ? '' : formats.brief(openedAt, nowMs),
    assignedTo.label,
  ])
  return {
    row: place,
    level: 1,
    kind: `incident${changed ? ' changed' : ''}`,
    title,
    meta,
    details: openedAt === '' ? meta : `${meta}\n${messages.incident.opened}: ${formats.dateTime(openedAt)}`,
    shape: priorityShape(priority.value),
    ...(word === undefined ? {} : { shapeLabel: word }),
    ...(files === undefined || count > 0 || expanded ? { expanded } : {}),
    selectLabel: picker.select(number),
    ...(count > 0
      ? {
          button: formats.number(count),
          buttonLabel: `${messages.common.files(count)}. ${expanded ? picker.hideFiles(number) : picker.showFiles(number)}`,
          buttonIcon: clipShape,
        }
      : {}),
  }
}

function describeFile(
  { file, record }: ListRow & { kind: 'file' },
  place: number,
  { messages, formats, mark }: RowWords,
): Omit<PickerRow, 'selected'> {
  const name = plainFileName(file.fileName)
  const pending = file.state === 'pending'
  const included = mark === 'included' ? messages.picker.includedWith(record.number) : ''
  return {
    row: place,
    level: 2,
    kind: `child file${pending ? ' scanning' : ''}`,
    title: name,
    meta: line([
      included,
      formats.size(file.sizeBytes),
      pending ? messages.incident.scanning : '',
      file.createdBy,
      formats.dateTime(file.createdAt),
    ]),
    shape: fileShape(file),
    selectLabel: messages.picker.select(name),
    ...(included === '' ? {} : { selectHint: included }),
    button: '',
    buttonLabel: messages.incident.preview(name),
    buttonIcon: eyeShape,
  }
}

function stateOf({ state, holdReason }: Incident): string {
  return state.value === '3' && holdReason.label !== '' ? `${state.label}: ${holdReason.label}` : state.label
}
