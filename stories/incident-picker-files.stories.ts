import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { html, type TemplateResult } from 'lit'
import '../src/define/snow-incident-picker.js'
import type { IncidentPickerElement } from '../src/elements/incident-picker/incident-picker-element.js'
import { attachTo, attachUsualFiles, quietTicket, type Ticket } from '../test/elements/incident/tickets.js'
import type { World, WorldOptions } from '../test/support/world.js'
import { drawnPicture } from './drawn-picture.js'
import { untilShown } from './until-shown.js'
import { withEmulator, worldOf } from './with-emulator.js'

type Story = StoryObj<IncidentPickerElement>

const meta: Meta<IncidentPickerElement> = {
  title: 'Incident picker/Files',
  component: 'snow-incident-picker',
  render: (_, { loaded }): TemplateResult =>
    html`<snow-incident-picker
      view="all"
      search=${tickets.get(worldOf(loaded))?.number ?? ''}
      .workspace=${worldOf(loaded).workspace}
    ></snow-incident-picker>`,
}
export default meta

const tickets = new WeakMap<World, Ticket>()

interface Scene {
  readonly options?: WorldOptions
  readonly prepare?: (world: World, ticket: Ticket) => void
  /** What a person does once the files are there. */
  readonly play?: (picker: IncidentPickerElement) => Promise<unknown>
}

async function usualFiles({ emulator }: World, ticket: Ticket): Promise<void> {
  attachUsualFiles(emulator, ticket, await drawnPicture())
  attachTo(emulator, ticket, { name: 'Inventory.xlsx', type: 'application/vnd.ms-excel', content: 'x' })
  attachTo(emulator, ticket, { name: 'All of the logs.zip', type: 'application/zip', content: 'PK' })
}

/** A ticket of ours, found by its number, with its files below it. */
function story({ options, prepare, play }: Scene = {}): Story {
  return {
    loaders: [
      withEmulator(
        { user: 'beth.anglin', ...options, emulator: { incidents: 3, ...options?.emulator } },
        async (world) => {
          const ticket = quietTicket(world.emulator)
          tickets.set(world, ticket)
          await usualFiles(world, ticket)
          prepare?.(world, ticket)
        },
      ),
    ],
    play: async ({ canvasElement }) => {
      const picker = canvasElement.querySelector('snow-incident-picker')!
      const toggle = await shown(picker, '.row.incident .end button:not([hidden])')
      toggle.click()
      await shown(picker, '.row.file')
      await play?.(picker)
    },
  }
}

const shown = (picker: IncidentPickerElement, selector: string): Promise<HTMLElement> =>
  untilShown(() => picker.renderRoot.querySelector<HTMLElement>(selector))

async function look(picker: IncidentPickerElement, name: string, part: string): Promise<void> {
  const rows = [...picker.renderRoot.querySelectorAll<HTMLElement>('.row.file')]
  const row = rows.find((each) => each.querySelector('.title')?.textContent === name)!
  row.querySelector<HTMLElement>('.end button')!.click()
  await shown(picker, `.preview ${part}`)
}

/** Selects the incident and downloads its files. */
async function downloadAll(picker: IncidentPickerElement, part: string): Promise<void> {
  // The browser of whoever looks at this story is spared the file.
  HTMLAnchorElement.prototype.click = () => undefined
  picker.renderRoot.querySelector<HTMLElement>('.row.incident input')!.click()
  ;(await shown(picker, '.selection .download')).click()
  await shown(picker, `.archive ${part}`)
}

/** Icons by kind, and small pictures of pictures. */
export const Rows: Story = story({ play: (picker) => shown(picker, '.row canvas') })

export const Compact: Story = {
  ...Rows,
  render: (args, context): TemplateResult =>
    html`<div style="--snow-row-height: 44px">${meta.render!(args, context) as TemplateResult}</div>`,
}

/** Files that the instance still looks at cannot be picked. */
export const Scanning: Story = story({
  options: { emulator: { switches: { 'attachment-scan': true } } },
  play: (picker) => shown(picker, '.row.scanning'),
})

export const Picture: Story = story({ play: (picker) => look(picker, 'bluescreen.png', 'canvas') })

export const Text: Story = story({ play: (picker) => look(picker, 'minidump.log', '.preview-text') })

/** Only the beginning of a long file is read, and it says so. */
export const LongText: Story = story({
  prepare: ({ emulator }, ticket) => {
    const content = 'WARN retrying in 5 s, the docking station does not answer\n'.repeat(10_000)
    attachTo(emulator, ticket, { name: 'long.log', type: 'text/plain', content })
  },
  play: (picker) => look(picker, 'long.log', '.preview-text'),
})

export const LoadingFile: Story = story({
  options: { intercept: ({ url }) => (url.endsWith('/file') ? new Promise<Response>(() => {}) : undefined) },
  play: (picker) => look(picker, 'minidump.log', '.preview-note'),
})

/** A document is not opened: it says why, and can be saved. */
export const NoPreview: Story = story({
  play: (picker) => look(picker, 'Purchase order.pdf', '.preview-note'),
})

/** What claims to be a picture and is none. */
export const Mismatch: Story = story({
  prepare: ({ emulator }, ticket) =>
    attachTo(emulator, ticket, { name: 'photo.png', type: 'image/png', content: '<svg onload="x()"/>' }),
  play: (picker) => look(picker, 'photo.png', '.preview-note:not(.muted)'),
})

export const FailedFile: Story = story({
  options: {
    intercept: ({ url }) =>
      url.endsWith('/file')
        ? Response.json({ error: { code: 'SNOW_INSTANCE_FAILED', message: 'x' } }, { status: 502 })
        : undefined,
  },
  play: (picker) => look(picker, 'minidump.log', '.error'),
})

/** The file that is looked at is picked. */
export const PickedFile: Story = story({
  play: async (picker) => {
    await look(picker, 'bluescreen.png', 'canvas')
    picker.renderRoot.querySelector<HTMLElement>('.preview-foot .button')!.click()
    await shown(picker, '.preview .picked')
  },
})

export const RightToLeft: Story = { ...Picture, parameters: { direction: 'rtl' } }

export const German: Story = { ...NoPreview, parameters: { language: 'de' } }

/** Several files on their way into one zip. */
export const Packing: Story = story({
  options: { intercept: ({ url }) => (url.endsWith('/file') ? new Promise<Response>(() => {}) : undefined) },
  play: (picker) => downloadAll(picker, 'progress'),
})

export const Packed: Story = story({ play: (picker) => downloadAll(picker, 'svg') })

/** The zip was saved without some of its files. */
export const MissingFiles: Story = story({
  prepare: ({ emulator }, ticket) => {
    for (const name of ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt', 'f.txt']) {
      const sysId = attachTo(emulator, ticket, { name, type: 'text/plain', content: name })
      emulator.faults.add({ match: { route: `/${sysId}/file` }, effect: { kind: 'status', status: 403 } })
    }
  },
  play: (picker) => downloadAll(picker, 'li'),
})

export const PackingFailed: Story = story({
  prepare: ({ emulator }) =>
    emulator.faults.add({ match: { route: '/file' }, effect: { kind: 'status', status: 403 } }),
  play: (picker) => downloadAll(picker, '.error'),
})
