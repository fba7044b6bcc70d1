import { expect } from 'chai'
import { html } from 'lit'
import type { IncidentPickerElement } from '../../../src/elements/incident-picker/incident-picker-element.js'
import { equals } from '../../../src/protocol/query-builders.js'
import type { Incident } from '../../../src/protocol/records.js'
import { undoMs } from '../../../src/state/selection-store.js'
import type { Selection } from '../../../src/state/types.js'
import { expectAccessible } from '../../support/axe.js'
import { fixture, nextEvent, until } from '../../support/fixture.js'
import { focused, press } from '../../support/press.js'
import { createTestClock } from '../../support/test-clock.js'
import type { World } from '../../support/world.js'
import { elements, find, gridOf, rowAt, show, statusOf, untilFiles, untilRows } from './picker-fixture.js'

const box = (picker: IncidentPickerElement, row: number): HTMLInputElement =>
  rowAt(picker, row)!.querySelector('input')!
const root = (picker: IncidentPickerElement): HTMLInputElement => find<HTMLInputElement>(picker, '.root')!
const barText = (picker: IncidentPickerElement): string =>
  find(picker, '.selection')?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
const summary = (picker: IncidentPickerElement): string =>
  find(picker, '.summary bdi')?.textContent?.trim() ?? ''

function tellingsOf(picker: IncidentPickerElement): Selection[] {
  const told: Selection[] = []
  picker.addEventListener('snow-selection-changed', ({ detail }) => told.push(detail))
  return told
}

/** Presses of keys and clicks take effect with the next update. */
async function after(picker: IncidentPickerElement, act: () => void): Promise<void> {
  act()
  await picker.updateComplete
}

async function someIncidents({ client }: World, limit: number): Promise<readonly Incident[]> {
  return (await client.incidents.list({ query: { kind: 'and', of: [] }, offset: 3, limit })).items
}

