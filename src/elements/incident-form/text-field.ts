import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { draftLimits, lengthNearLimit, type LimitedField } from '../../controllers/draft-controller.js'
import type { Messages } from '../../locales/en.js'

export type FieldProblems = Readonly<Partial<Record<LimitedField, 'required' | 'too-long'>>>

export interface TextField {
  readonly name: LimitedField
  readonly id: string
  readonly label: string
  readonly hint: string
  readonly value: string
  readonly problem: 'required' | 'too-long' | undefined
  readonly messages: Messages
  readonly onInput: (text: string) => void
}

/** A text with its label, its hint, how much of it is used near the limit, and what to change about it. */
export function textField(field: TextField): TemplateResult {
  const { name, id, label, hint, value, problem, messages } = field
  const { form } = messages
  const limit = draftLimits[name]
  const used = lengthNearLimit(name, value)
  const described = `${id}-hint ${problem === undefined ? '' : `${id}-problem`}`
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${name === 'description' ? area(field, described) : line(field, described)}
    <div class="below">
      <span class="texts">
        ${
          problem === undefined
            ? nothing
            : html`<span class="problem" id="${id}-problem"
                >${problem === 'required' ? form.required : form.tooLong(limit)}</span
              >`
        }
        <span class="hint ${problem === undefined ? '' : 'visually-hidden'}" id="${id}-hint">${hint}</span>
      </span>
      ${
        used === undefined
          ? nothing
          : html`<span class="count ${used > limit ? 'over' : ''}" title=${form.used(used, limit)}>
              <span aria-hidden="true">${used}/${limit}</span>
              <span class="visually-hidden" role="status">${form.used(used, limit)}</span>
            </span>`
      }
    </div>
  </div>`
}

function line({ id, value, problem, onInput }: TextField, described: string): TemplateResult {
  return html`<input
    id=${id}
    class="input"
    type="text"
    autocomplete="off"
    dir="auto"
    aria-required="true"
    aria-invalid=${problem === undefined ? nothing : 'true'}
    aria-describedby=${described}
    .value=${live(value)}
    @input=${(event: Event) => onInput((event.target as HTMLInputElement).value)}
  />`
}

function area({ id, value, problem, onInput }: TextField, described: string): TemplateResult {
  return html`<textarea
    id=${id}
    class="input"
    dir="auto"
    aria-invalid=${problem === undefined ? nothing : 'true'}
    aria-describedby=${described}
    .value=${live(value)}
    @input=${(event: Event) => onInput((event.target as HTMLTextAreaElement).value)}
  ></textarea>`
}
