import { expect } from 'chai'
import type { IncidentPickerElement } from '../../../src/elements/incident-picker/incident-picker-element.js'
import { SnowError } from '../../../src/shared/errors.js'
import { makeIncident } from '../../state/record-list-world.js'
import { expectAccessible } from '../../support/axe.js'
import { nextEvent, until } from '../../support/fixture.js'
import { press } from '../../support/press.js'
import { createTestClock } from '../../support/test-clock.js'
import { find, frame, gridOf, rowAt, statusOf, titleAt, untilRows } from './picker-fixture.js'
import { showScripted } from './scripted-picker.js'

const noteOf = (picker: IncidentPickerElement): string =>
  find(picker, '.list-note')?.textContent?.trim() ?? ''
const barOf = (picker: IncidentPickerElement): string => find(picker, '.selection')?.textContent ?? ''
const isListed = (picker: IncidentPickerElement, row: number): boolean =>
  rowAt(picker, row)?.matches('.incident') ?? false

/** What nobody caught of what an act began, where the browser lets nothing into the clipboard. */
async function rejectionsOf(act: () => void): Promise<readonly string[]> {
  const uncaught: string[] = []
  const note = (event: PromiseRejectionEvent): void => {
    event.preventDefault()
    uncaught.push(String(event.reason))
  }
  const writeText = (): Promise<void> => Promise.reject(new Error('not allowed'))
  Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true })
  addEventListener('unhandledrejection', note)
  try {
    act()
    await frame()
    await frame()
  } finally {
    removeEventListener('unhandledrejection', note)
    Reflect.deleteProperty(navigator, 'clipboard')
  }
  return uncaught
}

describe('<snow-incident-picker> when ServiceNow asks to wait', () => {
  it('counts down while a fling by scroll bar or by key waits, then goes on by itself', async () => {
    const clock = createTestClock()
    const shown = await showScripted(500, { clock })
    const { picker } = shown
    const grid = gridOf(picker)
    const flings = [
      () => (grid.scrollTop = 200 * 64),
      () => {
        grid.focus()
        press('End')
      },
    ]
    for (const [nth, fling] of flings.entries()) {
      shown.failure = new SnowError('SNOW_RATE_LIMITED', 'Too many requests', { retryAfterMs: 12_000 })
      fling()
      const row = [202, 499][nth]!
      await until(() => rowAt(picker, row)?.matches('.loading'), 'the stand-ins')
      clock.advance(80)
      await until(() => noteOf(picker).includes(' 12 seconds'), 'the note')
      clock.advance(1_000)
      await picker.updateComplete
      expect(noteOf(picker)).to.contain(' 11 seconds')
      clock.advance(9_500)
      await picker.updateComplete
      expect(noteOf(picker)).to.contain(' 2 seconds')
      expect(rowAt(picker, row)!.matches('.loading')).to.equal(true)
      if (nth === 0) await expectAccessible(picker)
      shown.failure = undefined
      clock.advance(1_500)
      await until(() => isListed(picker, row), 'the rows')
      expect(noteOf(picker)).to.equal('')
    }
  })
})

describe('<snow-incident-picker> when a record is deleted while it is selected', () => {
  it('keeps it, says so by words and to the page, and takes that back when it is there again', async () => {
    const shown = await showScripted(80)
    const { picker } = shown
    rowAt(picker, 1)!.querySelector('input')!.click()
    gridOf(picker).focus()
    press('ArrowDown')
    press('ArrowDown')
    press(' ')
    const { incidents } = picker.selected
    expect(incidents.map(({ number }) => number)).to.deep.equal(['INC0000079', 'INC0000077'])
    shown.others.set(77, undefined)
    await picker.refresh()
    await until(() => titleAt(picker, 3) === 'Incident 76', 'the list without it')
    await until(() => barOf(picker).includes('1 of them is no longer there'), 'the note')
    expect(statusOf(picker)).to.contain('no longer there').and.contain('2 selected')
    expect([picker.selected.incidents, picker.selected.gone]).to.deep.equal([
      incidents,
      [makeIncident(77).sysId],
    ])
    await expectAccessible(picker)
    shown.others.delete(77)
    await picker.refresh()
    await until(() => !barOf(picker).includes('no longer there'), 'the note to go')
    expect(picker.selected.gone).to.equal(undefined)
  })
})

