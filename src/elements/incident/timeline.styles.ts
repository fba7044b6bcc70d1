import { css } from 'lit'

export const timelineStyles = css`
  .timeline {
    display: grid;
    gap: var(--_space-3);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .entry {
    display: flex;
    gap: var(--_space-3);
    min-inline-size: 0;
  }
  .entry > article {
    flex: 1;
    min-inline-size: 0;
    padding: var(--_space-2) var(--_space-3);
    border: 1px solid var(--_line);
    border-inline-start: 3px solid var(--_reply);
    border-radius: var(--_radius);
    background: var(--_surface-raised);
  }
  .entry.note > article {
    border-inline-start: 3px dashed var(--_note);
    background: var(--_note-surface);
  }
  .entry .avatar {
    inline-size: 28px;
    block-size: 28px;
    margin-block-start: var(--_space-1);
    font-size: 0.6875rem;
  }
  .entry .avatar:not([data-initials])::before {
    content: none;
  }
  .entry.reply .avatar {
    background: var(--_reply-surface);
    color: var(--_reply);
  }
  .entry.note .avatar {
    background: var(--_note-surface);
    color: var(--_note);
  }
  .entry.note .avatar svg,
  .entry.reply .avatar svg {
    inline-size: 14px;
    block-size: 14px;
  }
  .entry header {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 var(--_space-2);
    margin-block-end: var(--_space-1);
  }
  .author {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .kind {
    display: inline-flex;
    align-items: center;
    gap: var(--_space-1);
    inline-size: 100%;
    color: var(--_reply);
  }
  .entry.note .kind {
    color: var(--_note);
  }
  .kind svg {
    flex: none;
  }
  .entry article > .link {
    min-block-size: 24px;
    margin-block-start: var(--_space-1);
  }
  .earlier {
    inline-size: 100%;
    margin-block-start: var(--_space-2);
  }
  @container (max-width: 22rem) {
    .entry > .avatar {
      display: none;
    }
  }
`
