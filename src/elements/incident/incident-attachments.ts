import { html, type TemplateResult } from 'lit'
import type { Formats } from '../../controllers/formats.js'
import type { Messages } from '../../locales/en.js'
import type { Attachment } from '../../protocol/records.js'
import type { IncidentPart } from '../../state/incident-state.js'
import { attachmentRow, type AttachmentRow } from '../internal/attachment-row.js'
import { errorNotice } from '../internal/error-notice.js'

export interface IncidentAttachments extends Omit<AttachmentRow, 'attachment'> {
  readonly attachments: IncidentPart<Attachment>
  readonly messages: Messages
  readonly formats: Formats
  readonly onRetry: () => void
}

/** The files of the incident. */
export function incidentAttachments(list: IncidentAttachments): TemplateResult {
  const { attachments, messages } = list
  const count = attachments.items?.length ?? 0
  return html`<section class="attachments" part="attachments" aria-labelledby="attachments-title">
    <h3 id="attachments-title">
      ${messages.incident.attachments}
      ${count > 0 ? html`<span class="muted count">${list.formats.number(count)}</span>` : ''}
    </h3>
    ${content(list)}
  </section>`
}

function content(list: IncidentAttachments): TemplateResult {
  const { attachments, messages, onRetry } = list
  const { items, error } = attachments
  if (error !== undefined) return errorNotice({ error, messages, retry: onRetry })
  if (items === undefined) {
    return html`<div aria-busy="true"><span class="skeleton line" aria-hidden="true"></span></div>`
  }
  if (items.length === 0) return html`<p class="muted">${messages.incident.noAttachments}</p>`
  return html`<ul class="files">
    ${items.map((attachment) => attachmentRow({ ...list, attachment }))}
  </ul>`
}
