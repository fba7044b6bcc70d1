import { html, type TemplateResult } from 'lit'
import type { Incident } from '../../protocol/records.js'

/** Tone of each incident state (1 New, 2 In Progress, 3 On Hold, 6 Resolved, 7 Closed, 8 Canceled). */
const tones: Readonly<Record<string, string>> = {
  '1': 'accent',
  '2': 'accent',
  '3': 'warning',
  '6': 'success',
}

/** The state as a pill with ServiceNow's own word; on hold it says for whom. */
export function statePill({ state, holdReason }: Pick<Incident, 'state' | 'holdReason'>): TemplateResult {
  const word =
    state.value === '3' && holdReason.label !== '' ? `${state.label}: ${holdReason.label}` : state.label
  return html`<span class="pill ${tones[state.value] ?? ''}">${word}</span>`
}
