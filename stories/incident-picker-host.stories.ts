import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html, render, type TemplateResult } from 'lit'
import { createIncidentPicker } from '../src/picker.js'
import { showing, shown } from './picker-story.js'
import { untilShown } from './until-shown.js'
import { withEmulator, worldOf } from './with-emulator.js'

const meta: Meta = {
  title: 'Incident picker/Of the host',
  component: 'snow-incident-picker',
  loaders: [withEmulator({ user: 'beth.anglin', emulator: { incidents: 20 } })],
  render: showing({}),
}
export default meta

type Story = StoryObj

/** The host's own words above and below the list, its text of each row, and its look of parts. */
export const Dressed: Story = {
  render: (_, { loaded }): TemplateResult =>
    html`<style>
        #dressed::part(toolbar) {
          border-block-end: 3px double;
        }
        #dressed::part(urgent) {
          font-style: italic;
        }
      </style>
      <snow-incident-picker
        id="dressed"
        view="all"
        .workspace=${worldOf(loaded).workspace}
        .renderRow=${({ number }: { readonly number: string }) => ({
          title: `Order for ${number}`,
          part: 'urgent',
        })}
      >
        <p slot="header">Which tickets belong to this order?</p>
        <p slot="footer">Ask in #orders when one is missing.</p>
      </snow-incident-picker>`,
  play: async ({ canvasElement }) => void (await shown(canvasElement, '.row.incident')),
}

/** The host's own words where nothing is found. */
export const OwnEmpty: Story = {
  render: (_, { loaded }): TemplateResult =>
    html`<snow-incident-picker view="all" search="zebra crossing" .workspace=${worldOf(loaded).workspace}>
      <p slot="empty">No ticket of this order. <a href="#orders">Ask in #orders</a>.</p>
    </snow-incident-picker>`,
  play: async ({ canvasElement }) => void (await shown(canvasElement, 'slot[name="empty"]')),
}

/** The same list and selection without the element: the host draws it all. */
export const Headless: Story = {
  render: (_, { loaded }): TemplateResult => {
    const place = document.createElement('div')
    const picker = createIncidentPicker({ workspace: worldOf(loaded).workspace, view: 'all' })
    const draw = (): void => {
      const { list, count, selection } = picker.getSnapshot()
      const places = Array.from({ length: list.seen > 0 ? Math.min(count, 8) : 0 }, (_place, at) => at)
      render(
        html`<h1>${selection.incidents.length} of ${list.seen} picked</h1>
          <ul>
            ${places.map((at) => {
              const row = picker.rowAt(at)
              if (row.kind !== 'record') return html`<li>…</li>`
              return html`<li>
                <label>
                  <input
                    type="checkbox"
                    .checked=${row.mark === 'all'}
                    @change=${() => picker.toggle(at)}
                  />
                  ${row.record.number}
                </label>
              </li>`
            })}
          </ul>`,
        place,
      )
    }
    picker.subscribe(draw)
    picker.start(new AbortController().signal)
    draw()
    return html`${place}`
  },
  play: async ({ canvasElement }) => {
    const boxes = (): NodeListOf<HTMLInputElement> => canvasElement.querySelectorAll('li input')
    await untilShown(() => boxes()[2])
    for (const at of [0, 2]) boxes()[at]!.click()
  },
}
