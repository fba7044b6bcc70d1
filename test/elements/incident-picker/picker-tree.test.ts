import { expect } from 'chai'
import type { IncidentPickerElement } from '../../../src/elements/incident-picker/incident-picker-element.js'
import { makeIncident } from '../../state/record-list-world.js'
import { expectAccessible } from '../../support/axe.js'
import { nextEvent, until } from '../../support/fixture.js'
import { focused, press } from '../../support/press.js'
import { find, gridOf, rowAt, show, titleAt, untilRows } from './picker-fixture.js'
import { showScripted } from './scripted-picker.js'

const active = (picker: IncidentPickerElement): string | null =>
  gridOf(picker).getAttribute('aria-activedescendant')

describe('<snow-incident-picker>: the table as the root of its tree', () => {
  it('is reached and selected by key', async () => {
    const { picker } = await show()
    await untilRows(picker)
    gridOf(picker).focus()
    press('ArrowDown')
    press('ArrowUp')
    await until(() => active(picker) === 'root', 'the root to be active')
    const told = nextEvent(picker, 'snow-selection-changed')
    press(' ')
    expect((await told).detail.rule).to.include({ table: 'incident', live: true, label: 'All' })
    await picker.updateComplete
    expect(find(picker, '#root')!.getAttribute('aria-selected')).to.equal('true')
    expect(rowAt(picker, 0)!.getAttribute('aria-selected')).to.equal('true')
    await expectAccessible(picker)
    press('ArrowDown')
    await until(() => active(picker) === 'row-0', 'the first record to be active')
    press('ArrowLeft')
    await until(() => active(picker) === 'root', 'the root again')
    press(' ')
    await picker.updateComplete
    expect(picker.selected.rule).to.equal(undefined)
  })

  it('numbers its rows after itself', async () => {
    const { picker } = await show()
    await untilRows(picker)
    expect(find(picker, '#root')!.getAttribute('aria-rowindex')).to.equal('1')
    expect(rowAt(picker, 0)!.getAttribute('aria-rowindex')).to.equal('2')
    expect(rowAt(picker, 0)!.getAttribute('aria-level')).to.equal('2')
  })

  it('keeps the last row clear of what stays on top', async () => {
    const { picker } = await show({ emulator: { incidents: 300 } })
    await untilRows(picker)
    gridOf(picker).focus()
    press('End')
    await until(() => rowAt(picker, 299)?.matches('.incident'), 'the last row')
    const list = gridOf(picker).getBoundingClientRect()
    expect(rowAt(picker, 299)!.getBoundingClientRect().bottom).to.be.at.most(list.bottom + 1)
    expect(find(picker, '.head')!.getBoundingClientRect().top).to.be.closeTo(list.top, 1)
    press('Home')
    await until(() => active(picker) === 'row-0', 'the first row')
    const head = find(picker, '.head')!.getBoundingClientRect()
    expect(rowAt(picker, 0)!.getBoundingClientRect().top).to.be.at.least(head.bottom - 1)
  })

  it('goes to a row by the first letters of its title', async () => {
    const { picker } = await show()
    await untilRows(picker)
    gridOf(picker).focus()
    const third = titleAt(picker, 3)
    for (const letter of third.slice(0, 12)) press(letter)
    await until(
      () => titleAt(picker, Number(active(picker)?.slice(4))) === third && active(picker)!.startsWith('row-'),
      'the row of that title',
    )
  })
})

