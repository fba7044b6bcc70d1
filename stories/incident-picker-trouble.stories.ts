import type { Meta, StoryObj } from '@storybook/web-components-vite'
import { equals } from '../src/protocol/query-builders.js'
import { click, fails, isList, press, showing, shown } from './picker-story.js'
import { untilShown } from './until-shown.js'
import { withEmulator, worldOf } from './with-emulator.js'

const meta: Meta = {
  title: 'Incident picker/Trouble',
  component: 'snow-incident-picker',
  loaders: [withEmulator({ user: 'beth.anglin', emulator: { incidents: 40 } })],
  render: showing({}),
}
export default meta

type Story = StoryObj

const offsetOf = ({ url }: Request): number => Number(new URL(url).searchParams.get('sysparm_offset') ?? 0)

/** Somebody scrolled far in one go, and ServiceNow asks to wait: the rows do, and it counts down. */
export const Busy: Story = {
  loaders: [
    withEmulator({
      user: 'beth.anglin',
      emulator: { incidents: 400 },
      intercept: (request) =>
        isList(request) && offsetOf(request) > 0
          ? fails('SNOW_RATE_LIMITED', 429, { 'Retry-After': '50' })
          : undefined,
    }),
  ],
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident')
    press(picker, 'End')
    await shown(canvasElement, '.row.loading')
    await shown(canvasElement, '.list-note')
  },
}

/** One of two that are selected was deleted: the selection says so, and the page is told. */
export const DeletedWhileSelected: Story = {
  play: async ({ canvasElement, loaded }) => {
    const picker = await shown(canvasElement, '.row.incident')
    press(picker, 'ArrowDown')
    press(picker, ' ')
    press(picker, 'ArrowDown', { shiftKey: true })
    worldOf(loaded).emulator.asUser('admin').remove('incident', picker.selected.incidents[1]!.number)
    await picker.refresh()
    await shown(canvasElement, '.selection .note')
  },
}

/** It was deleted, and somebody tried to open it. */
export const Gone: Story = {
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident')
    press(picker, 'ArrowDown')
    press(picker, ' ')
    picker.markGone(picker.selected.incidents[0]!.sysId)
    await shown(canvasElement, '.row.gone')
  },
}

/** The right to read incidents was taken away: they are not on screen any more, what is selected stays. */
export const PermissionsChanged: Story = {
  loaders: [
    async () => {
      const state: { isRefused: boolean } = { isRefused: false }
      const made = await withEmulator({
        user: 'beth.anglin',
        emulator: { incidents: 40 },
        intercept: (request) =>
          isList(request) && state.isRefused ? fails('SNOW_ACL_DENIED', 403) : undefined,
      })()
      return { ...made, refuse: () => (state.isRefused = true) }
    },
  ],
  play: async ({ canvasElement, loaded }) => {
    const picker = await shown(canvasElement, '.row.incident')
    press(picker, 'ArrowDown')
    press(picker, ' ')
    ;(loaded as { refuse(): void }).refuse()
    await picker.refresh()
    await shown(canvasElement, '.error')
  },
}

/** Eight thousand characters that turn directions and never back; a record without number; one without words. */
export const OddRecords: Story = {
  loaders: [
    withEmulator({ user: 'beth.anglin', emulator: { incidents: 5 } }, async ({ emulator, signIn }) => {
      const admin = emulator.asUser('admin')
      const wild = '\u202eabc\u2067\u2066\u202b שלום \u200f👩‍👩‍👧‍👦🇨🇭👍🏽'.repeat(400).slice(0, 8_000)
      for (const short_description of [wild, '']) admin.create('incident', { short_description })
      const { sys_id } = admin.create('incident', { short_description: 'Nobody knows my number' })
      // An instance gives each a number by itself; what was imported may have none.
      const { tables, ...rest } = emulator.export()
      const incidents = tables['incident']!.map((row) =>
        row['sys_id'] === sys_id ? { ...row, number: '' } : row,
      )
      emulator.import({ ...rest, tables: { ...tables, incident: incidents } })
      await signIn()
    }),
  ],
}

/** There are problems, and a requester may read none of them. */
export const NoRights: Story = {
  loaders: [withEmulator({ emulator: { incidents: 3 } })],
  render: showing({ table: 'problem' }),
  play: async ({ canvasElement }) => void (await shown(canvasElement, '.empty')),
}

/** No record is in a view of the host's. */
export const NothingYet: Story = {
  render: showing({
    view: 'escalated',
    views: [{ id: 'escalated', label: 'Escalated', filter: equals('escalation', '9') }],
  }),
  play: async ({ canvasElement }) => void (await shown(canvasElement, '.empty')),
}

/** Files of a type that the host does not take, and more bytes than it takes. */
export const FileLimits: Story = {
  render: showing({ accept: '.log', maxTotalBytes: 5 }),
  loaders: [
    withEmulator({ user: 'beth.anglin', emulator: { incidents: 5 } }, async ({ client }) => {
      const query = { kind: 'and', of: [] } as const
      const sort = [{ field: 'opened_at', descending: true }]
      const { items } = await client.incidents.list({ query, sort, offset: 0, limit: 1 })
      const of = { tableName: 'incident', recordSysId: items[0]!.sysId }
      for (const fileName of ['scan.txt', 'server.log'])
        await client.attachments.upload(new Blob(['0123456789']), { ...of, fileName })
    }),
  ],
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident .end button:not([hidden])')
    click(picker, '.row.incident .end button:not([hidden])')
    await shown(canvasElement, '.row.file')
    for (const box of picker.renderRoot.querySelectorAll<HTMLElement>('.row.file input')) {
      box.click()
      await untilShown(() => picker.renderRoot.querySelector('.selection .note'))
    }
  },
}

/** Ten thousand characters were pasted into the search, with signs that mean something elsewhere. */
export const LongSearch: Story = {
  render: showing({ search: '^javascript:'.repeat(1_000) }),
  play: async ({ canvasElement }) => void (await shown(canvasElement, '.empty')),
}

/** A function of the host that gives the text of rows throws: our own words stand there. */
export const HostThrows: Story = {
  render: showing({
    renderRow: () => {
      throw new Error('of the host')
    },
    maySelect: () => {
      throw new Error('of the host')
    },
  }),
  play: async ({ canvasElement }) => {
    const picker = await shown(canvasElement, '.row.incident')
    click(picker, '.row.incident input')
    await shown(canvasElement, '.selection .note')
  },
}
