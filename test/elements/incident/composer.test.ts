import { expect } from 'chai'
import { html } from 'lit'
import '../../../src/define/snow-incident.js'
import type { IncidentElement } from '../../../src/elements/incident/incident-element.js'
import type { LoggedWrite } from '../../../src/emulator/ground-truth-log.js'
import { expectAccessible } from '../../support/axe.js'
import { fixture, nextEvent, until } from '../../support/fixture.js'
import { flush } from '../../support/flush.js'
import { focused, press } from '../../support/press.js'
import { createWorld, type World, type WorldOptions } from '../../support/world.js'
import { quietTicket, type Ticket } from './tickets.js'

interface Composing {
  readonly world: World
  readonly ticket: Ticket
  readonly element: IncidentElement
  readonly $: <T extends HTMLElement = HTMLElement>(selector: string) => T | null
  write(text: string): Promise<void>
  /** What the instance really has of it. */
  written(): readonly LoggedWrite[]
}

async function compose(options: WorldOptions = {}): Promise<Composing> {
  const world = await createWorld({ user: 'beth.anglin', emulator: { incidents: 3 }, ...options })
  const ticket = quietTicket(world.emulator)
  const element = fixture<IncidentElement>(
    html`<snow-incident .workspace=${world.workspace} incident-id=${ticket.sysId}></snow-incident>`,
  )
  const $ = <T extends HTMLElement = HTMLElement>(selector: string): T | null =>
    element.shadowRoot!.querySelector<T>(selector)
  await until(() => $('.activity > p.muted'), 'the empty timeline')
  return {
    world,
    ticket,
    element,
    $,
    written: () =>
      world.emulator.log.writes.filter(
        ({ changes, sysId }) => sysId === ticket.sysId && ('comments' in changes || 'work_notes' in changes),
      ),
    async write(text) {
      const area = $<HTMLTextAreaElement>('textarea')!
      area.focus()
      area.value = text
      area.dispatchEvent(new Event('input', { bubbles: true }))
      await element.updateComplete
    },
  }
}

const sheetOf = ({ $ }: Composing): Promise<HTMLElement> => until(() => $('.sheet'), 'the confirmation')
const click = (element: HTMLElement | null): void => element?.click()

