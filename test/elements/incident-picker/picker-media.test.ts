import { expect } from 'chai'
import type { IncidentPickerElement } from '../../../src/elements/incident-picker/incident-picker-element.js'
import { until } from '../../support/fixture.js'
import { press } from '../../support/press.js'
import { applyMedia } from '../../support/with-media.js'
import { find, gridOf, rowAt, show, untilFiles, untilRows } from './picker-fixture.js'

/** What a finger has to hit; of a box in a cell or label, all of that counts. */
function targets(picker: IncidentPickerElement): readonly HTMLElement[] {
  const controls = [
    ...picker.renderRoot.querySelectorAll<HTMLElement>('button, input, select, textarea, a[href]'),
  ]
  return controls
    .filter((control) => control.checkVisibility({ visibilityProperty: true }))
    .map((control) =>
      control.matches('input[type="checkbox"], input[type="radio"]')
        ? (control.closest<HTMLElement>('.pick, label, .root-row') ?? control)
        : control,
    )
}

/** One line for each target that is too small, in pixels. */
function tooSmall(picker: IncidentPickerElement): readonly string[] {
  return targets(picker).flatMap((target) => {
    const { width, height } = target.getBoundingClientRect()
    // A row has its line within.
    const isSmall = Math.min(width, height) < 43
    const name = `${target.localName}.${target.className} ${target.getAttribute('aria-label') ?? target.textContent!.trim().slice(0, 30)}`
    return isSmall ? [`${name}: ${Math.round(width)} × ${Math.round(height)}`] : []
  })
}

const root = (picker: IncidentPickerElement): ShadowRoot => picker.renderRoot as ShadowRoot

describe('<snow-incident-picker> on a touch screen', () => {
  it('has nothing to press that is smaller than 44 pixels, whatever is open', async () => {
    const { picker } = await show({}, { viewString: '1~incident~all~priority.1.2.3.4~assigned_to.me' })
    await untilRows(picker)
    expect(applyMedia(root(picker), 'pointer: coarse')).to.be.greaterThan(3)
    const small = new Map<string, readonly string[]>()
    const look = (state: string): unknown => small.set(state, tooSmall(picker))
    await until(() => find(picker, '.chip'), 'the filters that are on')
    look('filters on')
    for (const tool of ['view', 'order', 'display', 'filter']) {
      find(picker, `#tool-${tool}`)!.click()
      await until(() => find(picker, `#tool-${tool}-popup`), tool)
      if (tool === 'filter') await until(() => find(picker, 'label.choice'), 'the choices')
      look(tool)
      press('Escape')
      await until(() => find(picker, `#tool-${tool}-popup`) === null, `${tool} to close`)
    }
    picker.filters = {}
    await until(() => find(picker, '.chip') === null && find(picker, '.replacing') === null, 'all of them')
    const row = await untilFiles(picker)
    rowAt(picker, row)!.querySelector<HTMLElement>('.end button')!.click()
    await until(() => rowAt(picker, row + 1)?.matches('.file'), 'the files')
    gridOf(picker).focus()
    press('a', { ctrlKey: true })
    await until(() => find(picker, '.matching'), 'the selection')
    look('selection')
    find(picker, '.matching')!.click()
    await until(() => find(picker, '.later'), 'the rule')
    look('rule')
    find(picker, '.clear')!.click()
    await until(() => find(picker, '.undo'), 'the way back')
    look('cleared')
    rowAt(picker, row + 1)!
      .querySelector<HTMLElement>('.end button')!
      .click()
    await until(() => find(picker, '.preview'), 'the file')
    look('file')
    press('Escape')
    picker.style.inlineSize = '960px'
    await until(() => find(picker, '.header-row'), 'the columns')
    look('columns')
    picker.density = 'compact'
    await until(() => find(picker, '.dense'), 'closer rows')
    look('columns, compact')
    picker.style.inlineSize = '420px'
    await until(() => find(picker, '.header-row') === null, 'no columns')
    look('compact')
    picker.search = 'zebra crossing'
    await until(() => find(picker, '.empty'), 'no match')
    look('no match')
    expect([...small].filter(([, lines]) => lines.length > 0)).to.deep.equal([])
  })
})

describe('<snow-incident-picker> where the person wants less, or other colours', () => {
  const seen = (picker: IncidentPickerElement): readonly CSSStyleDeclaration[] =>
    [...picker.renderRoot.querySelectorAll('*')].map((element) => getComputedStyle(element))

  it('moves nothing when motion is to be reduced', async () => {
    const { picker } = await show({
      intercept: ({ url }) => (url.includes('/table/incident') ? new Promise<Response>(() => {}) : undefined),
    })
    await until(() => find(picker, '.row.loading'), 'the stand-ins')
    const moving = (): number =>
      seen(picker).filter(
        ({ animationName, animationIterationCount, transitionDuration }) =>
          (animationName !== 'none' && animationIterationCount !== '1') ||
          transitionDuration.split(', ').some((duration) => Number.parseFloat(duration) > 0.001),
      ).length
    // Where the browser is told so already, nothing moves before either.
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) expect(moving()).to.be.greaterThan(3)
    applyMedia(root(picker), 'prefers-reduced-motion')
    expect(moving()).to.equal(0)
  })

  it('shows by more than colour what is selected, with the colours of the system', async () => {
    const { picker } = await show()
    await untilRows(picker)
    expect(applyMedia(root(picker), 'forced-colors')).to.be.greaterThan(3)
    rowAt(picker, 1)!.querySelector('input')!.click()
    await picker.updateComplete
    const outlines = [0, 1].map((row) => getComputedStyle(rowAt(picker, row)!).outlineStyle)
    expect(outlines).to.deep.equal(['none', 'solid'])
    expect(getComputedStyle(rowAt(picker, 0)!.querySelector('input')!).opacity).to.equal('1')
  })
})
