import { cellText, recordTitle, storedValue } from '../../controllers/cell-text.js'
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
  /** The columns of the view; those of the table when left out. */
  readonly columns?: readonly string[]
}

/** Longer than any row shows; what follows is only read where the record is. */
const longestText = 400

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
      return isIncident(row.record) && isUsual(words)
        ? describeIncident(row, row.record, { place, ...words })
        : describeRecord(row, place, words)
    case 'file':
      return describeFile(row, place, words)
    case 'loading':
      return { row: place, level: 2, kind: 'loading', title: '', meta: '' }
    case 'failed':
      return {
        ...{ row: place, level: 2, kind: 'failed', shape: 'failed' },
        title: messages.picker.rowFailed,
        meta: messages.common.errorCode(row.error.code),
        button: messages.common.retry,
      }
    case 'files-loading':
      return { row: place, level: 3, kind: 'child loading', title: '', meta: '' }
    case 'files-failed':
      return {
        ...{ row: place, level: 3, kind: 'child failed', shape: 'failed' },
        title: messages.picker.rowFailed,
        meta: messages.common.errorCode(row.error.code),
        button: messages.common.retry,
      }
    case 'no-files':
      return { row: place, level: 3, kind: 'child none', title: messages.picker.noFiles, meta: '' }
  }
}

function isIncident(record: TableRecord): record is Incident {
  return record.table === 'incident'
}

/** A record of another table: its title, and what the view shows of it. */
function describeRecord(
  { record, changed, gone, files, expanded }: ListRow & { kind: 'record' },
  place: number,
  words: RowWords,
): Omit<PickerRow, 'selected'> {
  const { messages, table, columns = table.defaultColumns } = words
  const title = cut(recordTitle(record, table)) || messages.list.noTitle
  const cells = columns
    .filter((field) => field !== table.titleField)
    .map((field) => cut(cellText(record, field, words)))
  const priority = storedValue(record, 'priority')
  const word = messages.priority[priority]
  const meta = line([news({ changed, gone }, messages), ...cells])
  return {
    row: place,
    level: 2,
    kind: kindOf({ changed, gone }),
    title,
    ...{ meta, details: meta },
    ...(word === undefined ? {} : { shape: priorityShape(priority), shapeLabel: word }),
    selectLabel: messages.picker.select(record.number || title),
    ...filesButton(record.number || title, { files, expanded }, words),
  }
}

function describeIncident(
  { files, expanded, changed, gone }: ListRow & { kind: 'record' },
  incident: Incident,
  words: RowWords & { readonly place: number },
): Omit<PickerRow, 'selected'> {
  const { messages, formats, nowMs, place } = words
  const { picker } = messages
  const { assignedTo, openedAt, priority } = incident
  const title = cut(incident.shortDescription) || messages.incident.noDescription
  // A row whose number the person may not read is still one to select and open.
  const number = incident.number || title
  const word = messages.priority[priority.value]
  const meta = line([
    news({ changed, gone }, messages),
    incident.number,
    stateOf(incident),
    openedAt === '' ? '' : formats.brief(openedAt, nowMs),
    assignedTo.label,
  ])
  return {
    row: place,
    level: 2,
    kind: kindOf({ changed, gone }),
    title,
    meta,
    details: openedAt === '' ? meta : `${meta}\n${messages.incident.opened}: ${formats.dateTime(openedAt)}`,
    shape: priorityShape(priority.value),
    ...(word === undefined ? {} : { shapeLabel: word }),
    selectLabel: picker.select(number),
    ...filesButton(number, { files, expanded }, words),
  }
}

/** Shows and hides the files of a record. */
function filesButton(
  name: string,
  { files, expanded }: Pick<ListRow & { kind: 'record' }, 'files' | 'expanded'>,
  { messages, formats, table }: RowWords,
): Partial<PickerRow> {
  const { picker, common } = messages
  if (!table.hasAttachments) return {}
  const count = files?.length ?? 0
  return {
    ...(files === undefined || count > 0 || expanded ? { expanded } : {}),
    ...(count > 0
      ? {
          button: formats.number(count),
          buttonLabel: `${common.files(count)}. ${expanded ? picker.hideFiles(name) : picker.showFiles(name)}`,
          buttonIcon: clipShape,
        }
      : {}),
  }
}

type Fate = Pick<ListRow & { kind: 'record' }, 'changed' | 'gone'>

function kindOf({ changed, gone }: Fate): string {
  return `incident${changed ? ' changed' : ''}${gone ? ' gone' : ''}`
}

function news({ changed, gone }: Fate, { list, incident }: Messages): string {
  return gone ? list.gone : changed ? incident.updated : ''
}

function cut(text: string): string {
  return text.length <= longestText ? text : `${[...text.slice(0, longestText)].slice(0, -1).join('')}…`
}

/** Whether the columns are those that the line below a title is made for. */
function isUsual({ table, columns = table.defaultColumns }: RowWords): boolean {
  return (
    columns.length === table.defaultColumns.length &&
    columns.every((field, at) => field === table.defaultColumns[at])
  )
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
    level: 3,
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
