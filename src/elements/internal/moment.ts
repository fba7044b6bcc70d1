import { html, nothing, type TemplateResult } from 'lit'
import type { Formats } from '../../controllers/formats.js'

/** A time as it is spoken of, with the exact one as tooltip and for screen readers. */
export function moment(iso: string, formats: Formats, now: number): TemplateResult | typeof nothing {
  const spoken = formats.relative(iso, now)
  if (spoken === '') return nothing
  const exact = formats.dateTime(iso)
  return html`<time datetime=${iso} title=${exact} dir="auto"
    >${spoken}<span class="visually-hidden">, ${exact}</span></time
  >`
}
