import { expect } from 'chai'
import { html } from 'lit'
import '../../../src/define/snow-panel.js'
import type { IncidentElement } from '../../../src/elements/incident/incident-element.js'
import type { IncidentFormElement } from '../../../src/elements/incident-form/incident-form-element.js'
import type { PanelElement } from '../../../src/elements/panel/panel-element.js'
import { createIdbKeptDrafts } from '../../../src/state/idb-kept-drafts.js'
import { keptDraftsName } from '../../../src/state/kept-draft-mark.js'
import type { Workspace } from '../../../src/state/types.js'
import { pressInBanner, signInAfterEnd } from '../../support/banner.js'
import { fixture, until } from '../../support/fixture.js'
import { createTestClock } from '../../support/test-clock.js'
import { createWorld, type World, type WorldOptions } from '../../support/world.js'
import { fill, part, paste, submit, transferOf } from '../incident-form/drive.js'
import { pngBytes, quietTicket, type Ticket } from '../incident/tickets.js'

const words = 'The coffee machine on floor 3 leaks'
const note = 'Only for us: the seal is on order'

function panelOf(workspace: Workspace): PanelElement {
  const panel = fixture<PanelElement>(html`<snow-panel lang="en" .workspace=${workspace}></snow-panel>`)
  panel.style.inlineSize = '420px'
  return panel
}

const formOf = async (panel: PanelElement): Promise<IncidentFormElement> => {
  const form = await until(() => panel.shadowRoot!.querySelector('snow-incident-form'), 'the form')
  await until(() => form.shadowRoot?.querySelector('#short-description'), 'its fields')
  return form
}
const titleIn = (form: IncidentFormElement): string =>
  part<HTMLInputElement>(form, '#short-description').value
const composerOf = async (panel: PanelElement): Promise<IncidentElement> => {
  const detail = await until(() => panel.shadowRoot!.querySelector('snow-incident'), 'the incident')
  await until(() => detail.shadowRoot?.querySelector('textarea'), 'its composer')
  return detail
}
const textIn = (detail: IncidentElement): string => detail.shadowRoot!.querySelector('textarea')!.value

/** Beth has typed a note and a new ticket when her session ends, and goes to sign in again. */
async function typedAndLeft(options: WorldOptions = {}) {
  const world = await createWorld({
    user: 'beth.anglin',
    popup: 'waits',
    emulator: { incidents: 3 },
    ...options,
  })
  const ticket = quietTicket(world.emulator)
  const panel = panelOf(world.workspace)
  await typeInto(panel, ticket)
  await signInAfterEnd(world, panel)
  await pressInBanner(panel, ({ connect }) => connect.continueHere)
  await until(() => world.left.length === 1, 'the page to leave')
  panel.remove()
  return { world, ticket }
}

async function typeInto(panel: PanelElement, ticket: Ticket): Promise<void> {
  await until(() => panel.shadowRoot!.querySelector('#tab-new'))
  panel.open(ticket.sysId)
  const detail = await composerOf(panel)
  detail.shadowRoot!.querySelector<HTMLInputElement>('input[value=work-note]')!.click()
  const area = detail.shadowRoot!.querySelector('textarea')!
  area.value = note
  area.dispatchEvent(new Event('input', { bubbles: true }))
  panel.show('new')
  const form = await formOf(panel)
  fill(form, 'short-description', words)
  fill(form, 'description', 'Since Monday.')
  paste(part(form, 'form'), transferOf([new File([pngBytes], 'leak.png', { type: 'image/png' })]))
  await until(() => form.shadowRoot!.querySelector('.file .remove'), 'the picture')
}

/** What this browser still holds for anybody who looks. */
async function held({ client }: World): Promise<string> {
  const storage = createIdbKeptDrafts()
  const rows = await storage.sweep(() => true)
  storage.close()
  const own = rows.filter(({ place }) => place === `${client.proxy}|${client.instance}`)
  return JSON.stringify(own) + (sessionStorage.getItem(keptDraftsName) ?? '')
}

