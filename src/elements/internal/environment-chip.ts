import { html, type TemplateResult } from 'lit'
import type { Messages } from '../../locales/en.js'
import type { InstanceSummary } from '../../protocol/proxy-contract.js'

const tones: Readonly<Record<InstanceSummary['environment'], string>> = {
  production: '',
  test: 'warning',
  development: 'accent',
}

/** Which kind of instance this is, so that nobody files a test into production. */
export function environmentChip(instance: InstanceSummary, { environment }: Messages): TemplateResult {
  return html`<span class="pill environment ${tones[instance.environment]}" part="environment"
    >${environment[instance.environment]}</span
  >`
}
