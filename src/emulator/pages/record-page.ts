import { html } from 'hono/html'
import { type Instance } from '../instance.js'
import { displayOf } from '../query/column-path.js'
import { type StoredRow } from '../storage/stored-row.js'
import { type Markup, pageLayout } from './page-layout.js'

const quiet: ReadonlySet<string> = new Set([
  'sys_domain',
  'sys_domain_path',
  'sys_class_name',
  'task_effective_number',
])

/** A record as a readable page: every column that has a value. */
export function recordPage({ store }: Instance, table: string, row: StoredRow): Markup {
  const { schema } = store.table(table)
  const shown = Object.entries(schema.columns).filter(
    ([name]) => (row[name] ?? '') !== '' && !quiet.has(name),
  )
  const text = (name: string): string => {
    const value = row[name] ?? ''
    const reference = schema.columns[name]?.kind === 'reference' ? schema.columns[name].reference : undefined
    if (reference !== undefined) return displayOf(store, reference, value) || value
    return store.choices(table, name).get(value) ?? value
  }
  const title = `${schema.label} ${row.number ?? row[schema.display] ?? ''}`
  return pageLayout(
    title,
    html`<h1>${title}</h1>
      <p class="muted">${row.short_description ?? row.name ?? ''}</p>
      <dl>
        ${shown.map(
          ([name, column]) =>
            html`<dt>${column.label}</dt>
              <dd>${text(name)}</dd>`,
        )}
      </dl>`,
    'wide',
  )
}