describe('what is typed into <snow-panel>, when the page leaves to sign in', () => {
  it('is there when the same person is back, where they were', async () => {
    const { world } = await typedAndLeft()
    expect(await held(world))
      .to.contain(words)
      .and.contain(note)
    await world.signIn()
    const panel = panelOf(world.page())
    await until(() => panel.view === 'new', 'the tab that the person was in')
    const form = await formOf(panel)
    await until(() => titleIn(form) === words, 'what was typed')
    expect(part<HTMLTextAreaElement>(form, '#description').value).to.equal('Since Monday.')
    expect(part(form, '.file').textContent).to.contain('leak.png')
    panel.show('tickets')
    const detail = await composerOf(panel)
    await until(() => textIn(detail) === note, 'the note')
    expect(detail.shadowRoot!.querySelector('.composer')!.classList.contains('note')).to.equal(true)
    await until(async () => !(await held(world)).includes(words))
    expect(await held(world), 'kept no longer').to.not.contain(note)
  })

  it('can be filed then, with its picture', async () => {
    const { world } = await typedAndLeft()
    await world.signIn()
    const panel = panelOf(world.page())
    const form = await formOf(panel)
    await until(() => titleIn(form) === words)
    submit(form)
    ;(await until(() => form.shadowRoot!.querySelector<HTMLElement>('.sheet .primary'))).click()
    await until(() => form.shadowRoot!.querySelector('.outcome'), 'being filed')
    const writes = world.emulator.log.writes.filter(({ operation }) => operation === 'create')
    expect(
      writes.filter(({ table }) => table === 'incident').map(({ changes }) => changes['short_description']),
    ).to.include(words)
    expect(writes.some(({ table }) => table === 'sys_attachment')).to.equal(true)
  })

  it('is never shown to another person, and not kept for the first one either', async () => {
    const { world } = await typedAndLeft()
    await world.signIn('abel.tuter')
    const panel = panelOf(world.page())
    await until(() => panel.shadowRoot!.querySelector('#tab-new'))
    await until(async () => !(await held(world)).includes(words), 'it to be forgotten')
    panel.show('new')
    const form = await formOf(panel)
    expect(titleIn(form)).to.equal('')
    expect(await held(world)).to.not.contain(note)
  })

  it('is gone when the person signs out instead of looking for it', async () => {
    const { world } = await typedAndLeft()
    await world.signIn()
    const workspace = world.page()
    const life = new AbortController()
    workspace.connection.start(life.signal)
    await until(() => workspace.connection.get().phase === 'connected')
    await workspace.connection.disconnect()
    await until(async () => !(await held(world)).includes(words), 'it to be forgotten')
    life.abort()
  })

  it('is gone after an hour', async () => {
    const clock = createTestClock()
    const { world } = await typedAndLeft({ clock })
    clock.advance(3_600_000)
    await world.signIn()
    const panel = panelOf(world.page())
    await until(() => panel.shadowRoot!.querySelector('#tab-new'))
    panel.show('new')
    expect(titleIn(await formOf(panel))).to.equal('')
    await until(async () => !(await held(world)).includes(words), 'it to be forgotten')
  })

  it('is kept no longer when the person stays', async () => {
    const world = await createWorld({ user: 'beth.anglin', popup: 'waits', emulator: { incidents: 3 } })
    const panel = panelOf(world.workspace)
    await typeInto(panel, quietTicket(world.emulator))
    await signInAfterEnd(world, panel)
    await until(
      async () => (await held(world)).includes(words),
      'it to be kept for a phone that ends the page',
    )
    await pressInBanner(panel, ({ common }) => common.cancel)
    await until(async () => !(await held(world)).includes(words), 'it to be forgotten')
    expect(titleIn(await formOf(panel))).to.equal(words)
  })

  describe('while IndexedDB fails', () => {
    const { transaction } = IDBDatabase.prototype
    beforeEach(() => {
      IDBDatabase.prototype.transaction = () => {
        throw new DOMException('The disk is full', 'QuotaExceededError')
      }
    })
    afterEach(() => {
      IDBDatabase.prototype.transaction = transaction
    })

    it('is there without its files, and says which are missing', async () => {
      const { world } = await typedAndLeft()
      expect(sessionStorage.getItem(keptDraftsName)).to.contain(words)
      await world.signIn()
      const panel = panelOf(world.page())
      const form = await formOf(panel)
      await until(() => titleIn(form) === words, 'what was typed')
      expect(form.shadowRoot!.textContent).to.contain('leak.png')
      expect(form.shadowRoot!.querySelector('.file .remove')).to.equal(null)
      expect(sessionStorage.getItem(keptDraftsName) ?? '').to.not.contain(words)
    })
  })
})
