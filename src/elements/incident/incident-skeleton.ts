import { html, type TemplateResult } from 'lit'
import type { Messages } from '../../locales/en.js'

/** The shape of an incident that is on its way. */
export function incidentSkeleton(messages: Messages): TemplateResult {
  return html`<div class="sheet-of-skeletons" aria-busy="true">
    <span class="visually-hidden" role="status">${messages.common.loading}</span>
    <div class="head" aria-hidden="true">
      <span class="skeleton line short"></span>
      <span class="skeleton line title-line"></span>
      <span class="skeleton line medium"></span>
    </div>
    <div class="facts" aria-hidden="true">
      ${[0, 1, 2, 3, 4, 5].map(
        () =>
          html`<div><span class="skeleton line tiny"></span><span class="skeleton line medium"></span></div>`,
      )}
    </div>
    <div class="activity" aria-hidden="true">${shapes()}</div>
  </div>`
}

/** The shape of a timeline that is on its way. */
export function entriesSkeleton(messages: Messages): TemplateResult {
  return html`<div aria-busy="true">
    <span class="visually-hidden" role="status">${messages.common.loading}</span>
    <div aria-hidden="true">${shapes()}</div>
  </div>`
}

function shapes(): readonly TemplateResult[] {
  return [0, 1].map(
    () =>
      html`<div class="entry">
        <span class="skeleton avatar"></span>
        <div class="entry-shape">
          <span class="skeleton line short"></span>
          <span class="skeleton line"></span>
          <span class="skeleton line medium"></span>
        </div>
      </div>`,
  )
}
