import { expect } from 'chai'
import { html } from 'lit'
import type { Incident } from '../../../src/protocol/records.js'
import type { Workspace } from '../../../src/state/types.js'
import type { SyncHandler } from '../../../src/sync/types.js'
import { expectAccessible } from '../../support/axe.js'
import { fixture, nextEvent, until } from '../../support/fixture.js'
import { focused, press } from '../../support/press.js'
import { createWorld } from '../../support/world.js'
import { show, find, gridOf, rowAt, titleAt, untilRows, untilFiles, statusOf } from './picker-fixture.js'

describe('<snow-incident-picker> in its states', () => {
  it('survives ten thousand characters and takes an instance URL', async () => {
    const { picker, world } = await show({}, { search: '^javascript:'.repeat(1000) })
    await until(() => find(picker, '.empty'), 'the words for no match')
    const { items } = await world.client.incidents.list({
      query: { kind: 'and', of: [] },
      offset: 5,
      limit: 1,
    })
    picker.search = `https://acme.example/nav_to.do?uri=incident.do%3Fsys_id%3D${(items[0] as Incident).sysId}`
    await until(() => titleAt(picker, 0) === items[0]!.shortDescription, 'the linked incident')
  })

  it('says why the list failed, tells the host, and tries again', async () => {
    let failing = true
    const { picker } = await show({
      intercept: ({ url }) =>
        failing && url.includes('/table/incident')
          ? Response.json({ error: { code: 'SNOW_ACL_DENIED', message: '' } }, { status: 403 })
          : undefined,
    })
    await nextEvent(picker, 'snow-error')
    const error = await until(() => find(picker, '.error'), 'the error')
    expect(error.textContent).to.contain('SNOW_ACL_DENIED')
    await expectAccessible(picker)
    failing = false
    await picker.refresh()
    await untilRows(picker)
  })

  it('offers to sign in, and shows the list once somebody did', async () => {
    const { picker } = await show({ signedIn: false })
    const button = await until(() => find(picker, '.empty .button'), 'the offer')
    await expectAccessible(picker)
    button.click()
    await untilRows(picker)
  })

  it('takes a change in place, keeps place and focus through a refresh', async () => {
    const { picker, world } = await show({ emulator: { incidents: 300 } })
    await untilRows(picker)
    const grid = gridOf(picker)
    grid.focus()
    grid.scrollTop = 40 * 64 + 20
    await until(() => titleAt(picker, 42) !== '', 'the rows further down')
    rowAt(picker, 42)!.querySelector<HTMLElement>('.main')!.click()
    const title = titleAt(picker, 42)
    const place = rowAt(picker, 42)!.getBoundingClientRect().top
    await world.client.incidents.create({ shortDescription: 'Brand new' }, 'picker-test')
    await picker.refresh()
    await until(() => titleAt(picker, 43) === title, 'the same row, one further down')
    expect(Math.abs(rowAt(picker, 43)!.getBoundingClientRect().top - place)).to.be.at.most(1)
    await picker.updateComplete
    expect(grid.getAttribute('aria-activedescendant')).to.equal('row-43')
    expect(focused()).to.equal(grid)
  })

  it('marks what sync changed, and offers what is new while the reader is further down', async () => {
    const world = await createWorld({ user: 'beth.anglin' })
    const handlers = new Set<SyncHandler>()
    const real = world.workspace.sync
    const sync: Workspace['sync'] = {
      get: () => real.get(),
      subscribe: (listener) => real.subscribe(listener),
      start: (options) => real.start(options),
      sweep: (options) => real.sweep(options),
      handle(handler) {
        handlers.add(handler)
        return () => handlers.delete(handler)
      },
    }
    const picker = document.createElement('snow-incident-picker')
    Object.assign(picker, { view: 'all', workspace: { ...world.workspace, sync } })
    picker.style.blockSize = '600px'
    picker.style.inlineSize = '420px'
    fixture(html`${picker}`)
    await untilRows(picker)
    gridOf(picker).scrollTop = 1280
    await until(() => rowAt(picker, 22)?.classList.contains('incident'), 'the rows further down')
    const changed = await world.client.incidents.get(
      /INC\d+/.exec(rowAt(picker, 22)!.querySelector('.meta')!.textContent)![0],
    )
    const added = await world.client.incidents.create({ shortDescription: 'Brand new' }, 'sync-test')
    const newer = { ...changed, shortDescription: 'Other words', modCount: changed.modCount + 1 }
    const table = 'incident' as const
    for (const handler of handlers) {
      await handler([
        { id: '1', kind: 'changed', table, incident: newer, before: changed },
        { id: '2', kind: 'added', table, incident: added, before: undefined },
      ])
    }
    await picker.updateComplete
    expect(titleAt(picker, 22)).to.equal('Other words')
    expect(rowAt(picker, 22)!.querySelector('.meta')!.textContent).to.contain('Updated')
    const offer = find(picker, '.fresh')!
    expect(offer.textContent!.trim()).to.equal('1 new')
    await expectAccessible(picker)
    // What the browser makes of Space on it.
    offer.focus()
    expect(focused()).to.equal(offer)
    offer.click()
    await until(() => titleAt(picker, 0) === 'Brand new', 'the new incident on top')
    await until(() => find(picker, '.fresh') === null, 'the offer is gone')
    expect(focused()).to.equal(gridOf(picker))
  })

  it('stands in for rows that are on their way, accessibly', async () => {
    const { picker } = await show({
      intercept: ({ url }) => (url.includes('/table/incident') ? new Promise<Response>(() => {}) : undefined),
    })
    await until(() => find(picker, '.row.loading'), 'the stand-ins')
    await until(() => statusOf(picker) === 'Loading…', 'the announcement')
    await expectAccessible(picker)
  })

  it('shows the rows of a page that failed as failed, and tries them again by mouse and by key', async () => {
    let failing = true
    const { picker } = await show({
      intercept: ({ url }) =>
        failing && url.includes('/table/incident') && /sysparm_offset=[1-9]/.test(url)
          ? Response.json({ error: { code: 'SNOW_INSTANCE_FAILED', message: '' } }, { status: 502 })
          : undefined,
    })
    await untilRows(picker)
    gridOf(picker).focus()
    gridOf(picker).scrollTop = 48 * 64
    await until(() => rowAt(picker, 50)?.classList.contains('failed'), 'the failed rows')
    expect(rowAt(picker, 49)!.classList.contains('incident')).to.equal(true)
    await expectAccessible(picker)
    rowAt(picker, 50)!.querySelector<HTMLElement>('.end button')!.click()
    await until(() => rowAt(picker, 50)?.classList.contains('loading'), 'another attempt')
    await until(() => rowAt(picker, 50)?.classList.contains('failed'), 'the same failure')
    failing = false
    expect(gridOf(picker).getAttribute('aria-activedescendant')).to.equal('row-50')
    press('Enter')
    await until(() => rowAt(picker, 50)?.classList.contains('incident'), 'the rows')
  })

  it('says when ServiceNow hides rows', async () => {
    const { picker } = await show({ user: 'abel.tuter' })
    await untilRows(picker)
    await until(() => find(picker, '.hidden-rows'), 'the note')
    await expectAccessible(picker)
  })

  it('does not mind unknown attribute values, and being moved or removed in mid-request', async () => {
    const world = await createWorld()
    const place = fixture<HTMLElement>(
      html`<div>
        <snow-incident-picker view="bogus" selection="bogus"></snow-incident-picker>
        <section></section>
      </div>`,
    )
    const picker = place.querySelector('snow-incident-picker')!
    await picker.updateComplete
    await expectAccessible(picker)
    picker.workspace = world.workspace
    picker.setAttribute('search', 'vpn')
    await picker.updateComplete
    for (const name of ['search', 'view', 'selection']) picker.removeAttribute(name)
    await picker.updateComplete
    expect(find<HTMLInputElement>(picker, '.search input')?.value ?? '').to.equal('')
    place.querySelector('section')!.append(picker)
    await untilRows(picker)
    void picker.refresh()
    picker.remove()
    await picker.updateComplete
    place.append(picker)
    await untilRows(picker)
    expect(picker.selected).to.deep.equal({ incidents: [], attachments: [] })
  })

  it('lives twice on a page, each with a selection of its own', async () => {
    const { picker, world } = await show()
    const other = document.createElement('snow-incident-picker')
    other.workspace = world.workspace
    other.view = 'all'
    fixture(html`${other}`)
    await Promise.all([untilRows(picker), untilRows(other)])
    rowAt(other, 0)!.querySelector('input')!.click()
    expect([picker.selected.incidents.length, other.selected.incidents.length]).to.deep.equal([0, 1])
  })

  it('speaks German and reads from right to left', async () => {
    const { picker } = await show({}, { lang: 'de' })
    picker.dir = 'rtl'
    await untilRows(picker)
    await until(() => find(picker, '.toolbar')!.textContent!.includes('neueste zuerst'), 'the German words')
    const row = await untilFiles(picker)
    gridOf(picker).focus()
    for (let step = 0; step <= row; step += 1) press('ArrowDown')
    press('ArrowLeft')
    await until(() => rowAt(picker, row)!.getAttribute('aria-expanded') === 'true', 'the files')
    await expectAccessible(picker)
  })
})
