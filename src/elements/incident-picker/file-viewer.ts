import { html, nothing, type TemplateResult } from 'lit'
import { canDragOut } from '../../controllers/drag-file.js'
import type { FileInList } from '../../controllers/file-rows.js'
import type { FileViewerController } from '../../controllers/file-viewer-controller.js'
import type { Formats } from '../../controllers/formats.js'
import type { Messages } from '../../locales/en.js'
import { plainFileName } from '../../shared/file-name.js'
import { previewContent } from '../internal/attachment-preview.js'
import { errorNotice } from '../internal/error-notice.js'
import { icon, type IconName } from '../internal/icons.js'
import { moment } from '../internal/moment.js'
import { onViewerKey } from './file-viewer-keys.js'

export interface FileViewer {
  readonly viewer: FileViewerController
  readonly messages: Messages
  readonly formats: Formats
}

/** One file of the list: what it is, what is in it where that can be shown, and what can be done with it. */
export function fileViewer(view: FileViewer): TemplateResult | typeof nothing {
  const { viewer, messages } = view
  const { viewed } = viewer
  const { preview } = viewer.files.state
  if (viewed === undefined || preview === undefined) return nothing
  const error = viewer.files.state.errors.get(viewed.file.sysId)
  return html`<div
    class="preview ${viewer.place}"
    part="preview"
    role="dialog"
    aria-labelledby="file-name"
    aria-describedby="file-facts"
    tabindex="-1"
    @keydown=${(event: KeyboardEvent) => onViewerKey(event, viewer)}
  >
    ${header(view, viewed)}
    <div class="preview-body">
      ${previewContent(preview, { messages, retry: () => viewer.files.openPreview(viewed.file) })}
    </div>
    ${
      error === undefined
        ? nothing
        : errorNotice({ error, messages, retry: () => viewer.files.save(viewed.file) })
    }
    ${footer(view, viewed)}
    <p class="visually-hidden place" role="status">${spokenPlace(viewed, messages)}</p>
  </div>`
}

function header({ viewer, messages, formats }: FileViewer, viewed: FileInList): TemplateResult {
  const { file, siblings } = viewed
  const name = plainFileName(file.fileName)
  const { phase } = viewer.files.state.preview!
  const draggable = canDragOut() && (phase === 'picture' || phase === 'text')
  const onDrag = (event: DragEvent): void => {
    if (event.dataTransfer === null || !viewer.drag(event.dataTransfer)) event.preventDefault()
  }
  return html`<div class="preview-head">
    <div
      class="preview-what"
      draggable=${draggable ? 'true' : nothing}
      title=${draggable ? messages.files.drag : nothing}
      @dragstart=${onDrag}
    >
      <h2 id="file-name" dir="auto">${name}</h2>
      <p id="file-facts" class="muted small">
        <bdi>${formats.size(file.sizeBytes)}</bdi>${
          file.createdBy === '' ? nothing : html` · <bdi>${file.createdBy}</bdi>`
        } ·
        ${moment(file.createdAt, formats, viewer.now)}
      </p>
    </div>
    ${
      siblings.length > 1
        ? html`${stepButton('chevron-left', -1, viewer, messages.files.previous)}
        ${stepButton('chevron-right', 1, viewer, messages.files.next)}`
        : nothing
    }
    <button
      type="button"
      class="button quiet icon"
      aria-label=${messages.common.close}
      title=${messages.common.close}
      @click=${viewer.close}
    >
      ${icon('close')}
    </button>
  </div>`
}

/** Disabled in name only: a button that has the focus at the last file keeps it. */
function stepButton(name: IconName, by: 1 | -1, viewer: FileViewerController, label: string): TemplateResult {
  return html`<button
    type="button"
    class="button quiet icon step"
    aria-label=${label}
    title=${label}
    aria-disabled=${!viewer.hasNeighbour(by)}
    @click=${() => viewer.step(by)}
  >
    ${icon(name)}
  </button>`
}

function footer({ viewer, messages }: FileViewer, viewed: FileInList): TemplateResult {
  const { file, siblings, record } = viewed
  const { files, mark } = viewer
  const words = messages.files
  const name = plainFileName(file.fileName)
  const isPending = file.state === 'pending'
  const isBusy = files.state.downloading.has(file.sysId)
  const isPicked = mark === 'all' || mark === 'included'
  const isSeveral = siblings.length > 1
  return html`<div class="preview-foot">
    ${
      mark === undefined
        ? nothing
        : html`<button
          type="button"
          class="button ${isPicked ? 'picked' : ''}"
          aria-pressed=${isPicked}
          title=${mark === 'included' ? messages.picker.includedWith(record.number) : nothing}
          @click=${viewer.toggle}
        >
          ${isPicked ? html`${icon('check')} ${words.selected}` : words.select}
        </button>`
    }
    <button
      type="button"
      class="button"
      aria-label=${messages.incident.download(name)}
      aria-disabled=${isPending || isBusy}
      @click=${() => !isPending && files.save(file)}
    >
      ${icon('download')} ${isBusy ? messages.incident.downloading : words.download}
    </button>
    ${
      isSeveral
        ? html`<button
          type="button"
          class="button quiet"
          @click=${() => viewer.download({ records: [record], attachments: [] })}
        >
          ${words.downloadAll}
        </button>`
        : nothing
    }
  </div>`
}

/** Heard when the next file takes the place of the one before. */
function spokenPlace({ file, siblings }: FileInList, messages: Messages): string {
  const nth = 1 + siblings.findIndex(({ sysId }) => sysId === file.sysId)
  return `${plainFileName(file.fileName)}. ${messages.files.place(nth, siblings.length)}`
}
