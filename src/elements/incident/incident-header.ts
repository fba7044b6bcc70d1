import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../../locales/en.js'
import type { Incident } from '../../protocol/records.js'
import { copyButton } from '../internal/copy-button.js'
import { icon } from '../internal/icons.js'
import { priorityMark } from '../internal/priority-mark.js'
import { statePill } from '../internal/state-pill.js'
import { safeHref } from './text-pieces.js'

export interface IncidentHeader {
  readonly incident: Incident
  readonly messages: Messages
  readonly recordUrl: string | undefined
  readonly copied: boolean
  readonly onCopied: (copied: boolean) => void
}

/** Number, way into ServiceNow, title, state and priority. */
export function incidentHeader(header: IncidentHeader): TemplateResult {
  const { incident, messages, recordUrl, copied, onCopied } = header
  const { number, shortDescription, priority } = incident
  const href = recordUrl === undefined ? undefined : safeHref(recordUrl)
  return html`<header class="head" part="header">
    <div class="head-line">
      <span class="number" part="number">${number}</span>
      ${copyButton({ text: number, label: messages.incident.copyNumber(number), copied, onCopied, messages })}
      ${
        href === undefined
          ? nothing
          : html`<a class="link small open-record" href=${href} target="_blank" rel="noopener noreferrer"
              >${messages.common.openInServiceNow} ${icon('external', 14)}</a
            >`
      }
    </div>
    <h2 class="title" id="title" part="title" dir="auto">${shortDescription || number}</h2>
    <div class="head-marks">
      ${statePill(incident)}
      <span class="visually-hidden">${messages.incident.priority}:</span>
      ${priorityMark(priority.value, messages, true)}
    </div>
  </header>`
}
