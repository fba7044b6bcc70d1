import { expect } from 'chai'
import type { Selection } from '../../../src/state/types.js'
import { expectAccessible } from '../../support/axe.js'
import { nextEvent, until } from '../../support/fixture.js'
import { focused, press } from '../../support/press.js'
import {
  show,
  find,
  gridOf,
  elements,
  rowAt,
  titleAt,
  untilRows,
  untilFiles,
  statusOf,
  nodesIn,
  frameNodes,
  frame,
} from './picker-fixture.js'

describe('<snow-incident-picker>', () => {
  it('shows incidents newest first, and is accessible', async () => {
    const { picker, world } = await show()
    await untilRows(picker)
    const newest = await world.client.incidents.list({
      query: { kind: 'and', of: [] },
      sort: [{ field: 'opened_at', descending: true }],
      offset: 0,
      limit: 3,
    })
    await untilFiles(picker)
    expect([0, 1, 2].map((row) => titleAt(picker, row))).to.deep.equal(
      newest.items.map(({ shortDescription }) => shortDescription),
    )
    await expectAccessible(picker)
  })

  it('shows only their own open ones to a requester by default', async () => {
    const { picker } = await show({ user: 'abel.tuter' }, { view: 'my-open' })
    await untilRows(picker)
    const total = await until(() => /^\d+ incidents?$/.exec(statusOf(picker)), 'the exact count')
    expect(Number.parseInt(total[0], 10)).to.be.greaterThan(0)
    expect(gridOf(picker).getAttribute('aria-rowcount')).to.equal(String(Number.parseInt(total[0], 10) + 1))
  })

  it('keeps the number of nodes while it is scrolled, under 300 for 600 pixels', async () => {
    const { picker } = await show({ emulator: { incidents: 2000 } })
    await untilRows(picker)
    await untilFiles(picker)
    const grid = gridOf(picker)
    const rows = elements(picker).length
    const before = nodesIn(grid, frameNodes)
    expect(nodesIn(grid)).to.be.at.most(300)
    for (let step = 1; step <= 300; step += 1) {
      grid.scrollTop = step * 250
      if (step % 10 === 0) await frame()
    }
    await frame()
    expect(elements(picker).length).to.equal(rows)
    expect(nodesIn(grid, frameNodes)).to.equal(before)
  })

  it('reads what is shown after a jump to the end', async () => {
    const { picker } = await show({ emulator: { incidents: 1000 } })
    await untilRows(picker)
    gridOf(picker).focus()
    press('End')
    await until(() => rowAt(picker, 999)?.classList.contains('incident'), 'the last row')
    expect(gridOf(picker).getAttribute('aria-activedescendant')).to.equal('row-999')
  })

  it('is one stop of the Tab key, with arrows, Home and PageDown inside', async () => {
    const { picker } = await show()
    await untilRows(picker)
    const grid = gridOf(picker)
    expect([...picker.renderRoot.querySelectorAll('.rows [tabindex="0"]')]).to.deep.equal([])
    grid.focus()
    press('ArrowDown')
    press('ArrowDown')
    await picker.updateComplete
    expect(grid.getAttribute('aria-activedescendant')).to.equal('row-1')
    expect(rowAt(picker, 1)!.id).to.equal('row-1')
    press('PageDown')
    await picker.updateComplete
    expect(Number(grid.getAttribute('aria-activedescendant')!.slice(4))).to.be.greaterThan(5)
    press('Home')
    await picker.updateComplete
    expect(grid.getAttribute('aria-activedescendant')).to.equal('row-0')
    expect(focused()).to.equal(grid)
  })

  it('opens an incident by Enter and by a click on its title', async () => {
    const { picker } = await show()
    await untilRows(picker)
    gridOf(picker).focus()
    press('ArrowDown')
    const byKey = nextEvent(picker, 'snow-incident-opened')
    press('Enter')
    expect((await byKey).detail.incident.shortDescription).to.equal(titleAt(picker, 0))
    const byClick = nextEvent(picker, 'snow-incident-opened')
    rowAt(picker, 1)!.querySelector<HTMLElement>('.title')!.click()
    expect((await byClick).detail.incident.shortDescription).to.equal(titleAt(picker, 1))
    expect(picker.selected.incidents).to.deep.equal([])
  })

  it('selects by Space, by range with Shift, and everything with Ctrl+A, and tells the host', async () => {
    const { picker } = await show()
    await untilRows(picker)
    const told: Selection[] = []
    picker.addEventListener('snow-selection-changed', (event) => told.push(event.detail))
    gridOf(picker).focus()
    press('ArrowDown')
    press(' ')
    press('ArrowDown', { shiftKey: true })
    press('ArrowDown', { shiftKey: true })
    press('ArrowUp', { shiftKey: true })
    expect(told.map(({ incidents }) => incidents.length)).to.deep.equal([1, 2, 3, 2])
    expect(picker.selected).to.deep.equal(told.at(-1))
    await picker.updateComplete
    expect(elements(picker).filter((row) => row.getAttribute('aria-selected') === 'true').length).to.equal(2)
    expect(statusOf(picker)).to.equal('2 selected')
    await expectAccessible(picker)
    press('a', { ctrlKey: true })
    expect(picker.selected.incidents.length).to.be.greaterThan(40)
    picker.clearSelection()
    expect(told.length).to.equal(5)
  })

  it('selects by checkbox, a range with Shift', async () => {
    const { picker } = await show()
    await untilRows(picker)
    const box = (row: number): HTMLInputElement => rowAt(picker, row)!.querySelector('input')!
    box(1).click()
    await picker.updateComplete
    expect(box(1).checked).to.equal(true)
    box(4).dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true, shiftKey: true }))
    await picker.updateComplete
    expect([0, 1, 2, 3, 4, 5].map((row) => box(row).checked)).to.deep.equal([
      ...[false, true, true, true, true, false],
    ])
    box(2).click()
    await picker.updateComplete
    expect(box(2).checked).to.equal(false)
    expect(picker.selected.incidents.length).to.equal(3)
  })

  it('shows the files of an incident below it, and picks single ones', async () => {
    const { picker } = await show()
    await untilRows(picker)
    const row = await untilFiles(picker)
    gridOf(picker).focus()
    for (let step = 0; step <= row; step += 1) press('ArrowDown')
    press('ArrowRight')
    await until(() => rowAt(picker, row + 1)?.classList.contains('file'), 'the first file')
    expect(rowAt(picker, row)!.getAttribute('aria-expanded')).to.equal('true')
    expect(rowAt(picker, row + 1)!.getAttribute('aria-level')).to.equal('3')
    press('ArrowRight')
    const active = (): string | null => gridOf(picker).getAttribute('aria-activedescendant')
    await until(() => active() === `row-${row + 1}`, 'the first file to be active')
    press(' ')
    await until(() => picker.selected.attachments.length > 0, 'the file to be selected')
    expect(picker.selected.attachments.map(({ fileName }) => fileName)).to.deep.equal([
      titleAt(picker, row + 1),
    ])
    expect(rowAt(picker, row)!.querySelector('input')!.indeterminate).to.equal(true)
    await expectAccessible(picker)

    const picked = nextEvent(picker, 'snow-attachment-picked')
    const confirmed = nextEvent(picker, 'snow-selection-confirmed')
    find(picker, '.selection .primary')!.click()
    expect((await picked).detail.attachment).to.equal(picker.selected.attachments[0])
    expect((await confirmed).detail).to.deep.equal(picker.selected)

    press('ArrowLeft')
    press('ArrowLeft')
    await until(() => rowAt(picker, row)!.getAttribute('aria-expanded') === 'false', 'the files are hidden')
    expect(gridOf(picker).getAttribute('aria-activedescendant')).to.equal(`row-${row}`)
  })

  it('shows the files of a selected incident as included, and leaves the incident when one is unticked', async () => {
    const { picker } = await show()
    await untilRows(picker)
    const row = await untilFiles(picker)
    rowAt(picker, row)!.querySelector('input')!.click()
    rowAt(picker, row)!.querySelector<HTMLElement>('.end button')!.click()
    await until(() => rowAt(picker, row + 2)?.classList.contains('file'), 'the files')
    const [incident] = picker.selected.incidents
    const box = rowAt(picker, row + 1)!.querySelector('input')!
    expect(picker.selected.attachments).to.deep.equal([])
    expect([box.checked, box.title]).to.deep.equal([true, `Included with ${incident!.number}`])
    expect(rowAt(picker, row + 1)!.getAttribute('aria-selected')).to.equal('false')
    expect(rowAt(picker, row + 1)!.querySelector('.meta')!.textContent).to.contain(box.title)
    await expectAccessible(picker)
    box.click()
    await picker.updateComplete
    expect(picker.selected.incidents).to.deep.equal([])
    const left = picker.selected.attachments.map(({ fileName }) => fileName)
    expect(left)
      .to.include(titleAt(picker, row + 2))
      .and.not.include(titleAt(picker, row + 1))
    expect([box.checked, box.title]).to.deep.equal([false, ''])
    expect(rowAt(picker, row + 2)!.getAttribute('aria-selected')).to.equal('true')
  })

  it('says that a selection was attached, until another is made', async () => {
    const { picker } = await show()
    await untilRows(picker)
    const attach = (): HTMLElement => find(picker, '.selection .primary')!
    rowAt(picker, 0)!.querySelector('input')!.click()
    await picker.updateComplete
    expect(attach().textContent!.trim()).to.equal('Attach')
    attach().click()
    await picker.updateComplete
    expect([attach().textContent!.trim(), statusOf(picker)]).to.deep.equal([
      'Attached',
      'Attached: 1 selected',
    ])
    await expectAccessible(picker)
    rowAt(picker, 1)!.querySelector('input')!.click()
    await picker.updateComplete
    expect([attach().textContent!.trim(), statusOf(picker)]).to.deep.equal(['Attach', '2 selected'])
  })

  it('shows that rows can be picked before one points at them', async () => {
    const { picker } = await show()
    const box = (await untilRows(picker)).querySelector('input')!
    expect(Number(getComputedStyle(box).opacity)).to.be.greaterThan(0.3)
  })

  it('shortens what it quotes, and breaks a long word', async () => {
    const { picker } = await show({}, { search: 'x'.repeat(150) })
    picker.style.inlineSize = '320px'
    const empty = await until(() => find(picker, '.empty'), 'the words for no match')
    expect(empty.textContent).to.contain(`“${'x'.repeat(60)}…”`)
    expect(empty.scrollWidth).to.be.at.most(empty.clientWidth)
  })

  it('searches what is typed, says when nothing matches, and keeps the selection', async () => {
    const { picker } = await show()
    await untilRows(picker)
    rowAt(picker, 0)!.querySelector('input')!.click()
    const kept = picker.selected
    const search = async (text: string): Promise<void> => {
      const box = find<HTMLInputElement>(picker, '.search input')!
      box.focus()
      box.value = text
      box.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }))
      await picker.updateComplete
      press('Enter')
    }
    await search(kept.incidents[0]!.number.toLowerCase())
    await until(() => find(picker, '.count')!.textContent === '1 incident', 'the one incident')
    await search('no such words ^ "anywhere" 🦄')
    await until(() => find(picker, '.empty'), 'the words for no match')
    expect(find(picker, '.empty')!.textContent).to.contain('No incident matches')
    expect(picker.selected).to.deep.equal(kept)
    await expectAccessible(picker)
    press('Escape')
    await untilRows(picker)
    expect([picker.search, focused()]).to.deep.equal(['', find(picker, '.search input')])
    press('ArrowDown')
    expect(focused()).to.equal(gridOf(picker))
    press('/')
    expect(focused()).to.equal(find(picker, '.search input'))
  })

  it('picks one thing, or nothing, when told so', async () => {
    const { picker } = await show({}, { selection: 'single' })
    await untilRows(picker)
    for (const row of [0, 1]) rowAt(picker, row)!.querySelector('input')!.click()
    await picker.updateComplete
    expect(picker.selected.incidents.length).to.equal(1)
    expect(gridOf(picker).getAttribute('aria-multiselectable')).to.equal('false')
    picker.selection = 'none'
    await picker.updateComplete
    expect(picker.selected.incidents).to.deep.equal([])
    expect(rowAt(picker, 0)!.hasAttribute('aria-selected')).to.equal(false)
    await expectAccessible(picker)
  })
})
