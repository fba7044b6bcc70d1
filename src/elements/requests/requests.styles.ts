import { css } from 'lit'

export const requestsStyles = css`
  :host {
    background: var(--_surface);
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li + li .row,
  .placeholder + .placeholder {
    border-block-start: 1px solid var(--_line);
  }
  .row,
  .placeholder {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr) fit-content(55%);
    align-content: center;
    gap: 2px var(--_space-3);
    min-block-size: var(--_row);
    padding: var(--_space-2) var(--_space-4);
    color: inherit;
    text-decoration: none;
  }
  a.row:hover {
    background: var(--_surface-hover);
  }
  a.row:focus-visible {
    outline-offset: -2px;
  }
  .title {
    font-weight: 500;
    overflow-wrap: anywhere;
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }
  .row .pill {
    display: block;
    align-self: start;
    border-radius: 10px;
    text-align: center;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .about {
    display: flex;
    flex-wrap: wrap;
    grid-column: 1 / -1;
    padding-inline-end: var(--_space-5);
  }
  .about > :not(:last-child)::after {
    content: '·' / '';
    padding-inline: var(--_space-1);
  }
  .away {
    position: absolute;
    inset-block-end: var(--_space-3);
    inset-inline-end: var(--_space-4);
    display: grid;
    opacity: 0;
  }
  a.row:hover .away,
  a.row:focus-visible .away {
    opacity: 1;
  }
  .error {
    margin: var(--_space-4);
  }
  .placeholder {
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space-2);
  }
  .skeleton.title {
    inline-size: 55%;
    block-size: 12px;
  }
  .skeleton.line {
    inline-size: 35%;
    block-size: 10px;
  }
`
