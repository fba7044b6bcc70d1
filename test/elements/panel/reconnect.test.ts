import { expect } from 'chai'
import { html } from 'lit'
import '../../../src/define/snow-panel.js'
import type { PanelElement } from '../../../src/elements/panel/panel-element.js'
import { en } from '../../../src/locales/en.js'
import type { ConnectedSession } from '../../../src/protocol/proxy-contract.js'
import { expectAccessible } from '../../support/axe.js'
import { bannerText, pressInBanner } from '../../support/banner.js'
import { deepText } from '../../support/deep-text.js'
import { fixture, until } from '../../support/fixture.js'
import { createWorld, type World } from '../../support/world.js'
import { fill, part, submit } from '../incident-form/drive.js'
import { quietTicket } from '../incident/tickets.js'

const reply = 'We are on our way'
const title = 'The coffee machine leaks'
const frames = async (count: number): Promise<void> => {
  for (let frame = 0; frame < count; frame += 1)
    await new Promise((resolve) => requestAnimationFrame(resolve))
}

const personOf = (panel: PanelElement): string | undefined =>
  panel.shadowRoot!.querySelector<HTMLElement>('#person')?.title

interface Working {
  readonly world: World
  readonly panel: PanelElement
  /** What the page sent, and what the proxy is to answer from now on. */
  readonly wire: { sent: Request[]; dead: boolean; session: ConnectedSession | undefined }
  readonly $: <Tag extends keyof HTMLElementTagNameMap>(tag: Tag) => Promise<HTMLElementTagNameMap[Tag]>
  /** The text on screen of each part, whatever tab is in front. */
  on(part: 'incident' | 'article'): string
  row(): HTMLElement
}

/** Beth in the middle of her work: a ticket selected, another open with a reply begun, an article, a new one. */
async function working(): Promise<Working> {
  const wire: Working['wire'] = { sent: [], dead: false, session: undefined }
  const world = await createWorld({
    user: 'beth.anglin',
    popup: 'waits',
    emulator: { incidents: 80 },
    intercept(request) {
      wire.sent.push(request)
      const isSession = request.url.includes('/session/')
      if (wire.session !== undefined && isSession) return Response.json(wire.session)
      if (!wire.dead) return undefined
      if (isSession) return Response.json({ connected: false, instance: session.instance, reason: 'expired' })
      return Response.json({ error: { code: 'SNOW_RECONNECT_NEEDED', message: 'dead' } }, { status: 401 })
    },
  })
  const session = (await world.client.session.read()) as ConnectedSession
  const ticket = quietTicket(world.emulator)
  const panel = fixture<PanelElement>(html`<snow-panel lang="en" .workspace=${world.workspace}></snow-panel>`)
  panel.style.inlineSize = '1000px'
  const $: Working['$'] = (tag) => until(() => panel.shadowRoot!.querySelector(tag), tag)

  const picker = await $('snow-incident-picker')
  picker.view = 'all'
  const row = await until(() => picker.shadowRoot?.querySelectorAll<HTMLElement>('.row.incident')[2], 'rows')
  row.querySelector<HTMLElement>('input')!.click()
  await until(() => picker.selected.incidents.length === 1, 'a selection')
  picker.shadowRoot!.querySelector('.grid')!.scrollTop = 1_000
  await frames(3)

  panel.open(ticket.sysId)
  const detail = await $('snow-incident')
  const area = await until(() => detail.shadowRoot?.querySelector('textarea'), 'the composer')
  area.value = reply
  area.dispatchEvent(new Event('input', { bubbles: true }))

  panel.show('new')
  const form = await $('snow-incident-form')
  await until(() => form.shadowRoot?.querySelector('#short-description'))
  fill(form, 'short-description', title)
  await until(() => wire.sent.some(({ url }) => new URL(url).searchParams.get('query') === title), 'articles')

  panel.show('knowledge')
  const knowledge = await $('snow-knowledge')
  const search = await until(() => knowledge.shadowRoot?.querySelector<HTMLInputElement>('#search'))
  search.value = 'password'
  search.dispatchEvent(new InputEvent('input', { bubbles: true }))
  ;(await until(() => knowledge.shadowRoot!.querySelector<HTMLElement>('.result'), 'results')).click()
  await until(
    () => (knowledge.shadowRoot!.querySelector('.article-body')?.textContent ?? '') !== '',
    'an article',
  )

  const parts = { incident: detail, article: knowledge }
  return {
    world,
    panel,
    wire,
    $,
    on: (name) => deepText(parts[name].shadowRoot!),
    row: () => picker.shadowRoot!.querySelector<HTMLElement>('.row.incident')!,
  }
}

