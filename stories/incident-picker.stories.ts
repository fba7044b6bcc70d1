import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html, type TemplateResult } from 'lit'
import { equals } from '../src/protocol/query-builders.js'
import { fails, isList, openTool, press, showing, shown } from './picker-story.js'
import { untilShown } from './until-shown.js'
import { withEmulator, worldOf } from './with-emulator.js'

interface Arguments {
  readonly view: string
  readonly selection: 'multiple' | 'single' | 'none'
  readonly search: string
}
type Story = StoryObj<Arguments>

const meta: Meta<Arguments> = {
  title: 'Incident picker',
  component: 'snow-incident-picker',
  args: { view: 'my-open', selection: 'multiple', search: '' },
  argTypes: {
    view: {
      control: 'inline-radio',
      options: ['my-open', 'waiting-for-me', 'assigned-to-me', 'my-group', 'recently-closed', 'all'],
    },
    selection: { control: 'inline-radio', options: ['multiple', 'single', 'none'] },
  },
  loaders: [withEmulator({ user: 'beth.anglin' })],
  render: ({ view, selection, search }, { loaded }): TemplateResult =>
    html`<snow-incident-picker
      view=${view}
      selection=${selection}
      search=${search}
      .workspace=${worldOf(loaded).workspace}
    ></snow-incident-picker>`,
}
export default meta

const offsetOf = ({ url }: Request): number => Number(new URL(url).searchParams.get('sysparm_offset') ?? 0)

/** Rows in the shape of what comes. */
export const Loading: Story = {
  loaders: [
    withEmulator({ intercept: (request) => (isList(request) ? new Promise<Response>(() => {}) : undefined) }),
  ],
}

export const MyOpen: Story = { loaders: [withEmulator()] }

export const All: Story = { args: { view: 'all' } }

/** The rows of before stay, dimmed, until those of the search are there. */
export const Searching: Story = {
  args: { view: 'all' },
  loaders: [
    withEmulator({
      user: 'beth.anglin',
      intercept: (request) =>
        isList(request) && request.url.includes('LIKE') ? new Promise<Response>(() => {}) : undefined,
    }),
  ],
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident')
    picker.search = 'laptop'
    await picker.updateComplete
    await shown(canvasElement, '.replacing')
  },
}

export const NoMatch: Story = { args: { search: 'zebra crossing' } }

/** A requester looks in All: ServiceNow hides the tickets of others. */
export const HiddenRows: Story = { args: { view: 'all' }, loaders: [withEmulator()] }

/** Nobody's tickets: the service account never opened one. */
export const Empty: Story = { loaders: [withEmulator({ user: 'snowline.service' })] }

export const Failed: Story = {
  loaders: [
    withEmulator({
      intercept: (request) => (isList(request) ? fails('SNOW_INSTANCE_ASLEEP', 502) : undefined),
    }),
  ],
  play: async ({ canvasElement }) => {
    await shown(canvasElement, '.error')
  },
}

/** One page of several did not come; its rows say so and can be tried again alone. */
export const RowFailed: Story = {
  args: { view: 'all' },
  loaders: [
    withEmulator({
      user: 'beth.anglin',
      intercept: (request) =>
        isList(request) && offsetOf(request) >= 50 ? fails('SNOW_INSTANCE_FAILED', 502) : undefined,
    }),
  ],
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident')
    const { offsetHeight } = picker.renderRoot.querySelector<HTMLElement>('.row.incident')!
    picker.renderRoot.querySelector('[role="treegrid"]')!.scrollTop = 47 * offsetHeight
    await shown(canvasElement, '.row.failed')
  },
}

/** Ten thousand of them, with a constant number of nodes. */
export const ThousandRows: Story = {
  args: { view: 'all' },
  loaders: [withEmulator({ user: 'beth.anglin', emulator: { incidents: 10_000 } })],
}

export const Selected: Story = {
  args: { view: 'all' },
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident')
    press(picker, 'ArrowDown')
    press(picker, ' ')
    press(picker, 'ArrowDown', { shiftKey: true })
    press(picker, 'ArrowDown', { shiftKey: true })
  },
}

/** Everything that was read is selected; all that match can be. */
export const AllLoaded: Story = {
  args: { view: 'all' },
  play: async ({ canvasElement }) => {
    press(await shown(canvasElement, '.row.incident'), 'a', { ctrlKey: true })
    await shown(canvasElement, '.matching')
  },
}

/** All that match, and those to come: the table itself is ticked. */
export const Rule: Story = {
  args: { view: 'all', search: 'laptop' },
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident')
    picker.renderRoot.querySelector<HTMLElement>('.root')!.click()
  },
}

