import { expect } from 'chai'
import fc from 'fast-check'
import {
  createPickerRow,
  type DrawnPickerRow,
  type PickerRow,
} from '../../../src/elements/incident-picker/picker-row.js'
import { shapes, type Shape } from '../../../src/elements/incident-picker/row-shapes.js'

const word = fc.string({ maxLength: 5 })

/** Any row there may be; what a kind of row does not have is not there. */
const anyView: fc.Arbitrary<PickerRow> = fc.record(
  {
    row: fc.nat(9),
    level: fc.constantFrom(1, 2),
    kind: fc.constantFrom('incident', 'incident changed', 'child file', 'loading', 'failed'),
    title: word,
    meta: word,
    details: word,
    shape: fc.constantFrom(...(Object.keys(shapes) as Shape[])),
    shapeLabel: word,
    expanded: fc.boolean(),
    selected: fc.constantFrom('none', 'some', 'all', 'included'),
    selectLabel: word,
    selectHint: word,
    button: word,
    buttonLabel: word,
    buttonIcon: word,
  },
  { requiredKeys: ['row', 'level', 'kind', 'title', 'meta'] },
)

const boxOf = ({ element }: DrawnPickerRow): HTMLInputElement => element.querySelector('input')!

describe('createPickerRow', () => {
  it('reads as one that was made for what it shows, whatever stood in it before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyView, fc.boolean()), { minLength: 2, maxLength: 5 }), (views) => {
        const used = createPickerRow()
        for (const [view, active] of views) used.draw(view, active)
        const fresh = createPickerRow()
        fresh.draw(...views.at(-1)!)
        const [one, other] = [boxOf(used), boxOf(fresh)]
        expect(used.element.isEqualNode(fresh.element), used.element.outerHTML).to.equal(true)
        expect([one.checked, one.indeterminate]).to.deep.equal([other.checked, other.indeterminate])
      }),
    )
  })

  it('says what it is told, and shows it as text', () => {
    const { element, draw } = createPickerRow()
    const title = '<img src=x onerror=alert(1)>'
    draw({ row: 4, level: 1, kind: 'incident', title, meta: 'INC1', expanded: false, selected: 'all' }, true)
    expect(element.querySelector('.title')!.textContent).to.equal(title)
    expect(element.querySelectorAll('img').length).to.equal(0)
    expect(element.className).to.equal('row incident active selected')
    const attributes = ['id', 'aria-rowindex', 'aria-level', 'aria-expanded', 'aria-selected']
    const said = attributes.map((name) => element.getAttribute(name))
    expect(said).to.deep.equal(['row-4', '5', '1', 'false', 'true'])
  })

  it('ticks the box again that a person unticked without effect', () => {
    const row = createPickerRow()
    const view = { row: 0, level: 1, kind: 'incident', title: '', meta: '', selected: 'all' } as const
    row.draw(view, false)
    boxOf(row).click()
    row.draw(view, false)
    expect(boxOf(row).checked).to.equal(true)
  })
})
