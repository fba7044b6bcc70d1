import { plainFileName } from '../shared/file-name.js'
import type { ManifestAttachment, ManifestRecord, SelectionManifest } from './selection-manifest.js'

/** How a manifest can be written out. Only JSON can be read back. */
export type ManifestFormat = 'json' | 'csv' | 'markdown'

export function writeManifest(manifest: SelectionManifest, format: ManifestFormat): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(manifest, null, 2)}\n`
    case 'csv':
      return toCsv(manifest)
    case 'markdown':
      return toMarkdown(manifest)
  }
}

const columns = [
  ...['kind', 'table', 'sys_id', 'number', 'sys_mod_count', 'state', 'record', 'file_name'],
  ...['content_type', 'size_bytes', 'hash', 'query', 'label', 'live'],
] as const
type Line = Partial<Record<(typeof columns)[number], string | number>>

/** RFC 4180, in UTF-8. What a spreadsheet would take for a formula begins with an apostrophe. */
function toCsv(manifest: SelectionManifest): string {
  return [
    columns.join(','),
    ...linesOf(manifest).map((line) => columns.map((name) => cell(line[name] ?? '')).join(',')),
  ]
    .map((line) => `${line}\r\n`)
    .join('')
}

function linesOf({ records, attachments, rule, missing = [] }: SelectionManifest): readonly Line[] {
  const { exceptions = [], ...plain } = rule ?? {}
  return [
    ...records.flatMap((record) => [
      recordLine(record),
      ...(record.attachments ?? []).map((file) => ({ ...fileLine(file), kind: 'included-attachment' })),
    ]),
    ...attachments.map(fileLine),
    ...(rule ? [{ kind: 'rule', ...plain, live: String(rule.live) }] : []),
    ...exceptions.map((record) => ({ kind: 'exception', table: rule!.table, ...record })),
    ...missing.map((name) => ({ kind: 'missing', number: name })),
  ]
}

function recordLine({ table, sys_id, number, sys_mod_count, gone }: ManifestRecord): Line {
  return { kind: 'record', table, sys_id, number, sys_mod_count, state: gone ? 'gone' : '' }
}

function fileLine(file: ManifestAttachment): Line {
  const { table_sys_id: record, ...plain } = file
  return { kind: 'attachment', ...plain, record }
}

/** Also in full width, and where a spreadsheet trims what comes before. */
const formula = /^[\s\p{Cf}]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u

function cell(value: string | number): string {
  const text = typeof value === 'number' ? String(value) : value.replace(formula, (start) => `'${start}`)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Tables of GitHub's Markdown; nothing that comes from the instance is read as markup. */
function toMarkdown({ instance, createdAt, records, attachments, rule, missing = [] }: SelectionManifest) {
  const parts = [`# ${plain(instance)}, ${plain(createdAt)}`]
  if (rule !== undefined) {
    parts.push(
      `All of \`${rule.table}\` that match ${rule.live ? 'now and later' : 'now'}: ${plain(rule.label)}\n\n${codeBlock(rule.query)}`,
    )
    const { exceptions } = rule
    if (exceptions.length > 0) {
      const names = exceptions.map(({ number, sys_id }) => plain(number || sys_id))
      parts.push(`Except ${names.length}: ${names.join(', ')}`)
    }
  }
  if (records.length > 0) {
    const rows = records.map((record) => {
      const { table, number, sys_id, sys_mod_count, gone } = record
      const files = (record.attachments ?? []).map(({ file_name }) => plain(plainFileName(file_name)))
      return [
        ...[plain(number), plain(table), sys_id, String(sys_mod_count), files.join(', ')],
        gone ? 'gone' : '',
      ]
    })
    parts.push(table(['Number', 'Table', 'sys_id', 'Version', 'Attachments', ''], rows))
  }
  if (attachments.length > 0) {
    const rows = attachments.map((file) => [
      ...[plain(plainFileName(file.file_name)), plain(file.content_type), String(file.size_bytes)],
      ...[plain(file.hash), plain(file.table), file.table_sys_id],
    ])
    parts.push(table(['Attachment', 'Type', 'Bytes', 'SHA-256', 'Table', 'Record'], rows))
  }
  if (missing.length > 0) parts.push(`Missing: ${missing.map(plain).join(', ')}`)
  return `${parts.join('\n\n')}\n`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Indented, so that no text can end it. */
function codeBlock(text: string): string {
  return `    ${text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')}`
}

/** One line of text: without marks of Markdown or HTML, addresses that would become links, and tricks of direction. */
function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/[\\`*_[\]<>#~!&|@]|:(?=\/\/)|(?<=www)\./gi, (mark) => `&#${mark.codePointAt(0)};`)
    .trim()
}