/** All that match but three. */
export const RuleWithExceptions: Story = {
  args: { view: 'all' },
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident')
    picker.renderRoot.querySelector<HTMLElement>('.root')!.click()
    ;(await untilShown(() => picker.renderRoot.querySelector<HTMLElement>('.later input'))).click()
    for (const row of [0, 1, 3]) picker.renderRoot.querySelector<HTMLElement>(`#row-${row} input`)!.click()
  },
}

/** A range went over the limit: its first rows are selected, and it says how many were left out. */
export const LimitReached: Story = {
  args: { view: 'all' },
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident')
    picker.maxSelected = 3
    await picker.updateComplete
    press(picker, 'ArrowDown')
    press(picker, ' ')
    press(picker, 'PageDown', { shiftKey: true })
  },
}

/** The host's own limit, in its own words. */
export const RefusedByHost: Story = {
  args: { view: 'all' },
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident')
    picker.maySelect = () => 'This project is closed: nothing can be attached to it.'
    await picker.updateComplete
    picker.renderRoot.querySelector<HTMLElement>('#row-0 input')!.click()
  },
}

/** Selected from the start by number; one of them does not exist. */
export const Preselected: Story = {
  args: { view: 'all' },
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident')
    const numbers = [...picker.renderRoot.querySelectorAll('.row.incident .meta')].map(
      ({ textContent }) => /INC\d+/.exec(textContent)![0],
    )
    picker.preselected = [numbers[1]!, numbers[2]!, 'INC9999999']
    await shown(canvasElement, '.note')
  },
}

/** What was cleared can be brought back for a while, by button or Ctrl+Z. */
export const Cleared: Story = {
  args: { view: 'all' },
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident')
    press(picker, 'a', { ctrlKey: true })
    await picker.updateComplete
    picker.renderRoot.querySelector<HTMLElement>('.clear')!.click()
    await shown(canvasElement, '.undo')
  },
}

/** The files of an incident are rows below it; one of them is picked. */
export const Expanded: Story = {
  args: { view: 'all' },
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.end button:not([hidden])')
    picker.renderRoot.querySelector<HTMLElement>('.end button:not([hidden])')!.click()
    await shown(canvasElement, '.row.file')
    picker.renderRoot.querySelector<HTMLElement>('.row.file input')!.click()
  },
}

export const RightToLeft: Story = { args: { view: 'all' }, parameters: { direction: 'rtl' } }

export const German: Story = { args: { view: 'all' }, parameters: { language: 'de' } }

export const SignedOut: Story = { loaders: [withEmulator({ signedIn: false })] }

/** Rows of one line, for a list in a narrow place. */
export const Compact: Story = {
  args: { view: 'all', selection: 'single' },
  render: (args, context): TemplateResult =>
    html`<div style="--snow-row-height: 44px">${meta.render!(args, context) as TemplateResult}</div>`,
}

/** The views of the table, the host's own and those that the person saved. */
export const Views: Story = {
  args: { view: 'all' },
  render: showing({
    views: [{ id: 'payroll', label: 'Payroll', filter: equals('priority', '1') }],
  }),
  play: async ({ canvasElement }) => void (await openTool(canvasElement, 'view')),
}

/** Choices and people as the instance has them now. */
export const Filters: Story = {
  args: { view: 'all' },
  play: async ({ canvasElement }) => void (await openTool(canvasElement, 'filter')),
}

/** Each filter that is on can be taken off by itself. */
export const Filtered: Story = {
  render: showing({ viewString: '1~incident~all~priority.1.2~assigned_to.me~opened_at.90d' }),
  play: async ({ canvasElement }) => {
    await shown(canvasElement, '.chip')
  },
}

export const Order: Story = {
  args: { view: 'all' },
  play: async ({ canvasElement }) => void (await openTool(canvasElement, 'order')),
}

export const ColumnsAndDensity: Story = {
  args: { view: 'all' },
  play: async ({ canvasElement }) => void (await openTool(canvasElement, 'display')),
}

/** Close rows, as the person chose them. */
export const Dense: Story = { render: showing({ density: 'compact' }) }

export const OtherTable: Story = { render: showing({ tables: ['problem', 'change_request', 'incident'] }) }

/** A view of a newer version: the usual one is shown, and why. */
export const NewerView: Story = { render: showing({ viewString: '9~incident~all' }) }

/** The host's own text of each row. */
export const RowsOfTheHost: Story = {
  render: showing({
    renderRow: ({ number }) => ({ title: `Order for ${number}`, meta: 'In the words of the host' }),
  }),
}