describe('<snow-incident-picker>: all that match', () => {
  it('does not cover the row that was ticked with what is said of it', async () => {
    const { picker } = await show()
    await untilRows(picker)
    const end = gridOf(picker).getBoundingClientRect().bottom
    const last = elements(picker).findLast((row) => row.getBoundingClientRect().bottom <= end)!
    last.querySelector('input')!.click()
    const bar = await until(() => find(picker, '.selection'), 'the bar')
    await until(
      () => last.getBoundingClientRect().bottom <= bar.getBoundingClientRect().top + 1,
      'the row above it',
    )
  })

  it('is offered once all that was read is selected, and taken by mouse', async () => {
    const { picker } = await show({ emulator: { incidents: 300 } })
    await untilRows(picker)
    const told = tellingsOf(picker)
    gridOf(picker).focus()
    await after(picker, () => press('a', { ctrlKey: true }))
    const offer = await until(() => find(picker, '.matching'), 'the offer')
    await expectAccessible(picker)
    await after(picker, () => offer.click())
    expect(told.length).to.equal(2)
    expect(told[1]!.incidents).to.deep.equal([])
    expect(told[1]!.rule).to.deep.include({ table: 'incident', label: 'All', live: false, exceptions: [] })
    expect([summary(picker), find(picker, '.matching')]).to.deep.equal(['All that match', null])
    expect(statusOf(picker)).to.equal('All that match: All')
    // The button is gone, and the focus is where the person goes on.
    expect(focused()).to.equal(gridOf(picker))
    await expectAccessible(picker)
  })

  it('covers rows that come later, makes exceptions by key, and follows those to come', async () => {
    const { picker, world } = await show({ emulator: { incidents: 300 } })
    await untilRows(picker)
    const told = tellingsOf(picker)
    root(picker).focus()
    await after(picker, () => root(picker).click())
    expect([root(picker).checked, told.length, told[0]!.rule?.live]).to.deep.equal([true, 1, true])
    expect(summary(picker)).to.equal('All that match, and those to come')
    gridOf(picker).focus()
    press('End')
    await until(
      () => rowAt(picker, world.emulator.export().tables['incident']!.length - 1)?.matches('.incident'),
      'the end',
    )
    expect(elements(picker).every((row) => row.getAttribute('aria-selected') === 'true')).to.equal(true)
    await after(picker, () => press(' '))
    await after(picker, () => press('ArrowUp'))
    await after(picker, () => press(' '))
    expect(summary(picker)).to.equal('All that match, and those to come, except 2')
    expect([root(picker).checked, root(picker).indeterminate]).to.deep.equal([false, true])
    expect(told.at(-1)!.rule?.exceptions.map(({ number }) => number)).to.have.length(2)
    await expectAccessible(picker)
    await after(picker, () => press(' '))
    expect(told.length).to.equal(4)
    const later = find<HTMLInputElement>(picker, '.later input')!
    await after(picker, () => later.click())
    expect([summary(picker), told.at(-1)!.rule?.live]).to.deep.equal(['All that match, except 1', false])
  })

  it('stays what it was when the list is searched: rows show whether they are covered', async () => {
    const { picker, world } = await show({ user: 'abel.tuter' }, { view: 'my-open' })
    await untilRows(picker)
    await after(picker, () => root(picker).click())
    picker.view = 'all'
    await until(
      () => statusOf(picker).length > 0 && find(picker, '.replacing') === null && root(picker).indeterminate,
      'the other rows',
    )
    await untilRows(picker)
    const list = { offset: 0, limit: 500, query: equals('active', 'false') }
    const closed = (await world.client.incidents.list(list)).items.map(({ number }) => number)
    const isClosed = (row: HTMLElement): boolean => closed.some((number) => row.textContent.includes(number))
    const incidents = (): HTMLElement[] => elements(picker).filter((row) => row.matches('.incident'))
    await until(() => incidents().some(isClosed), 'a closed one')
    for (const row of incidents()) {
      expect(row.getAttribute('aria-selected'), row.textContent).to.equal(String(!isClosed(row)))
    }
    expect(incidents().every(isClosed)).to.equal(false)
    expect(find(picker, '.selection .rule')!.textContent).to.equal('My open')
    await after(picker, () => root(picker).click())
    expect(picker.selected.rule?.label).to.equal('All')
    await after(picker, () => root(picker).click())
    expect(picker.selected).to.deep.equal({ incidents: [], attachments: [] })
  })

  it('takes a file out of a record that it covers', async () => {
    const { picker } = await show()
    await untilRows(picker)
    await after(picker, () => root(picker).click())
    const row = await untilFiles(picker)
    rowAt(picker, row)!.querySelector<HTMLElement>('.end button')!.click()
    await until(() => rowAt(picker, row + 2)?.matches('.file'), 'the files')
    expect(rowAt(picker, row + 1)!.querySelector('.meta')!.textContent).to.contain('Included with')
    await after(picker, () => box(picker, row + 1).click())
    expect([
      box(picker, row).indeterminate,
      box(picker, row + 1).checked,
      box(picker, row + 2).checked,
    ]).to.deep.equal([true, false, true])
    expect(picker.selected.attachments.length).to.be.greaterThan(0)
    expect(picker.selected.rule?.exceptions.length).to.equal(1)
  })

  it('is nothing where one thing, or a number of things, may be selected', async () => {
    const { picker } = await show({}, { maxSelected: 5 })
    await untilRows(picker)
    expect(root(picker)).to.equal(null)
    gridOf(picker).focus()
    await after(picker, () => press('a', { ctrlKey: true }))
    expect([picker.selected.incidents.length, find(picker, '.matching')]).to.deep.equal([5, null])
    picker.removeAttribute('max-selected')
    picker.maxSelected = Infinity
    picker.selection = 'single'
    await picker.updateComplete
    expect(root(picker)).to.equal(null)
  })
})

