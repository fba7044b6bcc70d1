import { html, type TemplateResult } from 'lit'
import type { Messages } from '../../locales/en.js'
import { copyText } from './copy-text.js'
import { icon } from './icons.js'

export interface CopyButton {
  readonly text: string
  /** What the button is for, such as "Copy INC0012345". */
  readonly label: string
  readonly copied: boolean
  readonly onCopied: (copied: boolean) => void
  readonly messages: Messages
}

/** A button that copies a text, and says that it did until it loses the focus. */
export function copyButton({ text, label, copied, onCopied, messages }: CopyButton): TemplateResult {
  // Nothing is claimed that was not copied.
  const copy = (): void => void copyText(text).then(onCopied)
  return html`<button
      type="button"
      class="button quiet icon copy"
      aria-label=${label}
      title=${copied ? messages.common.copied : label}
      @click=${copy}
      @blur=${() => onCopied(false)}
    >
      ${icon(copied ? 'check' : 'copy')}
    </button>
    <span class="visually-hidden" role="status">${copied ? messages.common.copied : ''}</span>`
}
