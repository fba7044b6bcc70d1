import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../../locales/en.js'
import type { Incident } from '../../protocol/records.js'
import { plainText } from './plain-text.js'

/** The longer parts of a ticket: description, how bad it is, how it was resolved. */
export function incidentDetails(incident: Incident, messages: Messages): TemplateResult {
  const { incident: words } = messages
  const facts = [
    [words.impact, incident.impact.label],
    [words.urgency, incident.urgency.label],
    [words.closeCode, incident.closeCode.label],
  ] as const
  return html`<section class="details" part="details" aria-labelledby="details-title">
    <h3 id="details-title">${words.details}</h3>
    <h4>${words.description}</h4>
    ${
      incident.description === ''
        ? html`<p class="muted">${words.noDescription}</p>`
        : html`<div class="prose" dir="auto">${plainText(incident.description)}</div>`
    }
    <dl class="facts">
      ${facts.map(([label, value]) =>
        value === ''
          ? nothing
          : html`<div>
              <dt>${label}</dt>
              <dd><bdi>${value}</bdi></dd>
            </div>`,
      )}
    </dl>
    ${
      incident.closeNotes === ''
        ? nothing
        : html`<h4>${words.resolution}</h4>
            <div class="prose" dir="auto">${plainText(incident.closeNotes)}</div>`
    }
  </section>`
}
