import { css, html, type TemplateResult } from 'lit'

/** A person's initials in a circle; the name beside it, or the button's label, says who it is. */
export function avatar(name: string): TemplateResult {
  return html`<span class="avatar" aria-hidden="true" data-initials=${initialsOf(name)}></span>`
}

/** `AT` of "Abel Tuter": the first letters of the first and the last word, as the person's script writes them. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/u)
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words
  return picked.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '').join('')
}

export const avatarStyles = css`
  .avatar {
    flex: none;
    display: inline-grid;
    place-items: center;
    inline-size: 2em;
    block-size: 2em;
    border-radius: 50%;
    background: var(--_surface-selected);
    color: var(--_accent);
    font-weight: 600;
    line-height: 1;
    letter-spacing: 0.02em;
  }
  /* A picture of the name, and no text of its own beside it. */
  .avatar::before {
    content: attr(data-initials);
  }
  @media (forced-colors: active) {
    .avatar {
      border: 1px solid CanvasText;
    }
  }
`
