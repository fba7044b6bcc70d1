import { html, nothing, type TemplateResult } from 'lit'
import { keyed } from 'lit/directives/keyed.js'
import { errorNotice } from '../internal/error-notice.js'
import { connectActs, connectMark, type ConnectDrawing } from './connect-card.js'

/** One line above content that stays readable: what is the matter, and the way out. */
export function connectBanner(drawing: ConnectDrawing): TemplateResult {
  const { view, messages, phase, problem } = drawing
  const inBanner = {
    ...drawing,
    // Disconnecting has its place in the menu of the person; a line above the tickets offers the way on.
    view: { ...view, others: (view.others ?? []).filter(({ act }) => act !== 'disconnect') },
  }
  return html`<section class="banner ${view.tone}" part="banner" aria-labelledby="title">
    ${connectMark(view, 16)}
    <p class="words">
      <strong id="title" tabindex="-1">${view.title}</strong>
      ${view.lead === '' ? nothing : html`<span>${view.lead}</span>`}
      ${view.note === undefined ? nothing : html`<span>${view.note}</span>`}
      ${view.countdown === undefined ? nothing : html`<span class="left" role="timer">${view.countdown.shown}</span>`}
    </p>
    ${keyed(phase, connectActs(inBanner))}
    ${problem === undefined ? nothing : errorNotice({ error: problem, messages })}
  </section>`
}
