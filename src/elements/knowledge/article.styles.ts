import { css } from 'lit'

/** The reader. What foreign markup brings along stays inside its box, whatever it is. */
export const articleStyles = css`
  .article {
    display: grid;
    grid-template-columns: minmax(0, 65ch);
    justify-content: center;
    gap: var(--_space-4);
    padding: var(--_space-2) var(--_space-4) var(--_space-6);
  }
  .back {
    justify-self: start;
    margin-inline-start: calc(-1 * var(--_space-2));
    padding-inline: var(--_space-2);
    color: var(--_text-muted);
  }
  .article header {
    display: grid;
    gap: var(--_space-1);
  }
  .article-title {
    margin: 0;
    font-size: 1.375rem;
    line-height: 1.75rem;
    font-weight: 600;
    letter-spacing: -0.01em;
    overflow-wrap: anywhere;
    text-wrap: balance;
  }
  /* It takes the focus so that it is read out; a ring would promise something to press. */
  .article-title:focus {
    outline: none;
  }
  .article .result-foot {
    align-items: center;
  }
  .open {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
  }
  .blocked {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space-1) var(--_space-2);
    margin: 0;
    padding: var(--_space-2) var(--_space-3);
    border-radius: var(--_radius-control);
    background: var(--_surface-sunken);
    color: var(--_text-muted);
    font-size: var(--_text-small);
    line-height: var(--_text-line);
  }

  .article-body {
    contain: content;
    min-inline-size: 0;
    font-size: 0.9375rem;
    line-height: 1.6;
    overflow-wrap: anywhere;
  }
  .article-body > :first-child {
    margin-block-start: 0;
  }
  .article-body > :last-child {
    margin-block-end: 0;
  }
  .article-body :is(p, ul, ol, dl, pre, blockquote, figure, details),
  .article-body .scroller {
    margin-block: 0 0.9em;
    margin-inline: 0;
  }
  .article-body :is(h3, h4, h5, h6) {
    margin: 1.6em 0 0.4em;
    font-weight: 600;
    line-height: 1.3;
    text-wrap: balance;
  }
  .article-body h3 {
    font-size: 1.125rem;
  }
  .article-body h4 {
    font-size: 1rem;
  }
  .article-body :is(h5, h6) {
    font-size: 0.9375rem;
  }
  .article-body :is(h5, h6) {
    color: var(--_text-muted);
  }
  .article-body :is(ul, ol) {
    padding-inline-start: 1.5em;
  }
  .article-body li {
    margin-block: 0.25em;
  }
  .article-body li::marker {
    color: var(--_text-muted);
  }
  .article-body li > :is(p, ul, ol) {
    margin-block: 0.25em;
  }
  .article-body dt {
    font-weight: 600;
  }
  .article-body dd {
    margin-inline-start: 1.5em;
  }
  .article-body a {
    color: var(--_accent);
    text-underline-offset: 2px;
  }
  .article-body blockquote {
    padding-inline-start: var(--_space-4);
    border-inline-start: 3px solid var(--_line);
    color: var(--_text-muted);
  }
  .article-body hr {
    margin: 1.5em 0;
    border: 0;
    border-block-start: 1px solid var(--_line);
  }
  .article-body :is(code, kbd, samp, pre) {
    font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace;
    font-size: 0.875em;
  }
  .article-body :is(code, samp) {
    padding: 0.1em 0.35em;
    border-radius: 4px;
    background: var(--_surface-hover);
  }
  .article-body kbd {
    padding: 0.05em 0.4em;
    border: 1px solid var(--_line-control);
    border-block-end-width: 2px;
    border-radius: 4px;
    background: var(--_surface-raised);
  }
  .article-body pre {
    padding: var(--_space-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-control);
    background: var(--_surface-sunken);
    line-height: 1.5;
    white-space: pre;
    overflow-wrap: normal;
    direction: ltr;
    text-align: start;
  }
  .article-body pre code {
    padding: 0;
    background: none;
    font-size: inherit;
  }
  .article-body .scroller {
    overflow: auto;
    overscroll-behavior-inline: contain;
    scrollbar-width: thin;
  }
  .article-body .scroller:focus-visible {
    outline-offset: -2px;
  }
  .article-body table {
    min-inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.875rem;
    line-height: 1.45;
    overflow-wrap: normal;
  }
  .article-body caption {
    padding-block-end: var(--_space-2);
    color: var(--_text-muted);
    text-align: start;
  }
  .article-body :is(th, td) {
    min-inline-size: 9ch;
    padding: var(--_space-2) var(--_space-3);
    border-block-end: 1px solid var(--_line);
    text-align: start;
    vertical-align: top;
  }
  .article-body th {
    background: var(--_surface-sunken);
    font-weight: 600;
  }
  .article-body img {
    max-inline-size: 100%;
    block-size: auto;
    border-radius: var(--_radius-control);
  }
  .article-body .no-picture {
    padding: 0.1em 0.5em;
    border: 1px dashed var(--_line-control);
    border-radius: 4px;
    color: var(--_text-muted);
    font-size: 0.875em;
  }
  .article-body mark {
    background: var(--_note-surface);
    color: inherit;
  }
  .article-body details {
    padding: var(--_space-2) var(--_space-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-control);
  }
  .article-body summary {
    font-weight: 500;
    cursor: pointer;
  }

  .files h3 {
    margin: 0 0 var(--_space-2);
    font-size: inherit;
    font-weight: 600;
  }
  .files ul {
    display: grid;
    gap: var(--_space-1);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .file {
    display: flex;
    align-items: center;
    gap: var(--_space-2);
    inline-size: 100%;
    min-block-size: var(--_control);
    padding: var(--_space-1) var(--_space-3);
    border: 1px solid var(--_line);
    border-radius: var(--_radius-control);
    background: var(--_surface-raised);
    text-align: start;
    cursor: pointer;
  }
  .file:hover {
    background: var(--_surface-hover);
  }
  .file-name {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .article-skeleton {
    display: grid;
    gap: var(--_space-3);
  }
  .article-skeleton .skeleton {
    block-size: 14px;
  }
  .article-skeleton .skeleton:nth-child(3n) {
    inline-size: 85%;
  }
  .article-skeleton .heading {
    inline-size: 70%;
    block-size: 24px;
  }
  .article-skeleton .foot {
    inline-size: 40%;
    margin-block-end: var(--_space-3);
  }
`
