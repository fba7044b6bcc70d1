import { html } from 'hono/html'
import { shownValue, switchDefinitions, type SwitchName, switchNames, type Switches } from '../switches.js'
import { type Markup } from './page-layout.js'

/** Every switch with a control of its kind. */
export function switchSection(switches: Switches): Markup {
  return html`<section class="all" aria-labelledby="switches-title">
    <h2 id="switches-title">Switches</h2>
    <div class="switches">${switchNames.map((name) => switchRow(name, switches[name]))}</div>
  </section>`
}

function switchRow(name: SwitchName, value: string | number | boolean): Markup {
  const { description, initial } = switchDefinitions[name]
  const isChanged = value !== initial
  return html`<div class="switch ${isChanged ? 'changed' : ''}">
    <label for="switch-${name}">${name}</label>
    ${control(name, value)}
    <p id="about-${name}">${description}</p>
  </div>`
}

function control(name: SwitchName, value: string | number | boolean): Markup {
  const { initial, ...rest } = switchDefinitions[name]
  const words = 'oneOf' in rest ? rest.oneOf?.map(String) : undefined
  const shared = html`id="switch-${name}" data-switch="${name}" data-initial="${shownValue(initial)}"
  aria-describedby="about-${name}"`
  if (typeof value === 'boolean') return html`<input type="checkbox" ${shared} ${value ? 'checked' : ''} />`
  if (words !== undefined) {
    return html`<select ${shared}>
      ${words.map((word) => html`<option ${word === String(value) ? 'selected' : ''}>${word}</option>`)}
    </select>`
  }
  const type = typeof value === 'number' ? 'number' : 'text'
  return html`<input type="${type}" ${shared} value="${String(value)}" />`
}
