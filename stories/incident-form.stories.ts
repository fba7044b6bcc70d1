import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html } from 'lit'
import { waitFor } from 'storybook/test'
import '../src/define/snow-incident-form.js'
import type { IncidentFormElement } from '../src/elements/incident-form/incident-form-element.js'
import {
  chooseLevel,
  confirm,
  drop,
  fill,
  part,
  paste,
  submit,
  transferOf,
} from '../test/elements/incident-form/drive.js'
import { createTestClock } from '../test/support/test-clock.js'
import type { WorldOptions } from '../test/support/world.js'
import { drawnPicture } from './drawn-picture.js'
import { withEmulator, worldOf } from './with-emulator.js'

const meta: Meta<IncidentFormElement> = { title: 'Incident form', component: 'snow-incident-form' }
export default meta

type Story = StoryObj<IncidentFormElement>
type Act = (form: IncidentFormElement) => void | Promise<void>

/** A story of the form after somebody did `act` with it. */
function story(act: Act = () => undefined, options: WorldOptions = {}): Story {
  return {
    loaders: [withEmulator(options)],
    render: (_, { loaded }) =>
      html`<snow-incident-form
        .workspace=${worldOf(loaded).workspace}
        .openIncident=${() => undefined}
        .openArticle=${() => undefined}
        .showTickets=${() => undefined}
      ></snow-incident-form>`,
    async play({ canvasElement }) {
      const form = canvasElement.querySelector('snow-incident-form')!
      await shows(form, '#short-description')
      await waitFor(() => part(form, '#category option:nth-child(2)'))
      await act(form)
    },
  }
}

async function shows(form: IncidentFormElement, selector: string): Promise<void> {
  await waitFor(() => part(form, selector), { timeout: 5_000 })
}

const filled: Act = (form) => {
  fill(form, 'short-description', 'Laptop shows a blue screen when it is docked')
  fill(
    form,
    'description',
    'Since this morning, about a minute after docking.\nWithout the dock it works. I have a customer call at two.',
  )
  fill(form, 'category', 'hardware')
}

async function screenshot(): Promise<File> {
  return new File([await drawnPicture()], 'image.png', { type: 'image/png' })
}

const asked: Act = async (form) => {
  await filled(form)
  part<HTMLDetailsElement>(form, '.more').open = true
  chooseLevel(form, 'urgency', '2')
  paste(part(form, 'form'), transferOf([await screenshot()]))
  await shows(form, '.file')
  submit(form)
  await shows(form, '.sheet')
}

const filed: Act = async (form) => {
  await asked(form)
  confirm(form)
  await shows(form, '.outcome')
}

export const Empty: Story = story()

export const Filled: Story = story(async (form) => {
  await filled(form)
  part<HTMLDetailsElement>(form, '.more').open = true
  chooseLevel(form, 'impact', '3')
  chooseLevel(form, 'urgency', '1')
  await shows(form, '.suggestion')
})

export const Problems: Story = story((form) => {
  fill(form, 'description', 'The screen flickers. '.repeat(205))
  submit(form)
})

export const WithFiles: Story = story(async (form) => {
  await filled(form)
  paste(part(form, 'form'), transferOf([await screenshot()]))
  await shows(form, '.file')
  drop(
    part(form, 'form'),
    transferOf([
      new File(['x'.repeat(48_211)], 'a log with a rather long name that says where it is from.log'),
      new File([new Uint8Array(26_000_000)], 'memory.dmp'),
    ]),
  )
  await shows(form, '.refused .problem')
  await shows(form, '.thumbnail canvas')
})

export const Confirming: Story = story(asked)

export const Filing: Story = story(
  async (form) => {
    await asked(form)
    confirm(form)
    await shows(form, '.spinner')
  },
  { intercept: (request) => (request.method === 'POST' ? new Promise(() => undefined) : undefined) },
)

export const Filed: Story = story(filed)

export const FiledWithoutFile: Story = story(filed, {
  emulator: {
    faults: [{ match: { method: 'POST', route: 'attachment' }, effect: { kind: 'status', status: 403 } }],
  },
})

/** Look-ups go on for a minute: the story moves the clock. */
const clock = createTestClock()

export const Unknown: Story = story(
  async (form) => {
    await filled(form)
    submit(form)
    await shows(form, '.sheet')
    confirm(form)
    await waitFor(
      () => {
        clock.advance(1_000)
        part(form, '.outcome')
      },
      { timeout: 10_000 },
    )
  },
  {
    clock,
    emulator: {
      faults: [{ match: { method: 'POST', route: '/table/incident' }, effect: { kind: 'reset' } }],
    },
  },
)

export const Failed: Story = story(
  async (form) => {
    await filled(form)
    submit(form)
    await shows(form, '.sheet')
    confirm(form)
    await shows(form, '.error')
  },
  {
    emulator: {
      faults: [
        {
          match: { method: 'POST', route: '/table/incident' },
          effect: {
            kind: 'status',
            status: 403,
            message: 'Operation Failed',
            detail: 'Incidents cannot be filed during the change freeze.',
          },
        },
      ],
    },
  },
)

export const SignedOut: Story = {
  loaders: [withEmulator({ signedIn: false })],
  render: (_, { loaded }) =>
    html`<snow-incident-form .workspace=${worldOf(loaded).workspace}></snow-incident-form>`,
}

export const German: Story = {
  ...story(async (form) => {
    fill(form, 'short-description', 'Notebook zeigt an der Dockingstation einen blauen Bildschirm')
    part<HTMLDetailsElement>(form, '.more').open = true
  }),
  parameters: { language: 'de' },
}

export const RightToLeft: Story = {
  ...story(async (form) => {
    fill(form, 'short-description', 'الحاسوب المحمول يعرض شاشة زرقاء عند توصيله')
    part<HTMLDetailsElement>(form, '.more').open = true
    paste(part(form, 'form'), transferOf([await screenshot()]))
    await shows(form, '.file')
  }),
  parameters: { direction: 'rtl' },
}
