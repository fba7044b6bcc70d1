import { css, html, nothing, svg, type TemplateResult } from 'lit'
import type { Messages } from '../../locales/en.js'

/** A shape, a colour and a word for each priority: nothing speaks by colour alone. */
const shapes: Readonly<Record<string, { readonly tone: string; readonly shape: unknown }>> = {
  '1': { tone: 'critical', shape: svg`<path d="M7 .8 13.2 7 7 13.2.8 7z" fill="currentColor" />` },
  '2': { tone: 'high', shape: svg`<path d="m2.5 9.5 4.5-5 4.5 5" />` },
  '3': { tone: 'moderate', shape: svg`<path d="M2.5 5h9M2.5 9h9" />` },
  '4': { tone: 'low', shape: svg`<path d="m2.5 4.5 4.5 5 4.5-5" />` },
  '5': { tone: 'planning', shape: svg`<circle cx="7" cy="7" r="3" fill="currentColor" stroke="none" />` },
}

/** The mark of a priority; the word beside it with `withWord`, otherwise for screen readers and as tooltip. */
export function priorityMark(
  value: string,
  messages: Messages,
  withWord: boolean = false,
): TemplateResult | typeof nothing {
  const known = shapes[value]
  if (known === undefined) return nothing
  const word = messages.priority[value] ?? value
  return html`<span class="priority ${known.tone}" title=${withWord ? nothing : word}>
    <svg
      width="14"
      height="14"
      viewBox="0 0 14 14"
      fill="none"
      stroke="currentColor"
      stroke-width="2"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      ${known.shape}
    </svg>
    <span class=${withWord ? '' : 'visually-hidden'}>${word}</span>
  </span>`
}

export const priorityMarkStyles = css`
  .priority {
    position: relative;
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
  }
  .priority.critical svg {
    color: var(--_critical);
  }
  .priority.high svg {
    color: var(--_high);
  }
  .priority.moderate svg {
    color: var(--_moderate);
  }
  .priority.low svg {
    color: var(--_low);
  }
  .priority.planning svg {
    color: var(--_planning);
  }
`
