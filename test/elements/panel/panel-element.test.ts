import { expect } from 'chai'
import { html } from 'lit'
import '../../../src/define/snow-panel.js'
import type { PanelElement } from '../../../src/elements/panel/panel-element.js'
import { en } from '../../../src/locales/en.js'
import { SnowError } from '../../../src/shared/errors.js'
import { expectAccessible } from '../../support/axe.js'
import { fixture, nextEvent, until } from '../../support/fixture.js'
import { focused, press } from '../../support/press.js'
import { abelsSession, scriptedWorkspace } from '../../support/scripted-workspace.js'
import { createWorld, type WorldOptions } from '../../support/world.js'
import type { Workspace } from '../../../src/state/types.js'

function panelOf(workspace: Workspace | undefined, view = 'requests', width = 420): PanelElement {
  const panel = fixture<PanelElement>(
    html`<snow-panel lang="en" view=${view} .workspace=${workspace}></snow-panel>`,
  )
  panel.style.inlineSize = `${width}px`
  return panel
}

async function drawn(options: WorldOptions = {}, view = 'requests', width = 420) {
  const world = await createWorld(options)
  return { world, panel: panelOf(world.workspace, view, width) }
}

const find = <E extends Element = HTMLElement>(panel: PanelElement, selector: string): Promise<E> =>
  until(() => panel.shadowRoot!.querySelector<E>(selector), selector)
const tab = (panel: PanelElement, name: string): Promise<HTMLElement> => find(panel, `#tab-${name}`)
const isSeen = (element: Element): boolean => getComputedStyle(element).visibility === 'visible'
const menuItem = (panel: PanelElement, label: string): HTMLElement | undefined =>
  [...panel.shadowRoot!.querySelectorAll<HTMLElement>('.menu-item')].find(
    ({ textContent }) => textContent.trim() === label,
  )

