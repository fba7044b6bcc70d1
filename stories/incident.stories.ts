import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html } from 'lit'
import '../src/define/snow-incident.js'
import type { IncidentElement } from '../src/elements/incident/incident-element.js'
import {
  attachTo,
  attachUsualFiles,
  busyTicket,
  canaryName,
  hostileFiles,
  hostileTexts,
  quietTicket,
  type Ticket,
} from '../test/elements/incident/tickets.js'

import { createTestClock, type TestClock } from '../test/support/test-clock.js'
import type { World, WorldOptions } from '../test/support/world.js'
import { drawnPicture } from './drawn-picture.js'
import { untilShown } from './until-shown.js'
import { withEmulator, worldOf } from './with-emulator.js'

const meta: Meta<IncidentElement> = { title: 'Incident', component: 'snow-incident' }
export default meta

type Story = StoryObj<IncidentElement>

/** The ticket that a story shows. */
const tickets = new WeakMap<World, Ticket>()

/** A story on a ticket that `make` writes, at a standing time, so that its pictures stay the same. */
function story(
  make: (world: World, clock: TestClock) => Ticket | Promise<Ticket>,
  options: WorldOptions = {},
): Story {
  return {
    loaders: [
      () => {
        const clock = createTestClock()
        return withEmulator(
          { clock, ...options, emulator: { incidents: 3, ...options.emulator } },
          async (world) => {
            tickets.set(world, await make(world, clock))
          },
        )()
      },
    ],
    render: (_, { loaded }) => {
      const world = worldOf(loaded)
      return html`<snow-incident
        .workspace=${world.workspace}
        incident-id=${tickets.get(world)?.number ?? ''}
      ></snow-incident>`
    },
  }
}

const busy = ({ emulator }: World, clock: TestClock): Ticket => busyTicket(emulator, clock)
const agent: WorldOptions = {
  user: 'beth.anglin',
  emulator: { switches: { 'journal-table': 'readable' } },
}

const elementIn = (canvas: HTMLElement): IncidentElement => canvas.querySelector('snow-incident')!

/** Types into the composer, as a person would. */
async function write(element: IncidentElement, text: string): Promise<void> {
  const area = await untilShown(() => element.shadowRoot?.querySelector('textarea'))
  area.value = text
  area.dispatchEvent(new Event('input', { bubbles: true }))
  await element.updateComplete
}

export const Requester: Story = story(busy)

export const Agent: Story = story(busy, agent)

export const Loading: Story = story(({ emulator }) => {
  const ticket = quietTicket(emulator)
  emulator.faults.add({ match: { route: '/api/now' }, effect: { kind: 'stall' } })
  return ticket
})

/** The composer as a work note: edge, surface, icon, hint and button all say so. */
export const WorkNote: Story = {
  ...story(busy, agent),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement)
    await write(element, 'Rolled back on the first two. The third is with a colleague in Oslo.')
    element.shadowRoot?.querySelector<HTMLInputElement>('input[value="work-note"]')?.click()
  },
}

export const OnHold: Story = story(({ emulator }, clock) => {
  const ticket = quietTicket(emulator)
  clock.advance(3_600_000)
  emulator
    .asUser('beth.anglin')
    .update('incident', ticket.sysId, { state: '3', hold_reason: '1', comments: 'Is it any better today?' })
  clock.advance(4 * 3_600_000)
  return ticket
})

export const NoActivity: Story = story(({ emulator }) => quietTicket(emulator))

export const Resolved: Story = story(({ emulator }, clock) => {
  const ticket = busyTicket(emulator, clock)
  emulator.asUser('beth.anglin').update('incident', ticket.sysId, {
    state: '6',
    close_code: 'Solution provided',
    close_notes: 'Driver of the docking station rolled back to 4.2.1.',
  })
  return ticket
}, agent)

export const WithAttachments: Story = story(async ({ emulator }, clock) => {
  const ticket = busyTicket(emulator, clock)
  attachUsualFiles(emulator, ticket, await drawnPicture())
  emulator.switches['attachment-scan'] = true
  attachTo(emulator, ticket, {
    name: 'recording of the call.mp4',
    type: 'video/mp4',
    content: 'x'.repeat(90_000),
  })
  return ticket
}, agent)

export const PicturePreview: Story = {
  ...WithAttachments,
  async play({ canvasElement }) {
    const root = elementIn(canvasElement).shadowRoot!
    const face = await untilShown(() => root.querySelector<HTMLElement>('button.file-face'))
    face.click()
  },
}

/** Everything in it tries to run; nothing does. */
export const Hostile: Story = story(({ emulator }) => {
  Object.assign(window, { [canaryName]: () => document.body.replaceChildren('Something ran.') })
  const ticket = quietTicket(emulator)
  const beth = emulator.asUser('beth.anglin')
  beth.update('incident', ticket.sysId, {
    short_description: hostileTexts[0],
    description: hostileTexts.join('\n'),
  })
  for (const comments of hostileTexts) beth.update('incident', ticket.sysId, { comments })
  for (const file of hostileFiles) attachTo(emulator, ticket, file)
  return ticket
}, agent)

export const LongEntry: Story = story(({ emulator }) => {
  const ticket = quietTicket(emulator)
  const log = Array.from(
    { length: 60 },
    (_, line) => `09:${String(line).padStart(2, '0')} dockusb: port ${line % 4} reset`,
  )
  emulator
    .asUser('beth.anglin')
    .update('incident', ticket.sysId, { comments: `The log says:\n${log.join('\n')}` })
  return ticket
})

export const NotFound: Story = story(() => ({ sysId: '', number: 'INC9999999' }))

export const Failed: Story = story(({ emulator }) => {
  const ticket = quietTicket(emulator)
  emulator.faults.add({
    match: { route: '/table/incident' },
    effect: { kind: 'status', status: 403, message: 'Operation Failed', detail: 'ACL Exception' },
  })
  return ticket
})

export const SignedOut: Story = story(({ emulator }) => quietTicket(emulator), { signedIn: false })

export const Confirming: Story = {
  ...story(busy, agent),
  async play({ canvasElement }) {
    const element = elementIn(canvasElement)
    await write(
      element,
      'Good news, Abel: the older driver is back on your laptop.\nPlease tell us if it happens again.',
    )
    element.shadowRoot?.querySelector<HTMLButtonElement>('.composer .primary')?.click()
    await untilShown(() => element.shadowRoot?.querySelector('.sheet'))
  },
}

export const RightToLeft: Story = {
  ...story(async ({ emulator }, clock) => {
    const ticket = busyTicket(emulator, clock)
    emulator.asUser('beth.anglin').update('incident', ticket.sysId, {
      short_description: 'החיבור לרשת נופל אחרי החלפת סיסמה',
      comments: 'תודה, נבדוק היום. ראו https://support.example.com/vpn לפרטים.',
    })
    attachUsualFiles(emulator, ticket, await drawnPicture())
    return ticket
  }, agent),
  parameters: { direction: 'rtl' },
}

export const German: Story = { ...WithAttachments, parameters: { language: 'de' } }
