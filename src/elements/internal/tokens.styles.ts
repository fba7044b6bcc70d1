import { css } from 'lit'

/**
 * The design tokens. Public ones (`--snow-*`) are only ever read, so that a value set anywhere above an
 * element reaches it, nested or not; the private ones (`--_*`) hold the value or our default.
 */
export const tokens = css`
  :host {
    --_text: 0.875rem;
    --_text-line: 1.25rem;
    --_text-small: 0.75rem;
    --_text-small-line: 1rem;
    --_text-title: 1rem;
    --_text-title-line: 1.5rem;

    --_space-1: var(--snow-space-1, 4px);
    --_space-2: var(--snow-space-2, 8px);
    --_space-3: var(--snow-space-3, 12px);
    --_space-4: var(--snow-space-4, 16px);
    --_space-5: var(--snow-space-5, 20px);
    --_space-6: var(--snow-space-6, 24px);

    --_radius: var(--snow-radius, 8px);
    --_radius-control: var(--snow-radius-control, 6px);
    --_control: var(--snow-control-height, max(36px, 1.75rem + 8px));
    /* 64 px that grow with the text. */
    --_row: var(--snow-row-height, 4rem);

    --_surface: var(--snow-surface, light-dark(#ffffff, #16181d));
    /* The other surfaces are shades of the first, so that a host's own gives all of them. */
    --_surface-raised: var(
      --snow-surface-raised,
      light-dark(var(--_surface), color-mix(in srgb, #ffffff 4%, var(--_surface)))
    );
    --_surface-sunken: var(
      --snow-surface-sunken,
      light-dark(
        color-mix(in srgb, #1f2a44 3.5%, var(--_surface)),
        color-mix(in srgb, #000000 25%, var(--_surface))
      )
    );
    --_surface-hover: var(
      --snow-surface-hover,
      light-dark(
        color-mix(in srgb, #1f2a44 6%, var(--_surface)),
        color-mix(in srgb, #ffffff 7%, var(--_surface))
      )
    );
    /* Of what is on its way: seen on every surface, and no louder than a line. */
    --_skeleton: light-dark(
      color-mix(in srgb, #1f2a44 10%, var(--_surface)),
      color-mix(in srgb, #ffffff 10%, var(--_surface))
    );
    --_text-color: var(--snow-text-color, light-dark(#171a21, #eceef2));
    --_text-muted: var(--snow-text-muted, light-dark(#5a6270, #a2a9b6));
    --_line: var(--snow-line, light-dark(#e1e4ea, #2f343e));
    /* Edges of controls have to be seen: 3 : 1 against the surface. */
    --_line-control: var(--snow-line-control, light-dark(#8a92a0, #6b7382));
    --_accent: var(--snow-accent, light-dark(#1f5fd6, #86b0ff));
    --_accent-hover: var(--snow-accent-hover, light-dark(#194fb3, #a3c3ff));
    --_on-accent: var(--snow-on-accent, light-dark(#ffffff, #0b1a33));
    /* Made of the accent, so that one token is enough to make everything tinted fit the host. */
    --_accent-tint: light-dark(
      color-mix(in srgb, var(--_accent) 9%, var(--_surface)),
      color-mix(in srgb, var(--_accent) 15%, var(--_surface))
    );
    --_surface-selected: var(--snow-surface-selected, var(--_accent-tint));
    --_danger: var(--snow-danger, light-dark(#c02626, #ff8f88));
    --_danger-surface: var(--snow-danger-surface, light-dark(#fdeeee, #3a1d1f));
    --_warning: var(--snow-warning, light-dark(#8f5200, #f2b45c));
    --_warning-surface: var(--snow-warning-surface, light-dark(#fff4e0, #35290f));
    --_success: var(--snow-success, light-dark(#1a7440, #6fd69a));
    --_success-surface: var(--snow-success-surface, light-dark(#e8f6ed, #14301f));
    --_note: var(--snow-note, light-dark(#8a5a00, #f0c36a));
    --_note-surface: var(--snow-note-surface, light-dark(#fff8e6, #2e2614));
    --_reply: var(--snow-reply, var(--_accent));
    --_reply-surface: var(--snow-reply-surface, var(--_accent-tint));

    --_critical: var(--snow-priority-critical, light-dark(#c02626, #ff8f88));
    --_high: var(--snow-priority-high, light-dark(#b84a00, #ffa366));
    --_moderate: var(--snow-priority-moderate, light-dark(#8f6200, #f0c04f));
    --_low: var(--snow-priority-low, light-dark(#1f5fd6, #86b0ff));
    --_planning: var(--snow-priority-planning, light-dark(#5a6270, #a2a9b6));

    --_shadow: 0 1px 2px rgb(0 0 0 / 8%), 0 8px 24px rgb(0 0 0 / 14%);
    --_motion: 120ms ease-out;

    display: block;
    box-sizing: border-box;
    font-family: var(--snow-font, inherit);
    font-size: var(--snow-text, var(--_text));
    line-height: var(--_text-line);
    font-weight: 400;
    letter-spacing: normal;
    text-align: start;
    color: var(--_text-color);
    font-variant-numeric: tabular-nums;
    -webkit-text-size-adjust: 100%;
  }

  :host([hidden]) {
    display: none !important;
  }

  /* Whose data this is has to be asked first. */
  :host(:state(unconfirmed)) {
    visibility: hidden !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }

  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  @media (pointer: coarse) {
    :host {
      --_control: var(--snow-control-height, max(44px, 1.75rem + 16px));
    }
  }

  @media (prefers-reduced-motion: reduce) {
    :host {
      --_motion: 0s;
    }
    *,
    *::before,
    *::after {
      animation-duration: 0.01ms !important;
      animation-iteration-count: 1 !important;
    }
  }

  @media (forced-colors: active) {
    :focus-visible {
      outline-color: Highlight;
    }
  }

  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`
