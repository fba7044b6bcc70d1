import { html, type TemplateResult } from 'lit'
import type { Formats } from '../../controllers/formats.js'
import type { SelectionSummary } from '../../controllers/selection-controller.js'
import type { Messages } from '../../locales/en.js'

export interface SelectionBar {
  readonly summary: SelectionSummary
  readonly messages: Messages
  readonly formats: Formats
  readonly onClear: () => void
  readonly onConfirm: () => void
}

/** What is selected, and what can be done with it. Only there while something is. */
export function selectionBar({
  summary,
  messages,
  formats,
  onClear,
  onConfirm,
}: SelectionBar): TemplateResult {
  const { picker } = messages
  return html`<div class="selection" part="selection">
    <span class="summary"><bdi>${summaryText(summary, messages, formats)}</bdi></span>
    <button type="button" class="button quiet" @click=${onClear}>${picker.clear}</button>
    <button type="button" class="button primary" @click=${onConfirm}>${picker.attach}</button>
  </div>`
}

export function summaryText(
  { incidents, files, bytes }: SelectionSummary,
  { picker }: Messages,
  formats: Formats,
): string {
  return picker.summary(incidents, files, formats.size(bytes))
}
