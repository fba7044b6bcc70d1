import { html, nothing, type TemplateResult } from 'lit'
import type { WriteChange, WriteRequest } from '../../actions/types.js'
import type { ConfirmationController } from '../../controllers/confirmation-controller.js'
import type { Formats } from '../../controllers/formats.js'
import type { Messages } from '../../locales/en.js'
import { icon } from './icons.js'
import { keepTabInside } from './keep-tab-inside.js'

export interface ConfirmSheet {
  readonly confirmation: Pick<ConfirmationController, 'pending' | 'person' | 'approve' | 'refuse'> &
    Partial<Pick<ConfirmationController, 'actingAs'>>
  readonly messages: Messages
  readonly formats: Formats
  /** Shown instead of a change's stored value, where the element knows better words. */
  readonly wordFor?: ((change: WriteChange, value: string) => string | undefined) | undefined
  /** One sentence on what the act means, such as who will read it. */
  readonly lead?: string | undefined
  /** Label of the button, where the element knows better words than "Send". */
  readonly act?: string | undefined
}

/**
 * The sheet from below that asks before a write: what changes, the files, on whose behalf, one button
 * that names the act. Renders nothing while no write waits. The element puts it after its content, in
 * its shadow root, makes that content inert meanwhile, and adds `confirmSheetStyles`.
 */
export function confirmSheet(sheet: ConfirmSheet): TemplateResult | typeof nothing {
  const { confirmation, messages, formats } = sheet
  const request = confirmation.pending
  if (request === undefined) return nothing
  const { common } = messages
  return html`<div class="sheet-scrim">
    <div
      class="sheet ${request.action}"
      part="confirmation"
      role="dialog"
      aria-modal="true"
      aria-labelledby="confirm-title"
      tabindex="-1"
      @keydown=${(event: KeyboardEvent) => onKeydown(event, confirmation)}
    >
      <header>
        <h2 id="confirm-title">${titleOf(request, messages)}</h2>
        ${request.record === undefined ? nothing : html`<span class="pill">${request.record.number}</span>`}
      </header>
      <div class="sheet-body" tabindex="0" role="group" aria-labelledby="confirm-title">
        ${sheet.lead ? html`<p class="muted">${sheet.lead}</p>` : nothing} ${changesTable(sheet, request)}
        ${fileList(request, messages, formats)}
      </div>
      <footer>
        ${
          confirmation.person === ''
            ? nothing
            : html`<span class="behalf muted small"
                >${icon('person')} ${behalfOf(request, sheet)}</span
              >`
        }
        <div class="sheet-acts">
          <button type="button" class="button" @click=${confirmation.refuse}>${common.cancel}</button>
          <button type="button" class="button primary" @click=${confirmation.approve}>
            ${sheet.act ?? actOf(request, messages)}
          </button>
        </div>
      </footer>
    </div>
  </div>`
}

function changesTable({ messages, wordFor }: ConfirmSheet, request: WriteRequest): TemplateResult {
  const { confirm } = messages
  const compared = request.changes.some(({ before }) => before !== undefined)
  const shown = (change: WriteChange, value: string): string => wordFor?.(change, value) ?? value
  return html`<table class="changes">
    <thead class=${compared ? '' : 'visually-hidden'}>
      <tr>
        <th scope="col">${confirm.field}</th>
        ${compared ? html`<th scope="col">${confirm.before}</th>` : nothing}
        <th scope="col">${confirm.after}</th>
      </tr>
    </thead>
    <tbody>
      ${request.changes.map(
        (change) =>
          html`<tr class=${change.field}>
            <th scope="row">${confirm.fields[change.field] ?? change.field}</th>
            ${
              compared
                ? html`<td class="was" dir="auto">
                    ${change.before ? html`<s>${shown(change, change.before)}</s>` : '–'}
                  </td>`
                : nothing
            }
            <td class="becomes" dir="auto">${shown(change, change.after)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

function fileList(
  { files }: WriteRequest,
  { confirm }: Messages,
  formats: Formats,
): TemplateResult | typeof nothing {
  if (files.length === 0) return nothing
  return html`<h3>${confirm.files}</h3>
    <ul class="files">
      ${files.map(
        ({ name, sizeBytes }) =>
          html`<li>
            ${icon('clip')} <span class="file-name" dir="auto">${name}</span>
            <span class="muted">${formats.size(sizeBytes)}</span>
          </li>`,
      )}
    </ul>`
}

function titleOf({ action }: WriteRequest, { confirm }: Messages): string {
  switch (action) {
    case 'create_incident':
      return confirm.create_incident
    case 'add_incident_comment':
      return confirm.add_incident_comment
    case 'add_incident_work_note':
      return confirm.add_incident_work_note
  }
  return confirm.other
}

/** A ticket of a service account shows the account as its caller: that is said in full. */
function behalfOf({ action }: WriteRequest, { confirmation, messages }: ConfirmSheet): string {
  const { actingAs, person } = confirmation
  const { confirm } = messages
  return actingAs !== undefined && action === 'create_incident'
    ? confirm.filedAs(actingAs)
    : confirm.behalf(person)
}

function actOf({ action }: WriteRequest, { confirm }: Messages): string {
  switch (action) {
    case 'create_incident':
      return confirm.fileIncident
    case 'add_incident_comment':
      return confirm.send
    case 'add_incident_work_note':
      return confirm.addNote
  }
  return confirm.apply
}

function onKeydown(event: KeyboardEvent, confirmation: ConfirmSheet['confirmation']): void {
  const done = (): void => {
    event.preventDefault()
    event.stopPropagation()
  }
  if (event.key === 'Escape') {
    done()
    confirmation.refuse()
  } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat) {
    // The keys that send a draft also confirm it, once they were let go and pressed again.
    done()
    confirmation.approve()
  } else keepTabInside(event)
}
