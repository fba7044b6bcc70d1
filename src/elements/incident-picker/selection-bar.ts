import { html, nothing, type TemplateResult } from 'lit'
import type { Formats } from '../../controllers/formats.js'
import type { SelectionController, SelectionSummary } from '../../controllers/selection-controller.js'
import type { Messages } from '../../locales/en.js'
import { icon } from '../internal/icons.js'
import { refusalText } from './refusal-text.js'

export interface SelectionBar {
  readonly picked: SelectionController
  readonly messages: Messages
  readonly formats: Formats
  readonly onClear: () => void
  readonly onUndo: () => void
  readonly onConfirm: () => void
  /** Selects all that match instead of those that were read. */
  readonly onMatching: () => void
  /** Saves the files of what was picked one by one. */
  readonly onDownload: () => void
  /** Also those to come, or only those of now. */
  readonly onLive: (event: Event) => void
}

/** What is selected, what could not be, and what can be done with it. Only there while there is something to say. */
export function selectionBar(bar: SelectionBar): TemplateResult | typeof nothing {
  const { picked, messages, formats } = bar
  const notes = notesOf(picked, messages, formats)
  const { cleared } = picked.store.get()
  if (picked.isEmpty && cleared === undefined && notes.length === 0) return nothing
  return html`<div class="selection" part="selection">
    ${notes.map((note) => html`<p class="small note">${icon('info', 14)} <span dir="auto">${note}</span></p>`)}
    ${picked.isEmpty ? clearedBar(bar, cleared !== undefined) : contents(bar)}
  </div>`
}

function clearedBar(
  { messages: { picker }, onUndo, onClear }: SelectionBar,
  isCleared: boolean,
): TemplateResult {
  return isCleared
    ? html`<span class="summary">${picker.cleared}</span>
        <button type="button" class="button undo" aria-keyshortcuts="Control+Z" @click=${onUndo}>
          ${picker.undo}
        </button>`
    : html`<button type="button" class="button quiet" @click=${onClear}>${picker.dismiss}</button>`
}

function contents(bar: SelectionBar): TemplateResult {
  const { picked, messages, formats } = bar
  const { picker } = messages
  const { rule, incidents, files } = picked.summary
  return html`<span class="summary ${rule ? 'wide' : ''}"
      ><bdi>${summaryText(picked.summary, messages, formats)}</bdi>${
        rule && html`<span class="small muted rule" dir="auto">${rule.label}</span>`
      }</span
    >
    ${
      picked.offersRule
        ? html`<button type="button" class="button matching" @click=${bar.onMatching}>
            ${picker.selectAllMatching}
          </button>`
        : nothing
    }
    ${
      rule &&
      html`<label class="small later"
        ><input type="checkbox" .checked=${rule.live} @change=${bar.onLive} /> ${picker.alsoLater}</label
      >`
    }
    <span class="acts"
      >${
        incidents + files > 0
          ? html`<button
            type="button"
            class="button quiet icon download"
            aria-label=${messages.files.downloadSelected}
            title=${messages.files.downloadSelected}
            @click=${bar.onDownload}
          >
            ${icon('download')}
          </button>`
          : nothing
      }
    <button type="button" class="button quiet clear" @click=${bar.onClear}>${picker.clear}</button>
    <button type="button" class="button primary" @click=${bar.onConfirm}>
      ${picked.isConfirmed ? html`${icon('check')} ${picker.attached}` : picker.attach}
    </button></span>`
}

function summaryText(
  { incidents, files, bytes, rule }: SelectionSummary,
  { picker }: Messages,
  formats: Formats,
): string {
  const single = incidents + files > 0 || !rule ? [picker.summary(incidents, files, formats.size(bytes))] : []
  return [...(rule ? [picker.allMatching(rule.exceptions, rule.live)] : []), ...single].join(' · ')
}

/** What the last act could not select, and what of the selection is not there. */
function notesOf(
  { store, summary: { gone, missing } }: SelectionController,
  messages: Messages,
  formats: Formats,
): readonly string[] {
  const { picker } = messages
  return [
    ...store.get().refusals.map((refusal) => refusalText(refusal, messages, formats)),
    ...(gone > 0 ? [picker.gone(gone)] : []),
    ...(missing > 0 ? [picker.missing(missing)] : []),
  ]
}

/** The selection as it is read out; `''` while there is nothing to say of it. */
export function spokenSelection(picked: SelectionController, messages: Messages, formats: Formats): string {
  const { picker } = messages
  const notes = notesOf(picked, messages, formats)
  if (picked.isEmpty) {
    const isCleared = picked.store.get().cleared !== undefined
    return [...notes, ...(isCleared ? [picker.cleared, picker.undoHint] : [])].join(' ')
  }
  const { summary } = picked
  const text = [summaryText(summary, messages, formats), ...(summary.rule ? [summary.rule.label] : [])].join(
    ': ',
  )
  return [...notes, picked.isConfirmed ? `${picker.attached}: ${text}` : text].join(' ')
}
