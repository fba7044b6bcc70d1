import { html, nothing, type TemplateResult } from 'lit'
import type { DraftPhase } from '../../controllers/draft-controller.js'
import type { Messages } from '../../locales/en.js'
import type { Incident } from '../../protocol/records.js'
import { icon } from '../internal/icons.js'

export interface FiledView {
  readonly phase: Extract<DraftPhase, { name: 'filed' }>
  readonly messages: Messages
  /** Where ServiceNow shows the incident. */
  readonly url: string
  readonly openIncident: ((incident: Incident) => void) | undefined
  readonly retryFiles: () => void
  readonly fileAnother: () => void
}

/** The incident's number and the next step; files that did not arrive, and another try for them. */
export function filedView({ phase, messages, url, openIncident, ...acts }: FiledView): TemplateResult {
  const { incident } = phase
  const { form, common } = messages
  return html`<section class="outcome filed" part="outcome">
    <span class="outcome-icon">${icon('check', 24)}</span>
    <h2 tabindex="-1">${form.filed(incident.number)}</h2>
    <p class="subject" dir="auto">${incident.shortDescription}</p>
    <p class="muted">${form.filedLead}</p>
    ${failedFiles(phase, messages, acts.retryFiles)}
    <div class="actions">
      ${
        openIncident === undefined
          ? html`<a class="button primary" href=${url} target="_blank" rel="noopener noreferrer"
              >${common.openInServiceNow} ${icon('external')}</a
            >`
          : html`<button type="button" class="button primary" @click=${() => openIncident(incident)}>
              ${form.openIt}
            </button>`
      }
      <button type="button" class="button" @click=${acts.fileAnother}>${form.another}</button>
    </div>
  </section>`
}

function failedFiles(
  { failed, retrying }: FiledView['phase'],
  { form, errors }: Messages,
  retry: () => void,
): TemplateResult | typeof nothing {
  if (failed.length === 0) return nothing
  return html`<div class="failed-files" role="alert">
    <p>${form.filesFailed(failed.length)}</p>
    <ul>
      ${failed.map(
        ({ file, error }) =>
          html`<li><span dir="auto">${file.name}</span> <span class="hint">${errors[error.code]}</span></li>`,
      )}
    </ul>
    <button type="button" class="button" aria-disabled=${retrying ? 'true' : nothing} @click=${retry}>
      ${retrying ? html`<span class="spinner"></span> ${form.sendingFiles}` : form.retryFiles}
    </button>
  </div>`
}