/** What the list has drawn: how many rows it keeps drawn while another tab is in front is its own affair. */
function drawn({ $ }: Working) {
  return $('snow-incident-picker').then(({ shadowRoot }) =>
    [...shadowRoot!.querySelectorAll<HTMLElement>('.row.incident')].map((row) => deepText(row)),
  )
}

/** The session dies, as the page finds out by reading the list again. */
async function die({ wire, $, panel }: Working): Promise<void> {
  wire.dead = true
  void (await $('snow-incident-picker')).refresh()
  await until(() => bannerText(panel).includes(en.connect.reconnectTitle), 'the banner')
}

describe('<snow-panel>, when the connection has ended', () => {
  it('keeps list, ticket, article and drafts readable, and offers to sign in again', async () => {
    const work = await working()
    const before = { rows: await drawn(work), incident: work.on('incident'), article: work.on('article') }
    await die(work)
    for (const name of ['incident', 'article'] as const) expect(work.on(name)).to.equal(before[name])
    const rows = await drawn(work)
    expect(before.rows).to.include.members(rows)
    expect(rows).to.have.length.above(4)
    expect(work.on('incident')).to.contain(reply)
    expect(part<HTMLInputElement>(await work.$('snow-incident-form'), '#short-description').value).to.equal(
      title,
    )
    expect(bannerText(work.panel)).to.contain(en.connect.reconnectLead).and.contain(en.connect.reconnect)
    await expectAccessible(work.panel)
  })

  it('asks for nothing by itself, and once when the person comes back to the page', async () => {
    const work = await working()
    await die(work)
    await frames(3)
    const { length } = work.wire.sent
    for (const tab of ['tickets', 'new', 'knowledge', 'tickets'] as const) {
      work.panel.show(tab)
      await frames(10)
    }
    expect(work.wire.sent.slice(length).map(({ url }) => url)).to.deep.equal([])
    window.dispatchEvent(new Event('focus'))
    await frames(20)
    expect(work.wire.sent.slice(length).map(({ url }) => new URL(url).pathname)).to.deep.equal([
      '/session/acme',
    ])
    expect(bannerText(work.panel)).to.contain(en.connect.reconnectTitle)
  })

  it('refuses to write in so many words, asks nobody, and keeps what was typed', async () => {
    const work = await working()
    await die(work)
    const { length } = work.wire.sent
    const detail = await work.$('snow-incident')
    work.panel.show('tickets')
    detail.shadowRoot!.querySelector<HTMLElement>('.composer .primary')!.click()
    await until(() => work.on('incident').includes(en.errors.SNOW_RECONNECT_NEEDED), 'the word')
    expect(detail.shadowRoot!.querySelector('.sheet')).to.equal(null)
    expect(work.on('incident')).to.contain(reply)

    work.panel.show('new')
    const form = await work.$('snow-incident-form')
    submit(form)
    await until(() => deepText(form.shadowRoot!).includes(en.errors.SNOW_RECONNECT_NEEDED), 'the word')
    expect(form.shadowRoot!.querySelector('.sheet')).to.equal(null)
    expect(part<HTMLInputElement>(form, '#short-description').value).to.equal(title)
    expect(work.wire.sent.slice(length).map(({ method, url }) => `${method} ${url}`)).to.deep.equal([])
  })

  it('goes on in place after the same person has signed in again', async () => {
    const work = await working()
    const article = work.on('article')
    const picker = await work.$('snow-incident-picker')
    const place = picker.shadowRoot!.querySelector('.grid')!.scrollTop
    await die(work)
    work.panel.show('new')
    const form = await work.$('snow-incident-form')
    submit(form)
    await until(() => deepText(form.shadowRoot!).includes(en.errors.SNOW_RECONNECT_NEEDED))

    await pressInBanner(work.panel, ({ connect }) => connect.reconnect)
    work.wire.dead = false
    await work.world.signIn('beth.anglin')
    await until(() => bannerText(work.panel) === '', 'the banner to go')

    expect(picker.selected.incidents).to.have.length(1)
    expect(picker.shadowRoot!.querySelector('.grid')!.scrollTop).to.equal(place)
    expect(work.on('article')).to.equal(article)
    expect(work.on('incident')).to.contain(reply)
    expect(part<HTMLInputElement>(form, '#short-description').value).to.equal(title)
    await until(() => !deepText(form.shadowRoot!).includes(en.errors.SNOW_RECONNECT_NEEDED), 'the word to go')
    submit(form)
    ;(await until(() => form.shadowRoot!.querySelector<HTMLElement>('.sheet .primary'))).click()
    await until(() => form.shadowRoot!.querySelector('.outcome'), 'being filed')
  })

  it('shows nothing of the first person once another one has signed in', async () => {
    const work = await working()
    const article = (await work.$('snow-knowledge'))
      .shadowRoot!.querySelector('.article-title')!
      .textContent!.trim()
    await die(work)
    await pressInBanner(work.panel, ({ connect }) => connect.reconnect)
    work.wire.dead = false
    await work.world.signIn('abel.tuter')
    await until(() => personOf(work.panel) === 'Abel Tuter', 'the other person')
    for (const tab of ['tickets', 'new', 'knowledge'] as const) {
      work.panel.show(tab)
      await frames(5)
    }
    const picker = await work.$('snow-incident-picker')
    await until(() => picker.shadowRoot?.querySelector('.row.incident'), 'rows')
    const shown = deepText(work.panel.shadowRoot!)
    for (const text of [reply, title, article]) expect(shown, text).to.not.contain(text)
    const search = (await work.$('snow-knowledge')).shadowRoot!.querySelector<HTMLInputElement>('#search')
    expect(search?.value).to.equal('')
    expect(picker.selected.incidents).to.deep.equal([])
    expect(work.panel.shadowRoot!.querySelector('snow-incident')).to.equal(null)
  })
})

