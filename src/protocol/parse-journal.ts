import type { FieldValue, Row } from './field-value.js'
import { toIsoDate, toWireDate } from './dates.js'
import { fieldOf, sysIdOf } from './parse-table.js'
import type { JournalEntry, JournalKind } from './records.js'

/** Columns of `sys_journal_field` that an entry is made of. */
export const journalFields: readonly string[] = [
  'element_id',
  'element',
  'value',
  'sys_created_on',
  'sys_created_by',
]

/** The columns of a record that hold its rendered journals, with their kinds. */
export const journalColumns: readonly (readonly [string, JournalKind])[] = [
  ['comments', 'comment'],
  ['work_notes', 'work-note'],
]

/** An entry from a row of `sys_journal_field`, which mostly only admins may read. */
export function parseJournalRow(row: Row): JournalEntry {
  const text = (name: string): string => fieldOf(row, name).value
  return {
    id: sysIdOf(row),
    kind: text('element') === 'work_notes' ? 'work-note' : 'comment',
    author: text('sys_created_by'),
    createdAt: toIsoDate(text('sys_created_on')),
    text: text('value'),
  }
}

/** Date, author and label of `2026-11-04 15:29:20 - Beth Anglin (Work notes)`, in any date format. */
const header = /^((?=[^-]*\d).{6,40}?) - (.+) \(([^()]+)\)$/

/**
 * Entries, newest first, from the rendered journals of a record. The text is ambiguous: a header counts
 * only after a blank line and with the label of the first header, so that quoted headers stay text.
 * Rendered times are the reader's; they become UTC by the offset between value and label of
 * `sys_updated_on`, and `''` where the reader's date format is not ISO.
 */
export function parseRenderedJournal(row: Row): readonly JournalEntry[] {
  const offsetMs = zoneOffset(fieldOf(row, 'sys_updated_on'))
  const entries = journalColumns.flatMap(([column, kind]) =>
    splitEntries(fieldOf(row, column).label).map((entry, index, all) => ({
      // Journals only grow: counted from the oldest, an entry keeps its place.
      id: `${sysIdOf(row)}:${kind}:${all.length - index}`,
      kind,
      author: entry.author,
      createdAt: toUtc(entry.date, offsetMs),
      text: entry.lines.join('\n').trimEnd(),
    })),
  )
  return entries.sort((one, other) =>
    one.createdAt < other.createdAt ? 1 : one.createdAt > other.createdAt ? -1 : 0,
  )
}

interface RenderedEntry {
  readonly date: string
  readonly author: string
  readonly lines: string[]
}

function splitEntries(rendered: string): readonly RenderedEntry[] {
  const entries: RenderedEntry[] = []
  let label: string | undefined
  let afterBlank = true
  for (const line of rendered.replace(/\r\n?/g, '\n').split('\n')) {
    const found = afterBlank ? header.exec(line) : null
    if (found !== null && (label === undefined || found[3] === label)) {
      label = found[3]
      entries.push({ date: found[1]!, author: found[2]!, lines: [] })
    } else if (entries.length > 0) {
      entries.at(-1)!.lines.push(line)
    } else if (line.trim() !== '') {
      // No header where one must be: the text is better than nothing.
      entries.push({ date: '', author: '', lines: [line] })
    }
    afterBlank = line === ''
  }
  return entries
}

function zoneOffset({ value, label }: FieldValue): number | undefined {
  const utc = Date.parse(toIsoDate(value))
  const local = Date.parse(toIsoDate(label))
  return Number.isNaN(utc) || Number.isNaN(local) ? undefined : local - utc
}

function toUtc(local: string, offsetMs: number | undefined): string {
  const time = Date.parse(toIsoDate(local))
  return Number.isNaN(time) || offsetMs === undefined ? '' : toIsoDate(toWireDate(time - offsetMs))
}
