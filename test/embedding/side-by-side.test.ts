import { expect } from 'chai'
import { html } from 'lit'
import type { IncidentPickerElement } from '../../src/elements/incident-picker/incident-picker-element.js'
import '../../src/define/snow-incident-picker.js'
import { expectAccessible } from '../support/axe.js'
import { fixture, until } from '../support/fixture.js'
import { focused, press } from '../support/press.js'
import { createWorld } from '../support/world.js'
import { find, gridOf, rowAt, titleAt, untilRows } from '../elements/incident-picker/picker-fixture.js'

async function twoPickers(): Promise<readonly [IncidentPickerElement, IncidentPickerElement]> {
  const { workspace } = await createWorld({ user: 'beth.anglin' })
  const place = fixture<HTMLElement>(html`<div></div>`)
  const pickers = [0, 1].map(() => {
    const picker = document.createElement('snow-incident-picker')
    Object.assign(picker, { view: 'all', workspace })
    picker.style.blockSize = '400px'
    place.append(picker)
    return picker
  })
  const [one, two] = pickers as [IncidentPickerElement, IncidentPickerElement]
  await untilRows(one)
  await untilRows(two)
  return [one, two]
}

describe('two <snow-incident-picker> on a page', () => {
  it('search, select and tell each for itself', async () => {
    const [one, two] = await twoPickers()
    const told: [string, number][] = []
    for (const [name, picker] of Object.entries({ one, two })) {
      picker.addEventListener('snow-selection-changed', ({ detail }) =>
        told.push([name, detail.incidents.length]),
      )
    }
    const top = titleAt(two, 0)
    rowAt(one, 0)!.querySelector('input')!.click()
    one.search = one.selected.incidents[0]!.number
    await until(() => find(one, '.count')!.textContent === '1 incident', 'what one of them looks for')
    expect([two.search, two.selected.incidents, titleAt(two, 0)]).to.deep.equal(['', [], top])
    rowAt(two, 1)!.querySelector('input')!.click()
    rowAt(two, 2)!.querySelector('input')!.click()
    one.clearSelection()
    expect([one.selected.incidents.length, two.selected.incidents.length]).to.deep.equal([0, 2])
    expect(told).to.deep.equal([
      ['one', 1],
      ['two', 1],
      ['two', 2],
    ])
  })

  it('have a keyboard each', async () => {
    const [one, two] = await twoPickers()
    gridOf(one).focus()
    press('ArrowDown')
    press('ArrowDown')
    press('ArrowDown')
    gridOf(two).focus()
    press('ArrowDown')
    press(' ')
    press('/')
    expect(focused()).to.equal(find(two, '.search input'))
    await Promise.all([one.updateComplete, two.updateComplete])
    const active = [one, two].map((picker) => gridOf(picker).getAttribute('aria-activedescendant'))
    expect(active).to.deep.equal(['row-2', 'row-0'])
    expect([one.selected.incidents.length, two.selected.incidents.length]).to.deep.equal([0, 1])
    one.focus()
    press(' ')
    expect(one.selected.incidents.map(({ shortDescription }) => shortDescription)).to.deep.equal([
      titleAt(one, 2),
    ])
  })

  it('share no id in one tree, and are accessible together', async () => {
    const [one, two] = await twoPickers()
    for (const root of [document, one.renderRoot, two.renderRoot]) {
      const ids = [...root.querySelectorAll('[id]')].map(({ id }) => id)
      expect(ids).to.deep.equal([...new Set(ids)])
    }
    // Whatever an element refers to is in its own tree.
    for (const picker of [one, two]) {
      gridOf(picker).focus()
      press('ArrowDown')
      await picker.updateComplete
      const id = gridOf(picker).getAttribute('aria-activedescendant')!
      expect(picker.shadowRoot!.getElementById(id)).to.equal(rowAt(picker, 0))
    }
    await expectAccessible(one)
    await expectAccessible(two)
  })
})

describe('<snow-incident-picker> inside another shadow root', () => {
  it('lists, is driven by keyboard and tells the page outside', async () => {
    const { workspace } = await createWorld({ user: 'beth.anglin' })
    const outside = fixture<HTMLElement>(html`<div lang="de"></div>`)
    const inner = document.createElement('section')
    outside.attachShadow({ mode: 'open' }).append(inner)
    const picker = document.createElement('snow-incident-picker')
    Object.assign(picker, { view: 'all', workspace })
    picker.style.blockSize = '400px'
    inner.attachShadow({ mode: 'open' }).append(picker)
    await untilRows(picker)
    const told: unknown[] = []
    const life = new AbortController()
    document.addEventListener('snow-selection-changed', ({ detail }) => told.push(detail), life)
    gridOf(picker).focus()
    press('ArrowDown')
    press(' ')
    life.abort()
    expect(told).to.deep.equal([picker.selected])
    expect(picker.selected.incidents[0]!.shortDescription).to.equal(titleAt(picker, 0))
    expect(document.activeElement).to.equal(outside)
    expect(focused()).to.equal(gridOf(picker))
    // The language is that of the page around it, through both roots.
    await until(() => find(picker, '.count')!.textContent!.includes('Incidents'), 'German')
    expect(gridOf(picker).getAttribute('aria-label')).to.equal('Incidents')
    await expectAccessible(picker)
  })
})
