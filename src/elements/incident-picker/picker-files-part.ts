import type { CSSResult, LitElement, nothing, TemplateResult } from 'lit'
import { html } from 'lit'
import { FileViewerController, type FileViewerOptions } from '../../controllers/file-viewer-controller.js'
import type { LocaleController } from '../../controllers/locale-controller.js'
import { archiveNotice, archiveWords, spokenArchive } from './archive-notice.js'
import { fileViewer } from './file-viewer.js'
import { fileViewerStyles } from './file-viewer.styles.js'

export interface PickerFilesPartOptions extends Omit<FileViewerOptions, 'words'> {
  readonly locale: LocaleController
}

/** What the picker does with files, loaded when the first ones are shown. */
export interface PickerFilesPart {
  readonly viewer: FileViewerController
  /** The file that is looked at. */
  preview(): TemplateResult | typeof nothing
  /** The zip that is being made. */
  archive(): TemplateResult
}

export type CreatePickerFiles = typeof createPickerFiles

export function createPickerFiles(host: LitElement, options: PickerFilesPartOptions): PickerFilesPart {
  const { locale } = options
  adoptStyles(host, fileViewerStyles)
  const viewer = new FileViewerController(host, { ...options, words: () => archiveWords(locale.messages) })
  return {
    viewer,
    preview: () => fileViewer({ viewer, messages: locale.messages, formats: locale.formats }),
    archive() {
      const notice = {
        archive: viewer.archive,
        limits: viewer.archiveLimits,
        messages: locale.messages,
        formats: locale.formats,
        dismiss: viewer.dismissArchive,
      }
      return html`${archiveNotice(notice)}
        <p class="visually-hidden" role="status">${spokenArchive(notice)}</p>`
    },
  }
}

/** Styles that come later than the element, as sheets: a strict policy allows no others. */
function adoptStyles({ renderRoot }: LitElement, styles: readonly CSSResult[]): void {
  if (!(renderRoot instanceof ShadowRoot)) return
  const sheets = styles.flatMap(({ styleSheet }) => styleSheet ?? [])
  renderRoot.adoptedStyleSheets = [...renderRoot.adoptedStyleSheets, ...sheets]
}
