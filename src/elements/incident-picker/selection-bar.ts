import { html, type TemplateResult } from 'lit'
import type { Formats } from '../../controllers/formats.js'
import type { SelectionController, SelectionSummary } from '../../controllers/selection-controller.js'
import type { Messages } from '../../locales/en.js'
import { icon } from '../internal/icons.js'

export interface SelectionBar {
  readonly summary: SelectionSummary
  /** The host page has been told of it. */
  readonly confirmed: boolean
  readonly messages: Messages
  readonly formats: Formats
  readonly onClear: () => void
  readonly onConfirm: () => void
  readonly onDownload: () => void
}

/** What is selected, and what can be done with it. Only there while something is. */
export function selectionBar({
  summary,
  confirmed,
  messages,
  formats,
  onClear,
  onConfirm,
  onDownload,
}: SelectionBar): TemplateResult {
  const { picker } = messages
  return html`<div class="selection" part="selection">
    <span class="summary"><bdi>${summaryText(summary, messages, formats)}</bdi></span>
    <button
      type="button"
      class="button quiet icon download"
      aria-label=${messages.files.downloadSelected}
      title=${messages.files.downloadSelected}
      @click=${onDownload}
    >
      ${icon('download')}
    </button>
    <button type="button" class="button quiet" @click=${onClear}>${picker.clear}</button>
    <button type="button" class="button primary" @click=${onConfirm}>
      ${confirmed ? html`${icon('check')} ${picker.attached}` : picker.attach}
    </button>
  </div>`
}

function summaryText(
  { incidents, files, bytes }: SelectionSummary,
  { picker }: Messages,
  formats: Formats,
): string {
  return picker.summary(incidents, files, formats.size(bytes))
}

/** The selection as it is read out: also that the host page has been told of it. */
export function spokenSelection(
  { summary, isConfirmed }: Pick<SelectionController, 'summary' | 'isConfirmed'>,
  messages: Messages,
  formats: Formats,
): string {
  const text = summaryText(summary, messages, formats)
  return isConfirmed ? `${messages.picker.attached}: ${text}` : text
}
