import { expect } from 'chai'
import fc from 'fast-check'
import {
  geometryOf,
  maximumHeight,
  topToShow,
  windowOf,
} from '../../src/controllers/virtual-list-geometry.js'

const lists = fc.record({
  count: fc.integer({ min: 1, max: 2_000_000 }),
  rowHeight: fc.integer({ min: 20, max: 200 }),
  viewport: fc.integer({ min: 0, max: 2000 }),
})

describe('virtual list geometry', () => {
  it('covers the view at every place of the scroll bar, from the first row to the last', () => {
    fc.assert(
      fc.property(lists, fc.double({ min: 0, max: 1, noNaN: true }), (list, part) => {
        const { count, rowHeight, viewport } = list
        const { height, scale } = geometryOf(count, rowHeight, viewport)
        expect(height).to.be.at.most(maximumHeight)
        const top = Math.max(0, height - viewport) * part * scale
        const { first, size } = windowOf(top, list, 2)
        expect(first).to.be.at.least(0)
        expect(first + size).to.be.at.most(count)
        expect(first * rowHeight).to.be.at.most(top + 0.001)
        expect((first + size) * rowHeight).to.be.at.least(Math.min(count * rowHeight, top + viewport) - 0.001)
      }),
    )
  })

  it('reaches the end of a list that is too tall for a browser', () => {
    const list = { count: 1_000_000, rowHeight: 64, viewport: 600 }
    const { height, scale } = geometryOf(list.count, list.rowHeight, list.viewport)
    const { first, size } = windowOf((height - list.viewport) * scale, list, 2)
    expect(first + size).to.equal(1_000_000)
  })

  it('keeps the number of rows when the list is scrolled', () => {
    fc.assert(
      fc.property(lists, fc.nat(), fc.nat(), (list, one, other) => {
        expect(windowOf(one, list, 2).size).to.equal(windowOf(other, list, 2).size)
      }),
    )
  })

  it('scrolls no further than it must', () => {
    const list = { rowHeight: 50, viewport: 200 }
    expect(topToShow(3, 0, list)).to.equal(0)
    expect(topToShow(4, 0, list)).to.equal(50)
    expect(topToShow(1, 90, list)).to.equal(50)
  })
})
