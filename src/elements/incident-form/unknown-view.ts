import { html, nothing, type TemplateResult } from 'lit'
import type { DraftFields, DraftPhase } from '../../controllers/draft-controller.js'
import type { Messages } from '../../locales/en.js'
import { icon } from '../internal/icons.js'

export interface UnknownView {
  readonly phase: Extract<DraftPhase, { name: 'unknown' }>
  readonly fields: DraftFields
  readonly messages: Messages
  readonly lookAgain: () => void
  readonly fileAgain: () => void
  readonly showTickets: (() => void) | undefined
}

/** Says that nobody knows, why nothing is sent again by itself, and what a person can do. */
export function unknownView({ phase, fields, messages, showTickets, ...acts }: UnknownView): TemplateResult {
  const { form, common } = messages
  return html`<section class="outcome unknown" part="outcome">
    <span class="outcome-icon">${icon('warning', 24)}</span>
    <h2 tabindex="-1">${form.unknownTitle}</h2>
    <p>${form.unknownLead}</p>
    <details class="written">
      <summary>${icon('chevron-right')} ${form.whatYouWrote}</summary>
      <p class="subject" dir="auto">${fields.shortDescription}</p>
      <p class="kept" dir="auto">${fields.description}</p>
    </details>
    <div class="actions">
      <button
        type="button"
        class="button primary"
        aria-disabled=${phase.looking ? 'true' : nothing}
        @click=${acts.lookAgain}
      >
        ${phase.looking ? html`<span class="spinner"></span> ${form.looking}` : form.lookAgain}
      </button>
      ${
        showTickets === undefined
          ? nothing
          : html`<button type="button" class="button" @click=${showTickets}>${form.showTickets}</button>`
      }
      <button type="button" class="button quiet" ?disabled=${phase.looking} @click=${acts.fileAgain}>
        ${form.fileAgain}
      </button>
    </div>
    <p class="hint">${common.errorCode(phase.error.code)}</p>
  </section>`
}
