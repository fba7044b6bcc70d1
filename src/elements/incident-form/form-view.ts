import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { DraftFields, DraftFile, DraftState } from '../../controllers/draft-controller.js'
import type { Formats } from '../../controllers/formats.js'
import type { Messages } from '../../locales/en.js'
import type { Choice } from '../../protocol/records.js'
import { errorNotice } from '../internal/error-notice.js'
import { icon } from '../internal/icons.js'
import { priorityMark } from '../internal/priority-mark.js'
import { attachedFiles } from './attached-files.js'
import { levelChoice } from './level-choice.js'
import { textField, type FieldProblems } from './text-field.js'

export interface FormView {
  readonly state: DraftState
  /** Whether the person is being asked: it is not being filed yet. */
  readonly asking: boolean
  readonly messages: Messages
  readonly formats: Formats
  readonly maxFileSize: number
  readonly problems: FieldProblems
  readonly priority: string | undefined
  readonly categories: readonly Choice[]
  readonly thumbnailOf: (file: DraftFile) => HTMLCanvasElement | undefined
  readonly change: <Name extends keyof DraftFields>(name: Name, value: DraftFields[Name]) => void
  /** Typing in the first line, which also looks for answers. */
  readonly describe: (text: string) => void
  readonly addFiles: (files: readonly File[]) => void
  readonly removeFile: (id: string) => void
  /** Present when there is something to discard. */
  readonly discard: (() => void) | undefined
  /** Present when the categories could not be read. */
  readonly retryCategories: (() => void) | undefined
}

/** What is inside the form while it can be filled in, and while it is being filed. */
export function formView(view: FormView): TemplateResult {
  const { state, asking, messages, problems } = view
  const { phase, fields } = state
  const { form } = messages
  const filing = phase.name === 'filing'
  return html`<fieldset class="fields" ?disabled=${filing}>
      ${textField({
        name: 'shortDescription',
        id: 'short-description',
        label: form.shortDescription,
        hint: form.shortDescriptionHint,
        value: fields.shortDescription,
        problem: problems.shortDescription,
        messages,
        onInput: view.describe,
      })}
      ${textField({
        name: 'description',
        id: 'description',
        label: form.description,
        hint: form.descriptionHint,
        value: fields.description,
        problem: problems.description,
        messages,
        onInput: (text) => view.change('description', text),
      })}
      ${categoryField(view)} ${attachedFiles(view)}
      <details class="more">
        <summary>${icon('chevron-right')} ${form.more}</summary>
        <div class="more-fields">
          ${levelChoice({
            name: 'impact',
            label: form.impact,
            value: fields.impact,
            explained: form.impactWho,
            messages,
            onChoose: (level) => view.change('impact', level),
          })}
          ${levelChoice({
            name: 'urgency',
            label: form.urgency,
            value: fields.urgency,
            explained: form.urgencyWhen,
            messages,
            onChoose: (level) => view.change('urgency', level),
          })}
          <div class="computed">
            <span class="label">${form.priority}</span>
            <output for="impact urgency">${priorityMark(view.priority ?? '', messages, true)}</output>
            <span class="hint">${form.priorityHint}</span>
          </div>
        </div>
      </details>
    </fieldset>
    ${phase.name === 'failed' ? errorNotice({ error: phase.error, messages }) : nothing}
    <div class="actions">
      <button type="submit" class="button primary" aria-disabled=${filing ? 'true' : nothing}>
        ${filing && !asking ? html`<span class="spinner"></span> ${form.saving}` : form.submit}
      </button>
      ${
        view.discard === undefined
          ? nothing
          : html`<button type="button" class="button quiet" ?disabled=${filing} @click=${view.discard}>
              ${form.discard}
            </button>`
      }
      <span class="visually-hidden" role="status">${filing && !asking ? form.saving : ''}</span>
    </div>`
}

function categoryField({ state, messages, categories, change, retryCategories }: FormView): TemplateResult {
  const { form, common } = messages
  const { category } = state.fields
  const onChange = (event: Event): void => change('category', (event.target as HTMLSelectElement).value)
  // A default of the host that the instance does not offer is still what will be sent.
  const unlisted = category !== '' && !categories.some(({ value }) => value === category)
  return html`<div class="field">
    <label for="category">${form.category}</label>
    <span class="select">
      <select id="category" class="input" .value=${live(category)} @change=${onChange}>
        <option value="" ?selected=${category === ''}>${form.noCategory}</option>
        ${unlisted ? html`<option value=${category} selected>${category}</option>` : nothing}
        ${categories.map(
          ({ value, label }) =>
            html`<option value=${value} ?selected=${value === category}>${label}</option>`,
        )}
      </select>
      ${icon('chevron-down')}
    </span>
    ${
      retryCategories === undefined
        ? nothing
        : html`<span class="hint"
            >${form.categoriesFailed}
            <button type="button" class="link" @click=${retryCategories}>${common.retry}</button></span
          >`
    }
  </div>`
}
