import { html, nothing, type TemplateResult } from 'lit'
import type { DraftFile, DraftState, RefusedFile } from '../../controllers/draft-controller.js'
import type { Formats } from '../../controllers/formats.js'
import type { Messages } from '../../locales/en.js'
import { icon } from '../internal/icons.js'

export interface AttachedFiles {
  readonly state: DraftState
  readonly messages: Messages
  readonly formats: Formats
  readonly maxFileSize: number
  readonly thumbnailOf: (file: DraftFile) => HTMLCanvasElement | undefined
  readonly addFiles: (files: readonly File[]) => void
  readonly removeFile: (id: string) => void
}

/** What goes along: each file with its picture, size and a way to take it off again; a place for more. */
export function attachedFiles(view: AttachedFiles): TemplateResult {
  const { state, messages } = view
  const { form } = messages
  return html`<div class="field" role="group" aria-labelledby="attachments-label">
    <span class="label" id="attachments-label">${form.attachments}</span>
    ${
      state.files.length === 0
        ? nothing
        : html`<ul class="files">
            ${state.files.map((file) => fileRow(file, view))}
          </ul>`
    }
    <div class="drop">
      <input
        class="file-input"
        type="file"
        multiple
        hidden
        @change=${(event: Event) => onChosen(event, view)}
      />
      <button type="button" class="button add-files" @click=${openChooser}>
        ${icon('plus')} ${form.addFiles}
      </button>
      <span class="hint">${form.dropHere}</span>
    </div>
    <div role="alert" class="refused">
      ${state.refused.map((file) => html`<p class="problem">${reasonOf(file, view)}</p>`)}
    </div>
  </div>`
}

function fileRow(file: DraftFile, view: AttachedFiles): TemplateResult {
  const { name, size } = file.file
  const { messages, formats } = view
  return html`<li class="file">
    <span class="thumbnail">
      ${view.thumbnailOf(file) ?? icon(file.picture === undefined ? 'file' : 'image', 20)}
    </span>
    <span class="file-text">
      <span class="file-name" title=${name}><bdi>${name}</bdi></span>
      <span class="hint"><bdi>${formats.size(size)}</bdi></span>
    </span>
    <button
      type="button"
      class="button quiet icon remove"
      aria-label=${messages.form.removeFile(name)}
      @click=${() => view.removeFile(file.id)}
    >
      ${icon('close')}
    </button>
  </li>`
}

function reasonOf({ name, reason }: RefusedFile, { messages, formats, maxFileSize }: AttachedFiles): string {
  const { form } = messages
  if (reason === 'empty') return form.fileEmpty(name)
  if (reason === 'too-large') return form.fileTooLarge(name, formats.size(maxFileSize))
  return form.fileUnreadable(name)
}

function onChosen(event: Event, { addFiles }: AttachedFiles): void {
  const input = event.target as HTMLInputElement
  addFiles([...(input.files ?? [])])
  // So that the same file, taken off again, can be chosen again.
  input.value = ''
}

function openChooser(event: Event): void {
  const place = (event.currentTarget as Element).parentElement
  place?.querySelector<HTMLInputElement>('.file-input')?.click()
}
