import { html, nothing, type TemplateResult } from 'lit'
import type { Formats } from '../../controllers/formats.js'
import type { Messages } from '../../locales/en.js'
import type { Incident } from '../../protocol/records.js'
import { moment } from '../internal/moment.js'

export interface IncidentFacts {
  readonly incident: Incident
  readonly messages: Messages
  readonly formats: Formats
  readonly now: number
}

/** The grid of what one asks first: who, which group, since when. */
export function incidentFacts({ incident, messages, formats, now }: IncidentFacts): TemplateResult {
  const { incident: words, common } = messages
  const when = (iso: string): TemplateResult | string =>
    iso === '' ? '' : html`${moment(iso, formats, now)}`
  const facts: readonly (readonly [label: string, value: TemplateResult | string])[] = [
    [words.caller, incident.caller.label],
    [words.assignedTo, incident.assignedTo.label || html`<span class="muted">${common.unassigned}</span>`],
    [words.group, incident.assignmentGroup.label],
    [words.category, incident.category.label],
    [words.opened, when(incident.openedAt)],
    [words.updated, when(incident.updatedAt)],
    [words.resolved, when(incident.resolvedAt)],
  ]
  return html`<dl class="facts" part="facts">
    ${facts.map(([label, value]) =>
      value === ''
        ? nothing
        : html`<div>
            <dt>${label}</dt>
            <dd><bdi>${value}</bdi></dd>
          </div>`,
    )}
  </dl>`
}
