import { expect } from 'chai'
import type { IncidentPickerElement } from '../../../src/elements/incident-picker/incident-picker-element.js'
import { makeIncident } from '../../state/record-list-world.js'
import { until } from '../../support/fixture.js'
import { press } from '../../support/press.js'
import { frame, gridOf, rowAt, titleAt } from './picker-fixture.js'
import { showScripted } from './scripted-picker.js'

const isThere = (picker: IncidentPickerElement, row: number): boolean =>
  rowAt(picker, row)?.classList.contains('incident') ?? false

/** Whether a row is wholly in view. */
function isInView(picker: IncidentPickerElement, row: number): boolean {
  const [view, box] = [gridOf(picker), rowAt(picker, row)!].map((one) => one.getBoundingClientRect())
  return box!.top >= view!.top - 1 && box!.bottom <= view!.bottom + 1
}

describe('<snow-incident-picker> with a long list', () => {
  it('reaches the last of a million incidents by key and by scroll bar, and comes back', async () => {
    const { picker } = await showScripted(1_000_000)
    const last = 999_999
    const grid = gridOf(picker)
    grid.focus()
    press('End')
    await until(() => isThere(picker, last) && isInView(picker, last), 'the last incident')
    expect(titleAt(picker, last)).to.equal('Incident 1')
    expect(grid.getAttribute('aria-activedescendant')).to.equal(`row-${last}`)
    press('Home')
    await until(() => isThere(picker, 0) && isInView(picker, 0), 'the first incident')
    grid.scrollTop = grid.scrollHeight
    await until(() => isThere(picker, last) && isInView(picker, last), 'the last incident again')
    grid.scrollTop = grid.scrollHeight / 2
    await until(() => rowAt(picker, last) === undefined, 'rows of the middle')
    const drawn = [...picker.renderRoot.querySelectorAll('.rows [role="row"]')]
    const tops = drawn.map((row) => row.getBoundingClientRect().top).sort((a, b) => a - b)
    const gaps = tops.slice(1).map((top, nth) => Math.round(top - tops[nth]!))
    expect(new Set(gaps)).to.deep.equal(new Set([64]))
  })

  it('does not move when sync changes a row in view and brings another', async () => {
    const { picker, workspace } = await showScripted(500)
    const grid = gridOf(picker)
    grid.scrollTop = 100 * 64 + 20
    await until(() => isThere(picker, 104), 'the rows further down')
    const before = { top: grid.scrollTop, box: rowAt(picker, 104)!.getBoundingClientRect().top }
    const incident = makeIncident(500 - 104, { shortDescription: 'Other words', modCount: 7 })
    const table = 'incident' as const
    await workspace.sync.deliver(
      { id: '1', kind: 'changed', table, incident, before: undefined },
      { id: '2', kind: 'added', table, incident: makeIncident(501), before: undefined },
    )
    await until(() => titleAt(picker, 104) === 'Other words', 'the other words')
    await frame()
    const after = { top: grid.scrollTop, box: rowAt(picker, 104)!.getBoundingClientRect().top }
    expect(after).to.deep.equal(before)
  })

  it('drops an answer that comes when a fling has passed its rows', async () => {
    const shown = await showScripted(100_000)
    const { picker, held } = shown
    const grid = gridOf(picker)
    shown.hold = true
    grid.scrollTop = 20_000 * 64
    const passed = await until(() => held.find(({ offset }) => offset === 20_000), 'the first request')
    grid.scrollTop = 60_000 * 64
    const wanted = await until(() => held.find(({ offset }) => offset === 60_000), 'the second request')
    passed.answer()
    await frame()
    expect(rowAt(picker, 60_004)!.classList.contains('loading')).to.equal(true)
    wanted.answer()
    await until(() => isThere(picker, 60_004), 'the rows where the fling rested')
    expect(titleAt(picker, 60_004)).to.equal(`Incident ${100_000 - 60_004}`)
    grid.scrollTop = 20_000 * 64
    await until(() => rowAt(picker, 20_004)?.classList.contains('loading'), 'the rows that were passed')
  })
})