describe('<snow-incident> writing', () => {
  it('says in edge, label and icon whether the caller will read it', async () => {
    const composing = await compose()
    const { $, element } = composing
    expect($('.composer .button.primary')?.textContent).to.contain('Send to Abel')
    const reply = {
      edge: getComputedStyle($('.composer')!).borderInlineStartColor,
      icon: $('.primary svg')?.innerHTML,
    }
    $<HTMLInputElement>('input[value="work-note"]')?.click()
    await element.updateComplete
    expect($('.composer .button.primary')?.textContent).to.contain('Add work note')
    expect(getComputedStyle($('.composer')!).borderInlineStartColor).not.to.equal(reply.edge)
    expect($('.primary svg')?.innerHTML).not.to.equal(reply.icon)
    await expectAccessible(element)
  })

  it('offers work notes to agents only', async () => {
    const { $ } = await compose({ user: 'abel.tuter' })
    expect($('.switch')).to.equal(null)
    expect($('.composer .button.primary')?.textContent?.trim()).to.equal('Send')
  })

  it('asks, then sends the reply, shows it and tells the host', async () => {
    const composing = await compose()
    const { $, element, write, written, ticket } = composing
    await write('We are on it.')
    press('Enter', { ctrlKey: true })
    const sheet = await sheetOf(composing)
    expect(sheet.textContent).to.contain('We are on it.').and.to.contain('As Beth Anglin')
    expect(sheet.textContent).to.contain(ticket.number).and.to.contain('The caller will read this')
    expect(sheet.querySelector('.primary')?.textContent).to.contain('Send to Abel')
    expect(written()).to.have.length(0)
    await expectAccessible(element)
    // Nothing is on its way before the person agreed.
    expect($('.composer .primary')?.textContent?.trim()).to.equal('Send to Abel')
    const changed = nextEvent(element, 'snow-incident-changed')
    click(sheet.querySelector('.primary'))
    const { detail } = await changed
    expect(detail.fields).to.deep.equal(['comments'])
    expect(detail.incident.sysId).to.equal(ticket.sysId)
    expect(written()).to.have.length(1)
    await until(() => $('.entry .prose')?.textContent === 'We are on it.', 'the entry')
    expect($<HTMLTextAreaElement>('textarea')?.value).to.equal('')
  })

  it('sends a work note as a work note', async () => {
    const composing = await compose()
    const { $, element, write, written } = composing
    $<HTMLInputElement>('input[value="work-note"]')?.click()
    await write('Only for us')
    const changed = nextEvent(element, 'snow-incident-changed')
    click($('.composer .primary'))
    click((await sheetOf(composing)).querySelector('.primary'))
    expect((await changed).detail.fields).to.deep.equal(['work_notes'])
    expect(written()[0]?.changes)
      .to.include({ work_notes: 'Only for us' })
      .and.not.to.have.property('comments')
  })

  it('keeps the draft when the person says no, and gives the focus back', async () => {
    const composing = await compose()
    const { $, write, written, element } = composing
    await write('Not yet')
    press('Enter', { metaKey: true })
    const sheet = await sheetOf(composing)
    expect(focused()).to.equal(sheet)
    expect($('.behind')?.inert).to.equal(true)
    press('Escape')
    await until(() => $('.sheet') === null, 'the sheet to go')
    await until(() => !$<HTMLTextAreaElement>('textarea')?.readOnly, 'the draft')
    expect(focused()).to.equal($('textarea'))
    expect($<HTMLTextAreaElement>('textarea')?.value).to.equal('Not yet')
    expect($('.composer .error')).to.equal(null)
    expect(written()).to.have.length(0)
    await element.updateComplete
  })

  it('keeps Tab in the sheet', async () => {
    const composing = await compose()
    await composing.write('x')
    press('Enter', { ctrlKey: true })
    const sheet = await sheetOf(composing)
    const send = sheet.querySelector<HTMLButtonElement>('.primary')!
    send.focus()
    press('Tab')
    expect(focused()).to.equal(sheet.querySelector('.sheet-body'))
    press('Tab', { shiftKey: true })
    expect(focused()).to.equal(send)
  })

  it('lets the host approve without asking the person', async () => {
    const { element, write, $, written } = await compose()
    element.addEventListener('snow-before-write', ({ detail }) => detail.approve())
    await write('Approved by policy')
    const changed = nextEvent(element, 'snow-incident-changed')
    click($('.composer .primary'))
    await changed
    expect(written()).to.have.length(1)
  })

  for (const way of ['refuse()', 'preventDefault()'] as const) {
    it(`lets the host end it by ${way}`, async () => {
      const { element, write, $, written } = await compose()
      const heard = nextEvent(element, 'snow-before-write')
      element.addEventListener('snow-before-write', (event) =>
        way === 'refuse()' ? event.detail.refuse() : event.preventDefault(),
      )
      await write('Refused by policy')
      click($('.composer .primary'))
      const { detail } = await heard
      expect(detail.request.changes).to.deep.equal([
        { field: 'comments', before: undefined, after: 'Refused by policy' },
      ])
      await until(() => !$<HTMLTextAreaElement>('textarea')?.readOnly, 'the end')
      expect($('.sheet')).to.equal(null)
      expect(written()).to.have.length(0)
      expect($<HTMLTextAreaElement>('textarea')?.value).to.equal('Refused by policy')
    })
  }

  it('lets the host decide later, while the person is asked', async () => {
    const composing = await compose()
    const { element, write, $, written } = composing
    const heard = nextEvent(element, 'snow-before-write')
    await write('Decided elsewhere')
    click($('.composer .primary'))
    await sheetOf(composing)
    const changed = nextEvent(element, 'snow-incident-changed')
    ;(await heard).detail.approve()
    await changed
    expect($('.sheet')).to.equal(null)
    expect(written()).to.have.length(1)
  })

  it('asks in the element whose action runs, not in the one beside it', async () => {
    const composing = await compose()
    const second = fixture<IncidentElement>(
      html`<snow-incident
        .workspace=${composing.world.workspace}
        incident-id=${composing.ticket.sysId}
      ></snow-incident>`,
    )
    let secondAsked = false
    second.addEventListener('snow-before-write', () => (secondAsked = true))
    await until(() => second.shadowRoot?.querySelector('textarea'), 'the second composer')
    await composing.write('Mine')
    click(composing.$('.composer .primary'))
    await sheetOf(composing)
    expect(second.shadowRoot?.querySelector('.sheet')).to.equal(null)
    expect(secondAsked).to.equal(false)
  })

  it('keeps the draft when it fails, and says why', async () => {
    const composing = await compose({
      intercept: (request) =>
        request.method === 'PATCH'
          ? Response.json(
              { error: { message: 'Operation Failed', detail: 'ACL' }, status: 'failure' },
              { status: 403 },
            )
          : undefined,
    })
    const { element, write, $ } = composing
    await write('Will not arrive')
    const failed = nextEvent(element, 'snow-error')
    click($('.composer .primary'))
    click((await sheetOf(composing)).querySelector('.primary'))
    expect((await failed).detail.error.code).to.equal('SNOW_ACL_DENIED')
    await until(() => $('.composer .error'), 'the reason')
    expect($<HTMLTextAreaElement>('textarea')?.value).to.equal('Will not arrive')
    await expectAccessible(element)
  })

  it('refuses what waits when the element goes for good, not when it moves', async () => {
    const composing = await compose()
    const { element, write, $, written } = composing
    await write('Going')
    click($('.composer .primary'))
    await sheetOf(composing)
    document.body.append(element)
    await element.updateComplete
    expect($('.sheet')).not.to.equal(null)
    element.remove()
    await flush()
    document.body.append(element)
    await until(() => $('.sheet') === null, 'no sheet')
    expect(written()).to.have.length(0)
    element.remove()
  })

  it('refuses what waits when another incident is shown, and keeps its draft', async () => {
    const composing = await compose()
    const { world, ticket, element, write, $, written } = composing
    await write('About the first')
    click($('.composer .primary'))
    await sheetOf(composing)
    element.incidentId = quietTicket(world.emulator, { short_description: 'The other one' }).sysId
    await until(() => $('.title')?.textContent === 'The other one', 'the other incident')
    expect($('.sheet')).to.equal(null)
    expect($<HTMLTextAreaElement>('textarea')?.value).to.equal('')
    element.incidentId = ticket.sysId
    await until(() => $<HTMLTextAreaElement>('textarea')?.value === 'About the first', 'the draft')
    expect(written()).to.have.length(0)
  })

  it('takes no words for a closed ticket', async () => {
    const { world, element, $ } = await compose()
    const closed = quietTicket(world.emulator)
    world.emulator.asUser('beth.anglin').update('incident', closed.sysId, {
      state: '7',
      close_code: 'Solution provided',
      close_notes: 'Rolled back.',
    })
    element.incidentId = closed.sysId
    await until(() => element.shadowRoot?.textContent?.includes('Rolled back.'), 'the resolution')
    expect($('.composer')).to.equal(null)
  })
})