describe('<snow-incident-picker>: limits', () => {
  it('keep the first of a range, by key and by mouse, and say how many were left out', async () => {
    const { picker } = await show()
    picker.setAttribute('max-selected', '3')
    await untilRows(picker)
    gridOf(picker).focus()
    for (let step = 0; step < 3; step += 1) press('ArrowDown')
    await after(picker, () => press(' '))
    await after(picker, () => press('End', { shiftKey: true }))
    const left = 'At most 3 can be selected: '
    expect(statusOf(picker)).to.contain(left).and.contain('3 selected')
    expect(barText(picker)).to.contain(left)
    press('Home')
    await picker.updateComplete
    expect([1, 2, 3, 4, 5].map((row) => box(picker, row).checked)).to.deep.equal([
      false,
      true,
      true,
      true,
      false,
    ])
    await expectAccessible(picker)
    const told = tellingsOf(picker)
    await after(picker, () => box(picker, 0).click())
    expect([box(picker, 0).checked, told.length, picker.selected.incidents.length]).to.deep.equal([
      false,
      0,
      3,
    ])
    expect(barText(picker)).to.contain('At most 3 can be selected: 1 left out.')
    await after(picker, () => box(picker, 2).click())
    expect([barText(picker).includes(left), told.length]).to.deep.equal([false, 1])
  })

  it('of files: types and bytes, with the reason', async () => {
    const { picker } = await show()
    picker.setAttribute('accept', '.log')
    picker.setAttribute('max-total-bytes', 'lots')
    await untilRows(picker)
    const row = await untilFiles(picker)
    rowAt(picker, row)!.querySelector<HTMLElement>('.end button')!.click()
    await until(() => rowAt(picker, row + 2)?.matches('.file'), 'the files')
    const fileRow = (name: string): number => {
      const row = elements(picker).find((one) => one.querySelector('.title')!.textContent === name)!
      return Number(row.id.slice(4))
    }
    const log = fileRow('second.log')
    const text = fileRow('first.txt')
    await after(picker, () => box(picker, text).click())
    expect([picker.selected.attachments.length, statusOf(picker)]).to.deep.equal([
      0,
      '1 file of a type that is not taken here: left out.',
    ])
    await expectAccessible(picker)
    await after(picker, () => find(picker, '.selection button')!.click())
    await after(picker, () => press(' '))
    expect([picker.selected.attachments.length, statusOf(picker)]).to.deep.equal([
      0,
      '1 file of a type that is not taken here: left out.',
    ])
    await after(picker, () => find(picker, '.selection button')!.click())
    expect([find(picker, '.selection'), focused()]).to.deep.equal([null, gridOf(picker)])
    picker.maxTotalBytes = 5
    await picker.updateComplete
    await after(picker, () => box(picker, log).click())
    expect(barText(picker)).to.contain('Files may have 5 byte')
    picker.maxTotalBytes = Infinity
    await picker.updateComplete
    await after(picker, () => box(picker, log).click())
    expect(picker.selected.attachments.map(({ fileName }) => fileName)).to.deep.equal(['second.log'])
  })

  it('of the host say no in its words; one that throws is told, and breaks nothing', async () => {
    const { picker } = await show()
    await untilRows(picker)
    const number = rowAt(picker, 1)!
      .querySelector('.meta')!
      .textContent!.match(/INC\d+/)![0]
    picker.maySelect = (candidate) => {
      if (!('record' in candidate)) return true
      if (candidate.record.number === number) throw new Error('broken')
      return 'This project takes no <b>tickets</b>'
    }
    await picker.updateComplete
    await after(picker, () => box(picker, 0).click())
    expect(barText(picker)).to.contain('This project takes no <b>tickets</b>')
    const error = nextEvent(picker, 'snow-error')
    await after(picker, () => box(picker, 1).click())
    expect((await error).detail.error.code).to.equal('SNOW_CALLBACK_FAILED')
    expect(statusOf(picker)).to.contain('could not say')
    picker.maySelect = undefined
    await picker.updateComplete
    await after(picker, () => box(picker, 1).click())
    expect([picker.selected.incidents.length, barText(picker).includes('could not say')]).to.deep.equal([
      1,
      false,
    ])
  })

  it('does not mind a listener that throws', async () => {
    const { picker } = await show()
    await untilRows(picker)
    const thrown: string[] = []
    const { onerror } = window
    window.onerror = (...report) => {
      thrown.push(report[4]?.message ?? '')
      return true
    }
    picker.addEventListener('snow-selection-changed', () => {
      throw new Error('of the host')
    })
    try {
      await after(picker, () => box(picker, 0).click())
      await after(picker, () => box(picker, 1).click())
    } finally {
      window.onerror = onerror
    }
    expect([picker.selected.incidents.length, thrown]).to.deep.equal([2, ['of the host', 'of the host']])
    expect(summary(picker)).to.equal('2 selected')
  })
})

