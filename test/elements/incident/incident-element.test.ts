import { expect } from 'chai'
import { html } from 'lit'
import '../../../src/define/snow-incident.js'
import type { IncidentElement } from '../../../src/elements/incident/incident-element.js'
import { SnowError } from '../../../src/shared/errors.js'
import { expectAccessible } from '../../support/axe.js'
import { fixture, nextEvent, until } from '../../support/fixture.js'
import { createTestClock, type TestClock } from '../../support/test-clock.js'
import { createWorld, type World, type WorldOptions } from '../../support/world.js'
import { attachUsualFiles, busyTicket, quietTicket, type Ticket } from './tickets.js'

interface Shown {
  readonly world: World
  readonly ticket: Ticket
  readonly element: IncidentElement
  readonly root: ShadowRoot
  /** The text of the element as it is read, shadow root included. */
  text(): string
}

async function show(
  options: Omit<WorldOptions, 'clock'> & { readonly clock?: TestClock } = {},
  make: (world: World) => Ticket = ({ emulator }) => busyTicket(emulator, options.clock),
): Promise<Shown> {
  const world = await createWorld({ emulator: { incidents: 5 }, ...options })
  const ticket = make(world)
  const element = fixture<IncidentElement>(
    html`<snow-incident .workspace=${world.workspace} incident-id=${ticket.number}></snow-incident>`,
  )
  await element.updateComplete
  const root = element.shadowRoot!
  return { world, ticket, element, root, text: () => root.textContent ?? '' }
}

const loaded = ({ root }: Shown): Promise<Element> =>
  until(() => root.querySelector('.timeline .entry, .activity > p.muted'), 'the timeline')

