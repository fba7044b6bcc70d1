import { css, html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../../locales/en.js'
import type { SnowError } from '../../shared/errors.js'
import { copyText } from './copy-text.js'
import { connectIcons, drawIcon } from './draw-icon.js'

export interface ErrorNotice {
  readonly error: SnowError
  readonly messages: Messages
  readonly retry?: (() => void) | undefined
}

/** An error in one sentence of the person's language: what, who can fix it, what to do; the code in small print. */
export function errorNotice({ error, messages, retry }: ErrorNotice): TemplateResult {
  const { common, errors, fixedBy } = messages
  const copy = (): void => void copyText(errorDetails(error))
  return html`<div class="error" role="alert" part="error">
    <span class="error-icon">${drawIcon(connectIcons.warning)}</span>
    <div>
      <p>${errors[error.code] ?? errors.SNOW_UNEXPECTED} ${fixedBy[error.fixedBy] ?? ''}</p>
      ${error.instanceMessage ? html`<p class="small" dir="auto">${error.instanceMessage}</p>` : nothing}
      <p class="small error-foot">
        ${
          retry !== undefined && (error.retryable || error.fixedBy === 'admin')
            ? html`<button type="button" class="link" @click=${retry}>${common.retry}</button>`
            : nothing
        }
        <button type="button" class="link" @click=${copy}>${common.copyDetails}</button>
        <span>${common.errorCode(error.code)}</span>
      </p>
    </div>
  </div>`
}

/** What an admin needs to look into it; no names, no tokens, no ticket text. */
export function errorDetails(error: SnowError): string {
  return [
    `code: ${error.code}`,
    `message: ${error.message}`,
    error.status === undefined ? '' : `status: ${error.status}`,
    error.transactionId === undefined ? '' : `transaction: ${error.transactionId}`,
    error.instanceMessage === undefined ? '' : `instance: ${error.instanceMessage}`,
  ]
    .filter((line) => line !== '')
    .join('\n')
}

export const errorNoticeStyles = css`
  .error {
    display: flex;
    gap: var(--_space-2);
    padding: var(--_space-3);
    border-radius: var(--_radius);
    background: var(--_danger-surface);
    overflow-wrap: anywhere;
  }
  .error p {
    margin: 0;
  }
  .error-icon {
    flex: none;
    color: var(--_danger);
    line-height: 1;
    padding-block-start: 2px;
  }
  .error-foot {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space-1) var(--_space-3);
    padding-block-start: var(--_space-1);
  }
  @media (forced-colors: active) {
    .error {
      border: 1px solid CanvasText;
    }
  }
`
