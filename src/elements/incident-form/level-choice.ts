import { html, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Messages } from '../../locales/en.js'

type Level = '1' | '2' | '3'

export interface LevelChoice {
  readonly name: 'impact' | 'urgency'
  readonly label: string
  readonly value: Level
  /** What each level means here. */
  readonly explained: Readonly<Record<Level, string>>
  readonly messages: Messages
  readonly onChoose: (level: Level) => void
}

const levels: readonly Level[] = ['1', '2', '3']

/** High, medium or low, side by side, each with what it means. */
export function levelChoice({
  name,
  label,
  value,
  explained,
  messages,
  onChoose,
}: LevelChoice): TemplateResult {
  return html`<fieldset class="level" id=${name}>
    <legend class="label">${label}</legend>
    <div class="segments">
      ${levels.map(
        (level) =>
          html`<label class="segment">
            <input
              type="radio"
              class="visually-hidden"
              name=${name}
              value=${level}
              .checked=${live(level === value)}
              @change=${() => onChoose(level)}
            />
            <span class="segment-word">${messages.form.levels[level]}</span>
            <span class="segment-meaning">${explained[level]}</span>
          </label>`,
      )}
    </div>
  </fieldset>`
}
