import { html, nothing, type TemplateResult } from 'lit'
import type { Formats } from '../../controllers/formats.js'
import type { Messages } from '../../locales/en.js'
import type { ArchiveState, MissingFile } from '../../state/archive-state.js'
import type { ArchiveWords } from '../../state/archive-store.js'
import { errorNotice } from '../internal/error-notice.js'
import { icon } from '../internal/icons.js'

export interface ArchiveNotice {
  readonly archive: ArchiveState
  /** What one zip may hold. */
  readonly limits: { readonly files: number; readonly bytes: number }
  readonly messages: Messages
  readonly formats: Formats
  /** Cancels, or takes the outcome from the screen. */
  readonly dismiss: () => void
}

/** Missing files that are named on screen; all of them are in the zip. */
const mostNamed = 4

/** How far the zip is, or what became of it. */
export function archiveNotice(notice: ArchiveNotice): TemplateResult | typeof nothing {
  const { archive, messages, dismiss } = notice
  if (archive.phase === 'idle') return nothing
  const isRunning = archive.phase === 'collecting' || archive.phase === 'packing'
  return html`<div class="archive" part="archive">
    <div class="archive-what">${outcome(notice)}</div>
    ${
      isRunning
        ? html`<button type="button" class="button quiet" @click=${dismiss}>${messages.common.cancel}</button>`
        : html`<button
            type="button"
            class="button quiet icon"
            aria-label=${messages.common.close}
            title=${messages.common.close}
            @click=${dismiss}
          >
            ${icon('close')}
          </button>`
    }
  </div>`
}

/** What is read aloud of it: the begin and the end, not each file. */
export function spokenArchive(
  notice: Pick<ArchiveNotice, 'archive' | 'limits' | 'messages' | 'formats'>,
): string {
  const { archive, messages } = notice
  const words = messages.files
  switch (archive.phase) {
    case 'collecting':
    case 'packing':
      return words.collecting
    case 'saved':
      return archive.missing.length === 0
        ? words.saved(archive.count)
        : `${words.saved(archive.count)} ${words.missing(archive.missing.length)}`
    case 'too-much':
      return tooMuch(notice)
    case 'empty':
      return words.nothing
    default:
      return ''
  }
}

/** The words of the text file that tells what is missing. */
export function archiveWords(messages: Messages): ArchiveWords {
  const { reportName, reportLead } = messages.files
  return {
    reportName,
    report: (missing) =>
      [reportLead, '', ...missing.map((file) => missingText(file, messages)), ''].join('\r\n'),
  }
}

function outcome(notice: ArchiveNotice): TemplateResult | string {
  const { archive, messages, formats } = notice
  const words = messages.files
  switch (archive.phase) {
    case 'packing': {
      const text = words.packing(archive.done, archive.count, formats.size(archive.bytes))
      return html`<span>${text}</span
        ><progress max=${archive.count} .value=${archive.done} aria-label=${text}></progress>`
    }
    case 'saved':
      return html`<span>${icon('check')} ${words.saved(archive.count)}</span>${missingList(archive.missing, messages)}`
    case 'failed':
      return errorNotice({ error: archive.error, messages })
    default:
      return html`<span>${spokenArchive(notice)}</span>`
  }
}

function missingList(missing: readonly MissingFile[], messages: Messages): TemplateResult | typeof nothing {
  if (missing.length === 0) return nothing
  const more = missing.length - mostNamed
  return html`<span class="archive-missing">${icon('warning')} ${messages.files.missing(missing.length)}</span>
    <ul class="small">
      ${missing.slice(0, mostNamed).map((file) => html`<li dir="auto">${missingText(file, messages)}</li>`)}
      ${more > 0 ? html`<li>${messages.files.missingMore(more)}</li>` : nothing}
    </ul>`
}

function missingText({ path, code }: MissingFile, { errors }: Messages): string {
  return `${path}: ${errors[code] ?? errors.SNOW_UNEXPECTED}`
}

function tooMuch({
  limits,
  messages,
  formats,
}: Pick<ArchiveNotice, 'limits' | 'messages' | 'formats'>): string {
  return messages.files.tooMuch(limits.files, formats.size(limits.bytes))
}
