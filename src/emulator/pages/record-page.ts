import { html } from 'hono/html'
import { columnReader, mayReadRow, type Principal } from '../acl.js'
import { viewColumns } from '../api/view-columns.js'
import { type Instance } from '../instance.js'
import { displayOf } from '../query/column-path.js'
import { displayValue } from '../records/display-values.js'
import { readerOf } from '../records/reader.js'
import { renderContextOf } from '../records/render-context.js'
import { shownTime } from '../records/user-times.js'
import { type Column } from '../schema/columns.js'
import { type StoredRow } from '../storage/stored-row.js'
import { type Markup, pageLayout } from './page-layout.js'

interface Viewing {
  readonly instance: Instance
  readonly who: Principal
  readonly table: string
  readonly row: StoredRow
}

const journalKinds: ReadonlySet<string> = new Set(['journal', 'merged-journal'])
/** Told by the page's own title, activity and files. */
const quiet: ReadonlySet<string> = new Set([
  'sys_id',
  'sys_domain',
  'sys_domain_path',
  'task_effective_number',
])

/** A record as a form to read: the default layout of its table, its activity and its files. */
export function recordPage(
  instance: Instance,
  who: Principal,
  found: { table: string; row: StoredRow },
): Markup {
  const { row } = found
  const isKnown = instance.store.hasTable(row.sys_class_name ?? '')
  const viewing: Viewing = { instance, who, row, table: isKnown ? row.sys_class_name! : found.table }
  const { schema } = instance.store.table(viewing.table)
  const named = row.number === undefined ? schema.display : 'number'
  const title = `${schema.label} ${readable(viewing, named)}`.trim()
  return pageLayout(
    title,
    html`<h1>${title}</h1>
      <p class="muted">${readable(viewing, row.number === undefined ? 'short_description' : subject(viewing))}</p>
      <dl class="facts">
        ${shownColumns(viewing).map((name) => field(viewing, name, schema.columns[name]!))}
      </dl>
      ${activity(viewing)} ${files(viewing)}
      <p class="small muted">Seen as ${who.name} (${who.userName}). <a href="/">Instance</a></p>`,
    'wide',
  )
}

const subject = ({ row }: Viewing): string =>
  row.short_description === undefined ? 'name' : 'short_description'

function readable({ instance, who, table, row }: Viewing, name: string): string {
  return columnReader(instance.store, who)(table, name, row) ? (row[name] ?? '') : ''
}

/** The columns of the form layout, or all that say something where there is none. */
function shownColumns({ instance, who, table, row }: Viewing): string[] {
  const { store } = instance
  const { columns } = store.table(table).schema
  const layout = viewColumns(store, store.table(table).schema, { view: 'desktop', kind: 'form' })
  const names = layout ?? Object.keys(columns).filter((name) => (row[name] ?? '') !== '')
  return names.filter((name) => {
    const column = columns[name]
    if (column === undefined || quiet.has(name) || journalKinds.has(column.kind)) return false
    return column.kind !== 'password2' && columnReader(store, who)(table, name, row)
  })
}

function field(viewing: Viewing, name: string, column: Column): Markup {
  const { instance, who, row, table } = viewing
  const { store } = instance
  const value = row[name] ?? ''
  const isLong = value.length > 80 || value.includes('\n')
  const target = column.kind === 'reference' ? column.reference : undefined
  const context = renderContextOf(instance, who, { mode: 'true', excludeLinks: true, linkBase: '' })
  const text =
    target === undefined
      ? (displayValue(row, { column, name, table }, context) ?? '')
      : displayOf(store, target, value) || value
  const isLinked = target !== undefined && value !== '' && store.row(target, value) !== undefined
  return html`<div class="${isLong ? 'long' : ''}">
    <dt>${column.label}</dt>
    <dd>
      ${isLinked ? html`<a href="/${target}.do?sys_id=${value}">${text}</a>` : html`<span class="value">${text || '–'}</span>`}
    </dd>
  </div>`
}

function activity({ instance, who, table, row }: Viewing): Markup | string {
  const { store } = instance
  const { columns } = store.table(table).schema
  const reader = readerOf(instance, who)
  const mayRead = columnReader(store, who)
  const entries = store
    .journal(row.sys_id!)
    .filter(({ element }) => mayRead(table, element!, row))
    .toReversed()
  if (entries.length === 0) return ''
  return html`<h2>Activity</h2>
    <ol class="journal">
      ${entries.map((entry) => {
        const author = store.table('sys_user').find('user_name', entry.sys_created_by!)?.name
        return html`<li class="${entry.element === 'work_notes' ? 'note' : 'comment'}">
          <span class="small muted"
            >${author ?? entry.sys_created_by} · ${columns[entry.element!]?.label ?? entry.element} ·
            ${shownTime(entry.sys_created_on!, reader)}</span
          >
          <p>${entry.value}</p>
        </li>`
      })}
    </ol>`
}

function files({ instance, who, table, row }: Viewing): Markup | string {
  const { store } = instance
  const attached = [...(store.table('sys_attachment').equalTo('table_sys_id', row.sys_id!) ?? [])].filter(
    (file) => file.table_name === table && mayReadRow(store, who, 'sys_attachment', file),
  )
  if (attached.length === 0) return ''
  return html`<h2>Attachments</h2>
    <ul class="files">
      ${attached.map(
        (file) =>
          html`<li>
            <a href="/sys_attachment.do?sys_id=${file.sys_id}">${file.file_name}</a>
            <span class="small muted">${Number(file.size_bytes ?? '0').toLocaleString('en')} bytes · ${file.content_type}</span>
          </li>`,
      )}
    </ul>`
}
