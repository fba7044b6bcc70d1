import { html, nothing, type LitElement, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import {
  afterColumnMoved,
  afterColumnsReset,
  afterColumnToggled,
  afterDensityChosen,
} from '../../controllers/list-view-acts.js'
import type { PopoverController } from '../../controllers/popover-controller.js'
import { columnWord } from '../../controllers/table-words.js'
import type { ColumnDescriptor } from '../../protocol/tables/table-descriptor.js'
import type { Density, ListView } from '../../state/list-view/list-view.js'
import { icon } from '../internal/icons.js'
import type { PickerToolsOptions } from './picker-tools.js'

const densities: readonly Density[] = ['comfortable', 'compact']

/** Which columns, in which order, and how close the rows stand. Stays open while things are tried. */
export function createDisplayPanel(
  host: LitElement,
  options: PickerToolsOptions,
  popover: PopoverController,
) {
  const { list, viewing, locale } = options

  /** The column moves among the others: the focus goes along, to the first of its controls that can be used. */
  function change(next: ListView, field: string, controls: readonly string[]): void {
    viewing.change(next)
    void host.updateComplete.then(() => {
      const option = [...(popover.popup?.querySelectorAll<HTMLElement>('.option') ?? [])].find(
        ({ dataset }) => dataset['field'] === field,
      )
      const usable = controls.flatMap(
        (control) => option?.querySelector<HTMLElement>(`${control}:enabled`) ?? [],
      )
      usable[0]?.focus()
    })
  }

  function columnOption(column: ColumnDescriptor): TemplateResult {
    const { shown } = list.state
    const { messages } = locale
    const word = columnWord(column, messages)
    const at = shown.columns.indexOf(column.field)
    const move = (name: 'up' | 'down', to: number, label: string): TemplateResult =>
      html`<button
        type="button"
        class="button quiet icon ${name}"
        aria-label=${label}
        title=${label}
        ?disabled=${to < 0 || to >= shown.columns.length}
        @click=${() =>
          change(afterColumnMoved(list.state.shown, column.field, to), column.field, [
            `.${name}`,
            name === 'up' ? '.down' : '.up',
          ])}
      >
        ${icon('chevron-down', 14)}
      </button>`
    return html`<div class="option" data-field=${column.field}>
      <label>
        <input
          type="checkbox"
          .checked=${live(at >= 0)}
          ?disabled=${at >= 0 && shown.columns.length === 1}
          @change=${() =>
            change(afterColumnToggled(list.state.shown, list.catalogue, column.field), column.field, [
              'input',
            ])}
        />
        <span>${word}</span>
      </label>
      ${
        at < 0
          ? nothing
          : html`${move('up', at - 1, messages.list.moveUp(word))}
            ${move('down', at + 1, messages.list.moveDown(word))}`
      }
    </div>`
  }

  return (): TemplateResult | typeof nothing => {
    if (!popover.open) return nothing
    const { messages } = locale
    const { shown } = list.state
    const { columns } = list.catalogue.table
    const known = shown.columns.flatMap((field) => columns.find((column) => column.field === field) ?? [])
    const others = columns.filter((column) => !known.includes(column))
    return html`<div
      id=${popover.popupId}
      class="popover sheet"
      popover="manual"
      role="dialog"
      aria-label=${messages.list.display}
    >
      <fieldset>
        <legend>${messages.list.density}</legend>
        <div class="choices">
          ${densities.map(
            (density) =>
              html`<label class="choice">
                <input
                  type="radio"
                  name="density"
                  .checked=${live(shown.density === density)}
                  @change=${() => viewing.change(afterDensityChosen(list.state.shown, density))}
                />
                ${icon('check', 14)}<span>${messages.list.densities[density]}</span>
              </label>`,
          )}
        </div>
      </fieldset>
      <fieldset>
        <legend>${messages.list.columns}</legend>
        ${[...known, ...others].map(columnOption)}
      </fieldset>
      <div class="sheet-foot">
        <button
          type="button"
          class="button quiet"
          @click=${() => viewing.change(afterColumnsReset(list.state.shown, list.catalogue))}
        >
          ${messages.list.usualColumns}
        </button>
        <button type="button" class="button" @click=${() => popover.hide()}>${messages.list.done}</button>
      </div>
    </div>`
  }
}
