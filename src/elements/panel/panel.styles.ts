import { css } from 'lit'

export const panelStyles = css`
  :host {
    block-size: 40rem;
    min-block-size: 20rem;
    max-block-size: 100dvh;
    overflow: clip;
    border: 1px solid var(--_line);
    border-radius: var(--_radius);
    background: var(--_surface);
    container: snow-panel / inline-size;
  }

  .panel {
    position: relative;
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  .entrance {
    flex: 1;
    display: grid;
    align-content: safe center;
    min-block-size: 0;
    padding: var(--_space-4);
    overflow: auto;
    background: var(--_surface-sunken);
    text-align: center;
  }
  .entrance .button {
    justify-self: center;
  }
  /* Seen while the rest of the panel is not. */
  .returning {
    visibility: visible;
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    margin: 0;
    color: var(--_text-muted);
  }
  .panel > .error {
    margin: var(--_space-2) var(--_space-3);
  }

  .bar {
    position: relative;
    flex: none;
    display: flex;
    align-items: stretch;
    border-block-end: 1px solid var(--_line);
  }
  .tabs {
    position: relative;
    flex: 1;
    display: flex;
    min-inline-size: 0;
    padding-inline: var(--_space-2);
    overflow: clip;
  }
  .tab {
    flex: none;
    position: relative;
    display: flex;
    align-items: center;
    min-block-size: calc(var(--_control) + 2px);
    padding: 0 var(--_space-1);
    border: 0;
    background: none;
    color: var(--_text-muted);
    font-weight: 500;
    white-space: nowrap;
    cursor: pointer;
  }
  .tab > span {
    padding: var(--_space-1) var(--_space-2);
    border-radius: var(--_radius-control);
    transition: background-color var(--_motion);
  }
  .tab:hover > span {
    background: var(--_surface-hover);
    color: var(--_text-color);
  }
  .tab[aria-selected='true'] {
    color: var(--_text-color);
  }
  .tab[aria-selected='true']::after {
    content: '';
    position: absolute;
    inset-block-end: 0;
    inset-inline: var(--_space-3);
    block-size: 2px;
    border-radius: 2px 2px 0 0;
    background: var(--_accent);
  }
  @container snow-panel (inline-size < 22rem) {
    .tab > span {
      padding-inline: 6px;
    }
    .tab[aria-selected='true']::after {
      inset-inline: 10px;
    }
  }
  /* Narrower still: Tickets and New keep their places beside the selected tab. */
  @container snow-panel (inline-size < 18rem) {
    .tab {
      padding-inline: 2px;
    }
    .tab > span {
      padding-inline: 3px;
    }
    .tab[aria-selected='true']::after {
      inset-inline: 5px;
    }
  }
  .tab:focus-visible {
    outline: none;
  }
  .tab:focus-visible > span {
    outline: 2px solid var(--_accent);
    outline-offset: -1px;
  }
  .tab-count {
    margin-inline-start: 2px;
    color: var(--_text-muted);
    font-size: var(--_text-small);
    font-weight: 400;
  }
  .tab.away {
    position: absolute;
    visibility: hidden;
  }
  /* Over the end of the row, whose width is then the same with it and without. */
  #more {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    inline-size: 44px;
    min-block-size: 0;
  }
  #more:focus-visible {
    outline-offset: -2px;
  }

  /* All in one cell, so that what is not shown keeps its size, and a list its place. */
  .body {
    flex: 1;
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    min-block-size: 0;
  }
  .part {
    grid-area: 1 / 1;
    min-block-size: 0;
    overflow: auto;
    visibility: hidden;
  }
  .part.shown {
    visibility: visible;
  }
  /* A sheet from below comes from the panel's lower edge, however short the form is. */
  .part > snow-incident-form {
    min-block-size: 100%;
  }
  #part-tickets {
    overflow: hidden;
  }
  .tickets {
    display: grid;
    grid-template: minmax(0, 1fr) / minmax(0, 1fr);
    block-size: 100%;
  }
  .list,
  .detail {
    grid-area: 1 / 1;
    display: flex;
    flex-direction: column;
    min-block-size: 0;
    min-inline-size: 0;
  }
  .list > * {
    flex: 1;
    min-block-size: 0;
  }
  .detail > :not(.back) {
    flex: 1 0 auto;
  }
  .detail {
    /* What the way back covers of the incident's upper edge. */
    --_covered: var(--_control);
    overflow: auto;
    visibility: hidden;
  }
  .shown .opened .detail {
    visibility: visible;
  }
  .opened .list {
    visibility: hidden;
  }
  .detail > .back {
    position: sticky;
    inset-block-start: 0;
    z-index: 4;
    flex: none;
    justify-content: flex-start;
    padding-inline: var(--_space-3);
    border-radius: 0;
    border-block-end-color: var(--_line);
    background: var(--_surface);
    color: var(--_text-muted);
  }
  .detail > .back:focus-visible {
    outline-offset: -2px;
  }
  .detail > .empty {
    align-content: center;
  }

  @container snow-panel (inline-size >= 840px) {
    .tickets {
      grid-template-columns: minmax(340px, 2fr) minmax(0, 3fr);
    }
    .detail {
      --_covered: 0px;
      grid-area: 1 / 2;
      border-inline-start: 1px solid var(--_line);
    }
    .shown .detail,
    .shown .opened .list {
      visibility: visible;
    }
    .detail > .back {
      display: none;
    }
  }

  .pending {
    display: grid;
    align-content: start;
    justify-items: start;
    gap: var(--_space-3);
    padding: var(--_space-4);
  }
  .pending .skeleton {
    inline-size: 100%;
    block-size: 44px;
  }
  .pending p {
    margin: 0;
  }

  @media (forced-colors: active) {
    .tab[aria-selected='true']::after {
      background: Highlight;
    }
  }
`
