import { html, nothing, type TemplateResult } from 'lit'
import type { Formats } from '../../controllers/formats.js'
import type { Messages } from '../../locales/en.js'
import type { Incident, JournalEntry } from '../../protocol/records.js'
import type { IncidentPart } from '../../state/incident-state.js'
import { errorNotice } from '../internal/error-notice.js'
import { entriesSkeleton } from './incident-skeleton.js'
import { timelineEntry } from './timeline-entry.js'

/** Entries that stand at first; the rest is one click away. */
export const firstEntries = 20

export interface IncidentActivity {
  readonly incident: Incident
  readonly journal: IncidentPart<JournalEntry>
  readonly people: readonly string[]
  readonly messages: Messages
  readonly formats: Formats
  readonly now: number
  /** Ids of long entries that are shown whole. */
  readonly unfolded: ReadonlySet<string>
  readonly showEarlier: boolean
  readonly composer: TemplateResult | typeof nothing
  readonly onFold: (id: string) => void
  readonly onShowEarlier: () => void
  readonly onRetry: () => void
}

/** What was written, newest first, under the place to write. */
export function incidentActivity(activity: IncidentActivity): TemplateResult {
  const { messages, composer } = activity
  return html`<section class="activity" part="activity" aria-labelledby="activity-title">
    <h3 id="activity-title">${messages.incident.activity}</h3>
    ${composer} ${entries(activity)}
  </section>`
}

function entries(activity: IncidentActivity): TemplateResult {
  const { journal, messages, unfolded, showEarlier } = activity
  const { items, error } = journal
  if (error !== undefined) return errorNotice({ error, messages, retry: activity.onRetry })
  if (items === undefined) return entriesSkeleton(messages)
  if (items.length === 0) return html`<p class="muted">${messages.incident.noActivity}</p>`
  const shown = showEarlier ? items : items.slice(0, firstEntries)
  const hidden = items.length - shown.length
  return html`<ol class="timeline">
      ${shown.map((entry) => timelineEntry({ ...activity, entry, unfolded: unfolded.has(entry.id) }))}
    </ol>
    ${
      hidden === 0
        ? nothing
        : html`<button type="button" class="button quiet earlier" @click=${activity.onShowEarlier}>
            ${messages.incident.earlier(hidden)}
          </button>`
    }`
}