describe('<snow-incident>', () => {
  it('shows the shape of what comes, then the incident', async () => {
    const shown = await show()
    await until(() => shown.root.querySelector('.skeleton'), 'the skeleton')
    await expectAccessible(shown.element)
    await loaded(shown)
    await until(() => shown.root.querySelector('.attachments p'), 'the files')
    expect(shown.root.querySelector('.title')?.textContent).to.contain('bluescreening')
    expect(shown.root.querySelector('.number')?.textContent).to.equal(shown.ticket.number)
    expect(shown.root.querySelector('.priority')?.textContent).to.contain('High')
    await expectAccessible(shown.element)
  })

  it('shows a requester the replies, newest first, and no work note', async () => {
    const shown = await show({ clock: createTestClock() })
    await loaded(shown)
    const entries = [...shown.root.querySelectorAll('.entry')].map((entry) => entry.textContent ?? '')
    expect(entries).to.have.length(3)
    expect(entries[0]).to.contain('roll it back tonight')
    expect(entries[1]).to.contain('From the caller')
    expect(shown.text()).not.to.contain('Bugcheck')
    expect(shown.root.querySelector('.switch')).to.equal(null)
  })

  it('tells an agent work notes from replies by words', async () => {
    const shown = await show({
      user: 'beth.anglin',
      clock: createTestClock(),
      emulator: { switches: { 'journal-table': 'readable' } },
    })
    await loaded(shown)
    const note = shown.root.querySelector('.entry.note')
    expect(note?.textContent).to.contain('Work note, hidden from the caller').and.to.contain('Bugcheck')
    expect(shown.root.querySelector('.entry.reply')?.textContent).to.contain('Reply to the caller')
    await expectAccessible(shown.element)
  })

  it('says the exact time of an entry to those who do not see the tooltip', async () => {
    const shown = await show()
    await loaded(shown)
    const time = shown.root.querySelector('.entry time')
    expect(time?.getAttribute('title')).to.match(/\d/)
    expect(time?.textContent).to.contain(time?.getAttribute('title'))
  })

  it('shows at once what a list knew, while the fresh one is on its way', async () => {
    const shown = await show()
    await loaded(shown)
    const known = await shown.world.client.incidents.get(shown.ticket.number)
    const other = document.createElement('snow-incident')
    other.workspace = shown.world.workspace
    other.incident = { ...known, shortDescription: 'As the list had it' }
    shown.element.after(other)
    await other.updateComplete
    await until(() => other.shadowRoot?.querySelector('.title'), 'the title')
    expect(other.shadowRoot?.querySelector('.title')?.textContent).to.equal('As the list had it')
    await until(
      () => other.shadowRoot?.querySelector('.title')?.textContent?.includes('bluescreening'),
      'the fresh version',
    )
    other.remove()
  })

  it('says that an incident cannot be shown, whether it does not exist or is hidden', async () => {
    const shown = await show({}, () => ({ sysId: '', number: 'INC9999999' }))
    await until(() => shown.root.querySelector('.empty'), 'the empty state')
    expect(shown.text()).to.contain('cannot be shown').and.to.contain('may not see it')
    await expectAccessible(shown.element)
  })

  it('says what failed, and tries again', async () => {
    const shown = await show({}, ({ emulator }) => {
      emulator.faults.add({ match: { route: '/table/incident' }, effect: { kind: 'status', status: 500 } })
      return quietTicket(emulator)
    })
    const error = nextEvent(shown.element, 'snow-error')
    await until(() => shown.root.querySelector('.error'), 'the error')
    expect((await error).detail.error.code).to.equal('SNOW_INSTANCE_FAILED')
    await expectAccessible(shown.element)
    shown.world.emulator.faults.clear()
    shown.root.querySelector<HTMLButtonElement>('.error .link')?.click()
    await until(() => shown.root.querySelector('.title'), 'the title')
    expect(shown.root.querySelector('.error')).to.equal(null)
  })

  it('keeps the rest readable when only the journal fails', async () => {
    const shown = await show({}, ({ emulator }) => {
      emulator.faults.add({
        match: { route: 'sys_attachment|/attachment' },
        effect: { kind: 'status', status: 500 },
      })
      return busyTicket(emulator)
    })
    await loaded(shown)
    await until(() => shown.root.querySelector('.attachments .error'), 'the error of the files')
    expect(shown.root.querySelectorAll('.entry')).to.have.length(3)
  })

  it('says that nothing was written yet', async () => {
    const shown = await show({}, ({ emulator }) => quietTicket(emulator))
    await loaded(shown)
    expect(shown.text()).to.contain('Nothing has been written yet.').and.to.contain('No attachments.')
  })

  it('changes in place when the sync brings a newer version', async () => {
    const shown = await show()
    await loaded(shown)
    const title = shown.root.querySelector('.title')
    await shown.world.workspace.sync.sweep()
    shown.world.emulator
      .asUser('beth.anglin')
      .update('incident', shown.ticket.sysId, { short_description: 'Solved', comments: 'Done.' })
    await shown.world.workspace.sync.sweep()
    await until(() => title?.textContent === 'Solved', 'the new title')
    await until(() => shown.root.querySelectorAll('.entry').length === 4, 'the new entry')
    expect(title?.isConnected).to.equal(true)
  })

  it('folds a long entry and unfolds it', async () => {
    const text = `${'A long story. '.repeat(90)}The end.`
    const shown = await show({}, ({ emulator }) => {
      const ticket = quietTicket(emulator)
      emulator.asUser('beth.anglin').update('incident', ticket.sysId, { comments: text })
      return ticket
    })
    await loaded(shown)
    expect(shown.text()).not.to.contain('The end.')
    const more = shown.root.querySelector<HTMLButtonElement>('.entry button')
    expect(more?.getAttribute('aria-expanded')).to.equal('false')
    more?.click()
    await shown.element.updateComplete
    expect(shown.text()).to.contain('The end.')
    expect(more?.getAttribute('aria-expanded')).to.equal('true')
  })

  it('offers a way into ServiceNow that tells the target nothing of the page', async () => {
    const shown = await show()
    await loaded(shown)
    const link = shown.root.querySelector<HTMLAnchorElement>('.open-record')
    expect(link?.href).to.match(/^https:\/\/acme\.example\/nav_to\.do\?uri=incident\.do/)
    expect(link?.rel).to.equal('noopener noreferrer')
    expect(link?.target).to.equal('_blank')
  })

  it('survives properties before and after attach, a move, and removal while it loads', async () => {
    const shown = await show()
    const other = quietTicket(shown.world.emulator, { short_description: 'The other one' })
    await loaded(shown)
    document.body.append(shown.element)
    await shown.element.updateComplete
    expect(shown.root.querySelectorAll('.entry')).to.have.length(3)
    shown.element.incidentId = other.sysId
    await shown.element.updateComplete
    shown.element.remove()
    await shown.element.updateComplete
    document.body.append(shown.element)
    await until(() => shown.root.querySelector('.title')?.textContent === 'The other one', 'the other one')
    shown.element.remove()
  })

  it('shows nothing of one person to the next', async () => {
    const shown = await show({ user: 'beth.anglin' }, ({ emulator }) =>
      quietTicket(emulator, { caller_id: '', opened_by: '' }),
    )
    await loaded(shown)
    await shown.world.signIn('abel.tuter')
    await until(() => shown.root.querySelector('.empty'), 'the empty state')
    expect(shown.text()).not.to.contain('bluescreening')
  })

  it('never shows one incident under the id of another, also offline', async () => {
    const shown = await show()
    const other = quietTicket(shown.world.emulator, { short_description: 'The other one' })
    await loaded(shown)
    shown.world.emulator.faults.add({ match: {}, effect: { kind: 'stall' } })
    shown.world.workspace.connection.report(new SnowError('SNOW_OFFLINE', 'cable'))
    shown.element.incidentId = other.sysId
    await shown.element.updateComplete
    expect(shown.text()).not.to.contain('bluescreening')
  })

  it('copies the number and says so', async () => {
    const shown = await show()
    await loaded(shown)
    const copied: string[] = []
    const writeText = async (text: string): Promise<void> => void copied.push(text)
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
    try {
      const button = shown.root.querySelector<HTMLButtonElement>('.copy')!
      expect(button.getAttribute('aria-label')).to.equal(`Copy ${shown.ticket.number}`)
      button.focus()
      button.click()
      const status = shown.root.querySelector('.head-line [role="status"]')!
      await until(() => status.textContent === 'Copied', 'the word')
      expect(copied).to.deep.equal([shown.ticket.number])
      button.blur()
      await until(() => status.textContent === '', 'the word to go')
    } finally {
      Reflect.deleteProperty(navigator, 'clipboard')
    }
  })

  it('asks to sign in where nobody is', async () => {
    const shown = await show({ signedIn: false })
    await until(() => shown.root.querySelector('.empty .button'), 'the button')
    shown.root.querySelector<HTMLButtonElement>('.empty .button')?.click()
    await loaded(shown)
  })

  it('shows two incidents side by side', async () => {
    const shown = await show()
    const other = quietTicket(shown.world.emulator, { short_description: 'The other one' })
    const second = fixture<IncidentElement>(
      html`<snow-incident .workspace=${shown.world.workspace} incident-id=${other.sysId}></snow-incident>`,
    )
    await loaded(shown)
    await until(
      () => second.shadowRoot?.querySelector('.title')?.textContent === 'The other one',
      'the other',
    )
    expect(shown.text()).to.contain('bluescreening')
  })

  it('reads German', async () => {
    const shown = await show({}, ({ emulator }) => {
      const ticket = busyTicket(emulator)
      attachUsualFiles(emulator, ticket)
      return ticket
    })
    shown.element.lang = 'de'
    await loaded(shown)
    await until(() => shown.text().includes('Verlauf'), 'German words')
    await expectAccessible(shown.element)
  })
})