describe('<snow-incident-picker>: typing ahead', () => {
  /** Types as a person does, and says which keys were left to the browser. */
  function type(text: string): string {
    const left: string[] = []
    const note = (event: KeyboardEvent): void => void (event.defaultPrevented || left.push(event.key))
    document.addEventListener('keydown', note)
    for (const letter of text) press(letter)
    document.removeEventListener('keydown', note)
    return left.join('')
  }

  it('goes on over spaces, which select nothing and scroll nothing', async () => {
    const others = [
      [18, makeIncident(18, { shortDescription: 'E-mail is down' })],
      [15, makeIncident(15, { shortDescription: 'E-mail server is slow' })],
    ] as const
    const { picker } = await showScripted(20, { others })
    gridOf(picker).focus()
    press('ArrowDown')
    expect(type('e-mail s')).to.equal('')
    await picker.updateComplete
    expect(active(picker)).to.equal('row-5')
    // Nothing is called so: a space is still one of a word, and no press on a row.
    expect(type('q is')).to.equal('qis')
    await picker.updateComplete
    expect([active(picker), picker.selected.incidents]).to.deep.equal(['row-5', []])
  })

  for (const [what, titles, typed, row] of [
    ['an accent of its own', ['E\u0301cran noir'], '\u00e9cr', 1],
    ['a mark of direction before it', ['\u200f\u2067\u05e9\u05dc\u05d5\u05dd'], '\u05e9', 1],
    ['a capital of two small letters, twice', ['\u0130stanbul', '\u0130zmir'], '\u0130\u0130', 2],
  ] as const) {
    it(`finds a title that begins with ${what}`, async () => {
      const others = titles.map(
        (shortDescription, at) => [19 - at, makeIncident(19 - at, { shortDescription })] as const,
      )
      const { picker } = await showScripted(20, { others })
      gridOf(picker).focus()
      type(typed)
      await picker.updateComplete
      expect(active(picker)).to.equal(`row-${row}`)
    })
  }
})

describe('<snow-incident-picker> where there is room', () => {
  async function wide(): Promise<IncidentPickerElement> {
    const { picker } = await show()
    picker.style.inlineSize = '960px'
    await untilRows(picker)
    await until(() => rowAt(picker, 0)?.matches('.wide'), 'the columns')
    return picker
  }
  const header = (picker: IncidentPickerElement, word: string): HTMLElement =>
    [...picker.renderRoot.querySelectorAll<HTMLElement>('[role="columnheader"]')].find((one) =>
      one.textContent!.includes(word),
    )!

  it('stands columns side by side, under their names, accessibly', async () => {
    const picker = await wide()
    const cells = rowAt(picker, 0)!.querySelectorAll('[role="gridcell"]').length
    expect(cells).to.equal(find(picker, '.header-row')!.querySelectorAll('[role="columnheader"]').length)
    expect(rowAt(picker, 0)!.getAttribute('aria-rowindex')).to.equal('3')
    await expectAccessible(picker)
  })

  it('orders by a click on a name, and by key', async () => {
    const picker = await wide()
    expect(header(picker, 'Opened').getAttribute('aria-sort')).to.equal('descending')
    const told = nextEvent(picker, 'snow-view-changed')
    header(picker, 'Number').querySelector('button')!.click()
    expect((await told).detail.view.sort).to.deep.equal([{ field: 'number', descending: true }])
    await picker.updateComplete
    expect(header(picker, 'Number').getAttribute('aria-sort')).to.equal('descending')
    const stops = find(picker, '.header-row')!.querySelectorAll('[tabindex="0"]')
    expect([...stops]).to.deep.equal([header(picker, 'Number').querySelector('button')])
    ;(stops[0] as HTMLElement).focus()
    press('ArrowRight')
    expect(focused()!.textContent).to.contain('Short description')
  })

  it('is one line below another again where there is none', async () => {
    const picker = await wide()
    picker.style.inlineSize = '420px'
    await until(() => !rowAt(picker, 0)!.matches('.wide'), 'the rows of two lines')
    expect(find(picker, '.header-row')).to.equal(null)
    expect(rowAt(picker, 0)!.querySelectorAll('.cell:not([hidden])').length).to.equal(0)
  })

  it('shows cards at 320 pixels, with nothing cut', async () => {
    const { picker } = await show()
    picker.style.inlineSize = '320px'
    await untilRows(picker)
    await until(() => rowAt(picker, 0)!.getBoundingClientRect().height >= 80, 'the cards')
    for (const meta of picker.renderRoot.querySelectorAll<HTMLElement>('.row.incident .meta')) {
      expect(meta.scrollHeight).to.be.at.most(meta.clientHeight + 1)
    }
    const toolbar = find(picker, '.toolbar')!
    expect(toolbar.scrollWidth).to.be.at.most(toolbar.clientWidth)
    await expectAccessible(picker)
  })
})