describe('<snow-incident-picker> when permissions change while it is open', () => {
  it('takes the rows away and says why, keeps the selection, and shows them once they may be read', async () => {
    const shown = await showScripted(80)
    const { picker } = shown
    rowAt(picker, 1)!.querySelector('input')!.click()
    await picker.updateComplete
    const { selected } = picker
    const told: string[] = []
    picker.addEventListener('snow-error', ({ detail }) => told.push(detail.error.code))
    shown.failure = new SnowError('SNOW_ACL_DENIED', 'Not any more', { status: 403 })
    await picker.refresh()
    const error = await until(() => find(picker, '.error'), 'the error')
    expect(error.textContent).to.contain('SNOW_ACL_DENIED')
    expect([gridOf(picker).hidden, picker.selected, told]).to.deep.equal([
      true,
      selected,
      ['SNOW_ACL_DENIED'],
    ])
    await expectAccessible(picker)
    const copy = [...error.querySelectorAll('button')].find((button) => button.textContent!.includes('Copy'))!
    expect(await rejectionsOf(() => copy.click())).to.deep.equal([])
    shown.failure = undefined
    await picker.refresh()
    await untilRows(picker)
    expect([rowAt(picker, 1)!.getAttribute('aria-selected'), picker.selected]).to.deep.equal([
      'true',
      selected,
    ])
  })
})

describe('<snow-incident-picker> when its list is refused', () => {
  it('is tried again by its button, which hands the focus to the list', async () => {
    const shown = await showScripted(80)
    const { picker } = shown
    const again = (): HTMLButtonElement | undefined =>
      [...picker.renderRoot.querySelectorAll<HTMLButtonElement>('.error button')].find(({ textContent }) =>
        textContent!.includes('Try again'),
      )
    shown.failure = new SnowError('SNOW_ACL_DENIED', 'Not any more', { status: 403 })
    await picker.refresh()
    const before = await until(again, 'the button')
    before.focus()
    before.click()
    await frame()
    await frame()
    // Still refused: whoever tries by key can go on trying.
    expect([picker.shadowRoot!.activeElement, gridOf(picker).hidden]).to.deep.equal([again(), true])
    shown.failure = undefined
    again()!.click()
    await until(() => isListed(picker, 0), 'the rows')
    expect(picker.shadowRoot!.activeElement).to.equal(gridOf(picker))
  })
})

describe('<snow-incident-picker> with odd records', () => {
  /** Eight thousand characters that turn directions and never turn them back, and pictures of two halves. */
  const wild = '\u202eabc\u2067\u2066\u202b שלום \u200f👩‍👩‍👧‍👦🇨🇭👍🏽'.repeat(400).slice(0, 8_000)

  it('shows a long wild title in its own row and nowhere else', async () => {
    const others = [[80, makeIncident(80, { shortDescription: wild })]] as const
    const { picker } = await showScripted(80, { others })
    expect(wild.length).to.equal(8_000)
    const title = rowAt(picker, 0)!.querySelector<HTMLElement>('.title')!
    expect(title.textContent!.length).to.be.within(300, 401)
    // No half of a picture is left where it was cut.
    expect(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(title.textContent!)).to.equal(false)
    expect(rowAt(picker, 0)!.getBoundingClientRect().height).to.equal(64)
    expect(title.getBoundingClientRect().right).to.be.at.most(gridOf(picker).getBoundingClientRect().right)
    const start = (row: number): number =>
      rowAt(picker, row)!.querySelector('.meta')!.getBoundingClientRect().left
    expect([titleAt(picker, 1), start(0)]).to.deep.equal(['Incident 79', start(1)])
    expect(gridOf(picker).scrollWidth).to.equal(gridOf(picker).clientWidth)
    const opened = nextEvent(picker, 'snow-incident-opened')
    title.click()
    expect((await opened).detail.incident.shortDescription).to.equal(wild)
    press(' ')
    await picker.updateComplete
    expect(picker.selected.incidents.map(({ number }) => number)).to.deep.equal(['INC0000080'])
    await expectAccessible(picker)
  })

  it('names a row without number by its title, to select and open by mouse and by key', async () => {
    const nameless = makeIncident(80, { number: '', shortDescription: 'Nobody knows my number' })
    const bare = makeIncident(79, { number: '', shortDescription: '' })
    const { picker } = await showScripted(80, {
      others: [
        [80, nameless],
        [79, bare],
      ],
    })
    const box = (row: number): HTMLInputElement => rowAt(picker, row)!.querySelector('input')!
    expect(box(0).getAttribute('aria-label')).to.equal('Select Nobody knows my number')
    expect(titleAt(picker, 1)).to.not.equal('')
    expect(box(1).getAttribute('aria-label')).to.equal(`Select ${titleAt(picker, 1)}`)
    box(0).click()
    gridOf(picker).focus()
    press('ArrowDown')
    press(' ')
    await picker.updateComplete
    expect(picker.selected.incidents).to.deep.equal([nameless, bare])
    const byKey = nextEvent(picker, 'snow-incident-opened')
    press('Enter')
    expect((await byKey).detail.incident).to.equal(bare)
    const byMouse = nextEvent(picker, 'snow-incident-opened')
    rowAt(picker, 0)!.querySelector<HTMLElement>('.main')!.click()
    expect((await byMouse).detail.incident).to.equal(nameless)
    await expectAccessible(picker)
  })
})