describe('<snow-panel>', () => {
  it('leads from the gate to the tabs, and takes the focus along', async () => {
    const { panel } = await drawn({ signedIn: false })
    const gate = await find(panel, 'snow-connect')
    const connect = await until(() => gate.shadowRoot?.querySelector<HTMLElement>('.primary'))
    await expectAccessible(panel)
    connect.focus()
    connect.click()
    const selected = await tab(panel, 'requests')
    await until(() => focused() === selected)
    expect(panel.shadowRoot!.querySelector('snow-connect')).to.equal(null)
    expect(panel.shadowRoot!.querySelector('[role=status]')!.textContent).to.equal(
      en.connect.connected('Acme IT'),
    )
  })

  it('is accessible on every tab', async () => {
    const { panel } = await drawn({ user: 'beth.anglin' })
    const parts = {
      tickets: 'snow-incident-picker',
      new: 'snow-incident-form',
      knowledge: 'snow-knowledge',
      requests: 'snow-requests',
    } as const
    for (const name of ['tickets', 'new', 'knowledge', 'requests'] as const) {
      panel.show(name)
      await until(() => panel.shadowRoot!.querySelector(`#part-${name} ${parts[name]}`), parts[name])
      await expectAccessible(panel)
    }
  })

  it('moves along the tabs by the arrows, one of them in the tab order', async () => {
    const { panel } = await drawn()
    ;(await tab(panel, 'requests')).focus()
    const seen: (string | undefined)[] = []
    for (const key of ['ArrowRight', 'ArrowRight', 'End', 'Home', 'ArrowLeft']) {
      press(key)
      await panel.updateComplete
      seen.push(focused()?.id)
      expect(panel.shadowRoot!.querySelectorAll('[role=tab][tabindex="0"]')).to.have.length(1)
    }
    expect(seen).to.deep.equal(['tab-tickets', 'tab-new', 'tab-requests', 'tab-tickets', 'tab-requests'])
    expect(panel.view).to.equal('requests')
  })

  it('puts the tabs that do not fit into a menu, and keeps the selected one', async () => {
    const { panel } = await drawn({}, 'requests', 230)
    ;(await find(panel, '#more')).click()
    const item = await until(() => menuItem(panel, en.panel.newTicket) ?? menuItem(panel, en.panel.knowledge))
    await expectAccessible(panel)
    expect(isSeen(await tab(panel, 'requests'))).to.equal(true)
    const label = item.textContent!.trim()
    item.click()
    await until(() => panel.view !== 'requests')
    const shown = await tab(panel, panel.view)
    expect(shown.textContent!.trim()).to.equal(label)
    await until(() => isSeen(shown))
    panel.style.inlineSize = '900px'
    await until(() => panel.shadowRoot!.querySelector('#more') === null)
  })

  it('keeps Tickets and New in their places when narrow, whichever tab is selected', async () => {
    const { panel } = await drawn({}, 'requests', 260)
    for (const name of ['requests', 'knowledge', 'new', 'tickets'] as const) {
      panel.show(name)
      const selected = await tab(panel, name)
      await until(() => isSeen(selected))
      expect(isSeen(await tab(panel, 'tickets')), name).to.equal(true)
      expect(isSeen(await tab(panel, 'new')), name).to.equal(true)
    }
  })

  it('keeps what was typed when one looks at another tab', async () => {
    const { panel } = await drawn({}, 'knowledge')
    const part = await find(panel, 'snow-knowledge')
    panel.show('requests')
    await panel.updateComplete
    panel.show('knowledge')
    await panel.updateComplete
    expect(panel.shadowRoot!.querySelector('snow-knowledge')).to.equal(part)
  })

  it('opens a ticket in place of the list when narrow, and goes back to the list', async () => {
    const { panel } = await drawn({ user: 'beth.anglin' }, 'tickets')
    const list = await find(panel, '.list')
    panel.open('INC0010007')
    const detail = await find(panel, 'snow-incident')
    await until(() => isSeen(detail) && !isSeen(list))
    const picker = await find(panel, 'snow-incident-picker')
    await until(() => picker.shadowRoot?.querySelector('[role=treegrid]:not([hidden])'))
    ;(await find(panel, '.back')).click()
    await until(() => isSeen(list))
    await until(() => picker.shadowRoot!.contains(focused()))
    expect(panel.shadowRoot!.querySelector('snow-incident')).to.equal(null)
  })

  it('opens a ticket beside the list when wide', async () => {
    const { panel } = await drawn({ user: 'beth.anglin' }, 'tickets', 1000)
    panel.open('INC0010007')
    const detail = await find(panel, 'snow-incident')
    await until(() => isSeen(detail))
    const list = await find(panel, '.list')
    expect(isSeen(list)).to.equal(true)
    expect(detail.getBoundingClientRect().left).to.be.at.least(list.getBoundingClientRect().right)
  })

  it('says in the list that a ticket is gone which was opened, and of the selection that it was in', async () => {
    const { panel, world } = await drawn({ user: 'beth.anglin' }, 'tickets', 1000)
    const picker = await find<HTMLElementTagNameMap['snow-incident-picker']>(panel, 'snow-incident-picker')
    picker.view = 'all'
    const row = (at: number): HTMLElement | null => picker.renderRoot?.querySelector(`#row-${at}.incident`)
    const first = await until(
      () => picker.renderRoot?.querySelector('.replacing') === null && row(0),
      'a row',
    )
    first.querySelector('input')!.click()
    const { number } = picker.selected.incidents[0]!
    world.emulator.asUser('admin').remove('incident', number)
    first.querySelector<HTMLElement>('.title')!.click()
    await until(() => row(0)!.matches('.gone'), 'the mark')
    await until(() => picker.selected.gone?.length === 1, 'the selection to know')
    expect(row(0)!.querySelector('.meta')!.textContent).to.contain('No longer there')
    await expectAccessible(panel)
  })

  it('follows a row that the person opens, and tells the page once', async () => {
    const { panel, world } = await drawn({ user: 'beth.anglin' }, 'tickets')
    let opened = 0
    panel.addEventListener('snow-incident-opened', () => (opened += 1))
    const picker = await find(panel, 'snow-incident-picker')
    const incident = await world.client.incidents.get('INC0010007')
    picker.dispatchEvent(
      new CustomEvent('snow-incident-opened', { bubbles: true, composed: true, detail: { incident } }),
    )
    const detail = await find<HTMLElementTagNameMap['snow-incident']>(panel, 'snow-incident')
    expect(detail.incident).to.equal(incident)
    expect(opened).to.equal(1)
    const back = await find(panel, '.back')
    await until(() => focused() === back)
  })

  it('goes from a ticket that was filed to the ticket, and from a search to a new one', async () => {
    const { panel, world } = await drawn({ user: 'beth.anglin' }, 'knowledge')
    const knowledge = await find<HTMLElementTagNameMap['snow-knowledge']>(panel, 'snow-knowledge')
    knowledge.fileInstead?.('printer on fire')
    const form = await find<HTMLElementTagNameMap['snow-incident-form']>(panel, 'snow-incident-form')
    expect(panel.view).to.equal('new')
    expect(form.defaults).to.deep.equal({ shortDescription: 'printer on fire' })
    form.openIncident?.(await world.client.incidents.get('INC0010007'))
    await find(panel, 'snow-incident')
    expect(panel.view).to.equal('tickets')
  })

  it('disconnects by the person menu, and leaves nothing of that person', async () => {
    const { panel } = await drawn({}, 'requests')
    ;(await find(panel, '#person')).click()
    const item = await until(() => menuItem(panel, en.connect.disconnect))
    await expectAccessible(panel)
    expect(panel.shadowRoot!.textContent).to.contain('abel.tuter@example.com')
    const disconnected = nextEvent(panel, 'snow-disconnected')
    item.click()
    expect((await disconnected).detail.reason).to.equal('signed-out')
    const gate = await find(panel, 'snow-connect')
    expect(panel.shadowRoot!.querySelector('snow-requests')).to.equal(null)
    await until(() => gate.shadowRoot?.querySelector('.primary') === focused(), 'the focus on Connect')
  })

  it('shows a service account in the person menu, and nothing to sign out of', async () => {
    const serviceAccount = { actingAs: 'CxM Integration' }
    const { panel, world } = await drawn({ serviceAccount }, 'new')
    const person = await find(panel, '#person')
    expect(person.getAttribute('aria-label')).to.equal(en.panel.account('CxM Integration'))
    person.click()
    await until(() => menuItem(panel, en.common.openInServiceNow))
    await expectAccessible(panel)
    expect(menuItem(panel, en.connect.disconnect)).to.equal(undefined)
    const menu = panel.shadowRoot!.querySelector('#person-menu')!.textContent
    expect(menu).to.contain('CxM Integration').and.to.contain(en.connect.serviceAccount)
    expect(menu).not.to.contain('Snowline Service')
    const state = world.workspace.connection.get()
    expect(state).to.have.nested.property('session.user.userName', 'snowline.service')
  })

  it('offers no sign-in while the host page has not said who is there', async () => {
    const { panel } = await drawn({ serviceAccount: { actingAs: 'CxM Integration' }, signedIn: false })
    const gate = await find(panel, 'snow-connect')
    await until(() => gate.shadowRoot?.textContent?.includes(en.connect.hostTitle('Acme IT')) || undefined)
    expect(gate.shadowRoot?.querySelector('.primary')).to.equal(null)
  })

  it('leaves the focus where it is when the session ends and the focus is elsewhere on the page', async () => {
    const { panel, world } = await drawn({}, 'requests')
    await find(panel, '#person')
    const elsewhere = fixture<HTMLInputElement>(html`<input aria-label="elsewhere" />`)
    elsewhere.focus()
    await world.workspace.connection.disconnect()
    const gate = await find(panel, 'snow-connect')
    await until(() => gate.shadowRoot?.querySelector('.primary'))
    await panel.updateComplete
    expect(focused()).to.equal(elsewhere)
  })

  it('gives another person another list', async () => {
    const { panel, world } = await drawn({}, 'requests')
    const before = await find(panel, 'snow-requests')
    const connected = nextEvent(panel, 'snow-connected')
    await world.signIn('beth.anglin')
    expect((await connected).detail.user.userName).to.equal('beth.anglin')
    await until(() => panel.shadowRoot!.querySelector('snow-requests') !== before)
  })

  it('keeps the content readable under a banner when the connection has ended', async () => {
    const workspace = scriptedWorkspace({ phase: 'connected', session: abelsSession })
    const panel = panelOf(workspace, 'new')
    const form = await find(panel, 'snow-incident-form')
    workspace.connection.become({ phase: 'reconnect-needed', session: abelsSession, reason: 'expired' })
    const banner = await find(panel, 'snow-connect[banner]')
    const again = await until(() => banner.shadowRoot?.querySelector<HTMLElement>('.primary'))
    expect(panel.shadowRoot!.querySelector('snow-incident-form')).to.equal(form)
    again.focus()
    panel.requestUpdate()
    await panel.updateComplete
    expect(focused(), 'a render takes no focus away').to.equal(again)
    again.click()
    expect(workspace.connection.calls).to.deep.equal(['connect'])
  })

  it('says so when disconnecting did not work', async () => {
    const { client } = await createWorld()
    const workspace = scriptedWorkspace({ phase: 'connected', session: abelsSession }, { client })
    workspace.connection.failure = new SnowError('SNOW_PROXY_UNREACHABLE', 'down')
    const panel = panelOf(workspace, 'new')
    ;(await find(panel, '#person')).click()
    const error = nextEvent(panel, 'snow-error')
    ;(await until(() => menuItem(panel, en.connect.disconnect))).click()
    expect((await error).detail.error.code).to.equal('SNOW_PROXY_UNREACHABLE')
    await find(panel, '[role=alert]')
  })

  it('syncs only while the page asks for it, as often as it says', async () => {
    const workspace = scriptedWorkspace({ phase: 'connected', session: abelsSession })
    const panel = panelOf(workspace, 'new')
    await find(panel, '#person')
    expect(workspace.sync.starts).to.have.length(0)
    expect(panel.shadowRoot!.querySelector('.sync')).to.equal(null)
    panel.syncInterval = 60
    panel.sync = true
    const button = await find(panel, '.sync')
    expect(workspace.sync.starts.map(({ intervalMs }) => intervalMs)).to.deep.equal([60_000])
    button.click()
    expect(workspace.sync.sweeps).to.equal(1)
    workspace.sync.become({ status: 'sweeping', lastSweepAt: undefined, error: undefined })
    await panel.updateComplete
    expect(button.getAttribute('aria-label')).to.equal(en.panel.syncing)
    panel.parentElement!.append(panel)
    await panel.updateComplete
    expect(workspace.sync.starts[0]!.signal!.aborted, 'a move is no leave').to.equal(false)
    panel.sync = false
    await panel.updateComplete
    expect(workspace.sync.starts[0]!.signal!.aborted).to.equal(true)
  })

  it('speaks another language as a whole', async () => {
    const { panel } = await drawn({}, 'requests')
    const list = await find(panel, 'snow-requests')
    await until(() => list.shadowRoot?.textContent?.includes('Ordered'))
    panel.lang = 'de'
    await until(() => list.shadowRoot?.textContent?.includes('Bestellt'))
    expect((await tab(panel, 'requests')).textContent!.trim()).to.equal('Anfragen')
  })

  it('takes an unknown view or interval for the usual one, and syncs once all the same', async () => {
    const workspace = scriptedWorkspace({ phase: 'connected', session: abelsSession })
    const panel = fixture<PanelElement>(
      html`<snow-panel view="settings" sync sync-interval="often" .workspace=${workspace}></snow-panel>`,
    )
    expect((await tab(panel, 'tickets')).getAttribute('aria-selected')).to.equal('true')
    panel.requestUpdate()
    await panel.updateComplete
    expect(workspace.sync.starts.map(({ intervalMs }) => intervalMs)).to.deep.equal([300_000])
  })

  it('takes its properties before and after it is in the document', async () => {
    const { workspace } = await createWorld()
    const panel = document.createElement('snow-panel')
    panel.view = 'requests'
    panel.workspace = workspace
    const place = fixture<HTMLElement>(html`<div></div>`)
    place.append(panel)
    await find(panel, 'snow-requests')
    panel.view = 'new'
    await find(panel, 'snow-incident-form')
    panel.remove()
    place.append(panel)
    await find(panel, 'snow-incident-form')
  })

  it('fills the height that it is given, and no more', async () => {
    const { panel } = await drawn()
    panel.style.blockSize = '500px'
    await find(panel, 'snow-requests')
    expect(panel.getBoundingClientRect().height).to.equal(500)
    expect(panel.shadowRoot!.querySelector('.body')!.getBoundingClientRect().bottom).to.be.at.most(
      panel.getBoundingClientRect().bottom,
    )
  })
})
