import { css } from 'lit'

export const requestsStyles = css`
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
    display: flex;
    flex-wrap: wrap;
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
    flex: 1 1 12rem;
    font-weight: 500;
    overflow-wrap: break-word;
  }
  .row .pill {
    align-self: start;
  }
  .about {
    flex-basis: 100%;
    padding-inline-end: var(--_space-5);
  }
  .about > span + span::before {
    content: '·';
    padding-inline-end: 0.5ch;
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
    flex-direction: column;
    flex-wrap: nowrap;
    justify-content: center;
    gap: var(--_space-2);
  }
  .skeleton.title {
    flex: none;
    inline-size: 55%;
    block-size: 12px;
  }
  .skeleton.line {
    inline-size: 35%;
    block-size: 10px;
  }
`