describe('<snow-incident-picker>: clearing', () => {
  it('can be undone by button and by key, and is told once', async () => {
    const { picker } = await show()
    await untilRows(picker)
    gridOf(picker).focus()
    await after(picker, () => press('a', { ctrlKey: true }))
    const before = picker.selected
    const told = tellingsOf(picker)
    await after(picker, () => find(picker, '.clear')!.click())
    expect(statusOf(picker)).to.equal('Selection cleared. Control Z undoes it.')
    expect([told.length, focused()]).to.deep.equal([1, gridOf(picker)])
    await expectAccessible(picker)
    await after(picker, () => find(picker, '.undo')!.click())
    expect([picker.selected, focused()]).to.deep.equal([before, gridOf(picker)])
    await after(picker, () => find(picker, '.clear')!.click())
    await after(picker, () => press('z', { ctrlKey: true }))
    expect([picker.selected, told.length, find(picker, '.undo')]).to.deep.equal([before, 4, null])
  })

  it('can be undone for a while; a button that goes hands its focus to the list', async () => {
    const clock = createTestClock()
    const { picker } = await show({ clock })
    await untilRows(picker)
    await after(picker, () => box(picker, 0).click())
    await after(picker, () => find(picker, '.clear')!.click())
    find(picker, '.undo')!.focus()
    clock.advance(undoMs)
    await picker.updateComplete
    expect([find(picker, '.selection'), focused()]).to.deep.equal([null, gridOf(picker)])
  })
})

describe('<snow-incident-picker>: from the start', () => {
  it('selects what is preselected without telling, and says what is not there', async () => {
    const { picker: other, world } = await show()
    const [first, second] = (await someIncidents(world, 2)) as [Incident, Incident]
    other.remove()
    const picker = document.createElement('snow-incident-picker')
    const told = tellingsOf(picker)
    const error = nextEvent(picker, 'snow-error')
    picker.setAttribute('preselected', `${first.number.toLowerCase()}, ${second.sysId} INC9999999`)
    Object.assign(picker, { view: 'all', workspace: world.workspace })
    picker.style.blockSize = '600px'
    fixture(html`${picker}`)
    await until(() => picker.selected.incidents.length === 2, 'the preselected')
    expect((await error).detail.error.code).to.equal('SNOW_NOT_FOUND_OR_HIDDEN')
    await untilRows(picker)
    expect([picker.selected.missing, told]).to.deep.equal([['INC9999999'], []])
    expect(statusOf(picker)).to.contain('2 selected').and.contain('1 that was to be selected does not exist')
    await expectAccessible(picker)
  })

  it('leaves out what the person took out, however often the page says what to begin with', async () => {
    const { picker } = await show()
    await untilRows(picker)
    for (const row of [0, 1]) await after(picker, () => box(picker, row).click())
    const names = picker.selected.incidents.map(({ number }) => number)
    picker.clearSelection()
    picker.preselected = names
    await until(() => picker.selected.incidents.length === 2, 'the preselected')
    await after(picker, () => box(picker, 0).click())
    for (const again of [[...names], names.join(' ')]) {
      // Some frameworks set a property with the words of the attribute.
      picker.preselected = again as readonly string[]
      await picker.updateComplete
      expect([picker.selected.incidents.length, picker.selected.wanted]).to.deep.equal([1, undefined])
    }
    picker.preselected = [...names].reverse()
    await until(() => picker.selected.incidents.length === 2, 'what is new in it')
  })

  it('remembers the selection by name, for the same person', async () => {
    const { picker, world } = await show({}, { remember: 'tickets' })
    await untilRows(picker)
    await until(() => picker.selected !== undefined, 'the picker')
    await after(picker, () => box(picker, 1).click())
    await until(() => Object.keys(sessionStorage).some((key) => key.endsWith('|tickets')), 'the memory')
    const { incidents } = picker.selected
    picker.remove()
    const again = document.createElement('snow-incident-picker')
    Object.assign(again, { view: 'all', workspace: world.page(), remember: 'tickets', preselected: ['INC1'] })
    fixture(html`${again}`)
    await until(() => again.selected.incidents.length === 1, 'the same selection')
    expect(again.selected).to.deep.equal({ incidents, attachments: [] })
    again.clearSelection()
    expect(Object.keys(sessionStorage).filter((key) => key.endsWith('|tickets'))).to.deep.equal([])
  })
})
