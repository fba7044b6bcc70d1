import { html, nothing, type TemplateResult } from 'lit'
import type { AttachmentController } from '../../controllers/attachment-controller.js'
import type { Formats } from '../../controllers/formats.js'
import type { Messages } from '../../locales/en.js'
import type { Attachment } from '../../protocol/records.js'
import { plainFileName } from '../../shared/file-name.js'
import { attachmentPicture } from './attachment-picture.js'
import { errorNotice } from './error-notice.js'
import { icon, type IconName } from './icons.js'
import { moment } from './moment.js'

export interface AttachmentRow {
  readonly attachment: Attachment
  readonly files: Pick<AttachmentController, 'state' | 'previewKind' | 'save' | 'openPreview'>
  readonly messages: Messages
  readonly formats: Formats
  readonly now: number
  /** The person wants this file in the host application. */
  readonly onPick: (attachment: Attachment) => void
  /** Name of a person by user name, where it is known. */
  readonly nameOf: (userName: string) => string
}

/** One file: what it is, from whom, and what can be done with it. */
export function attachmentRow(row: AttachmentRow): TemplateResult {
  const { attachment, files, messages, formats, now, onPick, nameOf } = row
  const words = messages.incident
  const { sysId, sizeBytes, createdAt, createdBy } = attachment
  const name = plainFileName(attachment.fileName)
  const pending = attachment.state === 'pending'
  const loading = files.state.downloading.has(sysId)
  const error = files.state.errors.get(sysId)
  const author = nameOf(createdBy)
  return html`<li class="file" part="attachment">
    ${face(row, name)}
    <div class="file-text">
      <span class="file-name" dir="auto" title=${name}>${name}</span>
      <span class="muted small"
        ><bdi>${formats.size(sizeBytes)}</bdi>${author === '' ? nothing : html` · <bdi>${author}</bdi>`} ·
        ${moment(createdAt, formats, now)}</span
      >
      ${pending ? html`<span class="pill warning">${icon('info', 14)} ${words.scanning}</span>` : nothing}
    </div>
    <div class="file-acts">
      <button
        type="button"
        class="button quiet icon"
        aria-label=${words.download(name)}
        title=${loading ? words.downloading : words.download(name)}
        aria-disabled=${pending || loading}
        @click=${() => !pending && files.save(attachment)}
      >
        ${icon('download')}
      </button>
      <button
        type="button"
        class="button"
        aria-label=${words.pick(name)}
        aria-disabled=${pending}
        @click=${() => !pending && onPick(attachment)}
      >
        ${words.attach}
      </button>
    </div>
    ${
      error === undefined
        ? nothing
        : html`<div class="file-error">
            ${errorNotice({ error, messages, retry: () => files.save(attachment) })}
          </div>`
    }
  </li>`
}

/** The thumbnail or the icon; a button where the file can be looked at here. */
function face({ attachment, files, messages }: AttachmentRow, name: string): TemplateResult {
  const kind = files.previewKind(attachment)
  const picture = files.state.thumbnails.get(attachment.sysId)
  const glyph: IconName = kind === 'picture' ? 'image' : kind === 'text' ? 'note' : 'file'
  const drawn = picture === undefined ? icon(glyph, 20) : attachmentPicture(picture, '')
  if (kind === undefined) return html`<span class="file-face">${drawn}</span>`
  const label = messages.incident.preview(name)
  return html`<button
    type="button"
    class="file-face"
    aria-label=${label}
    title=${label}
    @click=${() => files.openPreview(attachment)}
  >
    ${drawn}
  </button>`
}
