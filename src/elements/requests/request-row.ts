import { html, nothing, type TemplateResult } from 'lit'
import type { Formats } from '../../controllers/formats.js'
import type { Messages } from '../../locales/en.js'
import type { InstanceSummary } from '../../protocol/proxy-contract.js'
import type { RequestItem } from '../../protocol/records.js'
import { icon } from '../internal/icons.js'

export interface RequestRow {
  readonly item: RequestItem
  readonly instance: InstanceSummary | undefined
  readonly messages: Messages
  readonly formats: Formats
  readonly now: number
}

/** Tone of a requested item's state (1 Open, 2 Work in Progress, 3 Closed Complete, 4 Closed Incomplete). */
const tones: Readonly<Record<string, string>> = {
  '1': 'accent',
  '2': 'accent',
  '3': 'success',
  '4': 'warning',
}

/** One requested item, leading to its page in ServiceNow. */
export function requestRow({ item, instance, messages, formats, now }: RequestRow): TemplateResult {
  const ordered = messages.panel.requestOpened(formats.relative(item.openedAt, now))
  const word = item.stage.label || item.state.label
  const body = html`<span class="title" dir="auto">${item.item || item.shortDescription}</span>
    ${word === '' ? nothing : html`<span class="pill ${tones[item.state.value] ?? ''}">${word}</span>`}
    <span class="about muted small">
      <span>${item.number}</span>
      <span><time dir="auto" datetime=${item.openedAt} title=${formats.dateTime(item.openedAt)}>${ordered}</time></span>
      ${
        item.item !== '' && item.shortDescription !== '' && item.shortDescription !== item.item
          ? html`<span dir="auto">${item.shortDescription}</span>`
          : nothing
      }
    </span>`
  if (instance === undefined) return html`<li><div class="row" part="row">${body}</div></li>`
  return html`<li>
    <a class="row" part="row" href=${pageOf(item, instance)} target="_blank" rel="noopener noreferrer">
      ${body}
      <span class="away muted">${icon('external', 14)}</span>
      <span class="visually-hidden">${messages.common.openInServiceNow}</span>
    </a>
  </li>`
}

function pageOf({ sysId }: RequestItem, { url }: InstanceSummary): string {
  return `${url}/nav_to.do?uri=${encodeURIComponent(`sc_req_item.do?sys_id=${sysId}`)}`
}
