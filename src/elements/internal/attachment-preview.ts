import { html, nothing, type TemplateResult } from 'lit'
import type { AttachmentController } from '../../controllers/attachment-controller.js'
import type { Messages } from '../../locales/en.js'
import { plainFileName } from '../../shared/file-name.js'
import type { AttachmentPreview } from '../../state/attachment-file-state.js'
import { attachmentPicture } from './attachment-picture.js'
import { errorNotice } from './error-notice.js'
import { icon } from './icons.js'
import { keepTabInside } from './keep-tab-inside.js'

export interface PreviewPanel {
  readonly files: Pick<AttachmentController, 'state' | 'save' | 'openPreview' | 'closePreview'>
  readonly messages: Messages
}

/** A panel over the element that shows one picture or text file; never a tab, never a document. */
export function attachmentPreview({ files, messages }: PreviewPanel): TemplateResult | typeof nothing {
  const { preview } = files.state
  if (preview === undefined) return nothing
  const { attachment } = preview
  const name = plainFileName(attachment.fileName)
  const onKeydown = (event: KeyboardEvent): void => {
    keepTabInside(event)
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    files.closePreview()
  }
  return html`<div class="preview-scrim">
    <div
      class="preview"
      part="preview"
      role="dialog"
      aria-modal="true"
      aria-labelledby="preview-title"
      tabindex="-1"
      @keydown=${onKeydown}
    >
      <header>
        <h2 id="preview-title" dir="auto">${name}</h2>
        <button
          type="button"
          class="button quiet icon"
          aria-label=${messages.incident.download(name)}
          title=${messages.incident.download(name)}
          @click=${() => files.save(attachment)}
        >
          ${icon('download')}
        </button>
        <button
          type="button"
          class="button quiet icon"
          aria-label=${messages.common.close}
          title=${messages.common.close}
          @click=${files.closePreview}
        >
          ${icon('close')}
        </button>
      </header>
      ${previewContent(preview, { messages, retry: () => files.openPreview(attachment) })}
    </div>
  </div>`
}

export interface PreviewContent {
  readonly messages: Messages
  readonly retry: () => void
}

/** The file itself, or why it cannot be shown. */
export function previewContent(
  preview: AttachmentPreview,
  { messages, retry }: PreviewContent,
): TemplateResult {
  const name = plainFileName(preview.attachment.fileName)
  switch (preview.phase) {
    case 'loading':
      return html`<p class="preview-note muted" role="status">${messages.common.loading}</p>`
    case 'mismatch':
      return html`<p class="preview-note" role="status">${messages.incident.mismatch}</p>`
    case 'none':
      return html`<p class="preview-note" role="status">${messages.files.noPreview[preview.why]}</p>`
    case 'failed':
      return errorNotice({ error: preview.error, messages, retry })
    case 'picture':
      return html`<div class="preview-picture">${attachmentPicture(preview.picture, name)}</div>`
    case 'text':
      return html`<pre class="preview-text" tabindex="0" role="region" aria-label=${name} dir="auto">
${preview.text}</pre>
        ${preview.cut ? html`<p class="preview-note small muted">${messages.incident.cut}</p>` : nothing}`
  }
}
