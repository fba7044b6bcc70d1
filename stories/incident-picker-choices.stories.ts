import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { click, openTool, press, showing, shown } from './picker-story.js'
import { untilShown } from './until-shown.js'
import { withEmulator, worldOf } from './with-emulator.js'

const meta: Meta = {
  title: 'Incident picker/Choices',
  component: 'snow-incident-picker',
  loaders: [withEmulator({ user: 'beth.anglin', emulator: { incidents: 40 } })],
  render: showing({}),
}
export default meta

type Story = StoryObj

/** One thing can be picked: another takes its place. */
export const Single: Story = {
  render: showing({ selection: 'single' }),
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident')
    press(picker, 'ArrowDown')
    press(picker, ' ')
    press(picker, 'ArrowDown')
    press(picker, ' ')
    await shown(canvasElement, '.selection')
  },
}

/** Nothing can be picked: a list to look at and open from. */
export const None: Story = {
  render: showing({ selection: 'none' }),
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident')
    press(picker, 'ArrowDown')
  },
}

/** Others changed an incident on screen and filed one: the one is marked, the other offered; nothing moves. */
export const LiveUpdates: Story = {
  loaders: [withEmulator({ user: 'beth.anglin', emulator: { incidents: 100 } })],
  play: async ({ canvasElement, loaded }) => {
    const { emulator, workspace } = worldOf(loaded)
    const picker = await shown(canvasElement, '.row.incident')
    for (let page = 0; page < 4; page += 1) press(picker, 'PageDown')
    const row = await untilShown(() => picker.renderRoot.querySelector<HTMLElement>('.row.active.incident'))
    await workspace.sync.sweep()
    const admin = emulator.asUser('admin')
    const number = /INC\d+/.exec(row.querySelector('.meta')!.textContent!)![0]
    admin.update('incident', number, { short_description: 'Changed by somebody else meanwhile' })
    admin.create('incident', { short_description: 'Filed a moment ago' })
    await workspace.sync.sweep()
    await shown(canvasElement, '.fresh')
  },
}

/** What the person saved under a name, to come back to. */
export const SavedViews: Story = {
  render: showing({ viewString: '1~incident~all~priority.1.2' }),
  play: async ({ canvasElement }) => {
    const picker = await openTool(canvasElement, 'view')
    const item = (words: string): HTMLElement =>
      [...picker.renderRoot.querySelectorAll<HTMLElement>('.menu-item')].find((one) =>
        one.textContent!.includes(words),
      )!
    item('…').click()
    const name = await untilShown(() => picker.renderRoot.querySelector<HTMLInputElement>('[name="name"]'))
    name.value = 'On fire'
    name.form!.requestSubmit()
    await untilShown(() => picker.renderRoot.querySelector('#tool-view-popup') === null || undefined)
    await openTool(canvasElement, 'view')
  },
}

/** People whose name begins like what is typed, as the instance has them. */
export const LookUp: Story = {
  play: async ({ canvasElement }) => {
    const picker = await openTool(canvasElement, 'filter')
    const box = await untilShown(() => picker.renderRoot.querySelector<HTMLInputElement>('#filter-caller_id'))
    box.focus()
    box.value = 'a'
    box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
    await shown(canvasElement, '#filter-caller_id-list [role="option"]')
  },
}

export const Problems: Story = { render: showing({ table: 'problem' }) }

export const Changes: Story = { render: showing({ table: 'change_request' }) }

export const RequestedItems: Story = {
  loaders: [withEmulator({ user: 'admin', emulator: { incidents: 5 } })],
  render: showing({ table: 'sc_req_item' }),
}

export const ConfigurationItems: Story = { render: showing({ table: 'cmdb_ci' }) }

/** The table itself is the active row, reached by the arrow keys. */
export const OnTheRoot: Story = {
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident')
    press(picker, 'ArrowDown')
    press(picker, 'ArrowUp')
    press(picker, ' ')
    await shown(canvasElement, '.selection')
  },
}

/** Found by a number that was pasted. */
export const FoundByNumber: Story = {
  render: showing({ search: 'INC0010007' }),
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident')
    click(picker, '.row.incident .title')
  },
}