describe('<snow-panel>, while the connection is about to end', () => {
  it('renews it in place: selection, place, article and drafts stay', async () => {
    const work = await working()
    const picker = await work.$('snow-incident-picker')
    const grid = picker.shadowRoot!.querySelector('.grid')!
    const before = { article: work.on('article'), incident: work.on('incident'), place: grid.scrollTop }
    const elements = [...work.panel.shadowRoot!.querySelectorAll('[id^=part-] *')]
    const session = (await work.world.client.session.read()) as ConnectedSession
    const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
    work.wire.session = { ...session, connectedAt: inDays(-97.5), expiresAt: inDays(2.5) }
    window.dispatchEvent(new Event('focus'))
    await until(() => bannerText(work.panel).includes(en.connect.expiring(3)), 'the warning')
    await expectAccessible(work.panel)

    await pressInBanner(work.panel, ({ connect }) => connect.renew)
    await until(() => bannerText(work.panel).includes(en.connect.waitingTitle), 'the sign-in')
    expect(work.on('incident')).to.equal(before.incident)
    work.wire.session = undefined
    await work.world.signIn('beth.anglin')
    await until(() => bannerText(work.panel) === '', 'the banner to go')

    expect(picker.selected.incidents).to.have.length(1)
    expect(grid.scrollTop).to.equal(before.place)
    expect(before.place).to.be.above(0)
    expect(work.on('article')).to.equal(before.article)
    expect(work.on('incident')).to.contain(reply)
    const same = elements.filter((element) => element.tagName.startsWith('SNOW-'))
    expect(same.every(({ isConnected }) => isConnected)).to.equal(true)
    expect(same).to.have.length(4)
  })
})

describe('<snow-panel>, brought back by the browser as it was', () => {
  const leave = (): boolean => window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))
  const comeBack = (): boolean =>
    window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
  const seen = (element: Element): boolean => getComputedStyle(element).visibility === 'visible'

  it('shows nothing of the person before the proxy has said that it is still theirs', async () => {
    const work = await working()
    work.panel.show('tickets')
    const detail = await work.$('snow-incident')
    await until(() => seen(detail))
    leave()
    await work.panel.updateComplete
    expect([work.panel, detail, work.row()].map(seen), 'in what the browser keeps').to.deep.equal([
      false,
      false,
      false,
    ])
    const note = work.panel.shadowRoot!.querySelector('.returning')!
    expect([note.textContent, seen(note)]).to.deep.equal([en.connect.checking, true])
    const { length } = work.wire.sent
    comeBack()
    expect(seen(work.panel)).to.equal(false)
    await until(() => seen(work.panel), 'the answer')
    expect(new URL(work.wire.sent[length]!.url).pathname).to.equal('/session/acme')
    expect(work.on('incident'), 'nothing was lost').to.contain(reply)
    await expectAccessible(work.panel)
  })

  it('shows nothing of them at all when somebody else is signed in by then', async () => {
    const work = await working()
    leave()
    await work.world.signIn('abel.tuter')
    comeBack()
    await until(() => seen(work.panel), 'the answer')
    const shown = deepText(work.panel.shadowRoot!)
    for (const text of [reply, title]) expect(shown).to.not.contain(text)
    expect(personOf(work.panel)).to.equal('Abel Tuter')
  })
})
