import { expect } from 'chai'
import fc from 'fast-check'
import { itemsThatFit } from '../../src/controllers/overflow-controller.js'

const widths = [60, 50, 90, 80]

describe('itemsThatFit', () => {
  it('keeps all when there is room for all, and needs no button then', () => {
    expect(itemsThatFit({ widths, room: 280, more: 44, selected: 0 })).to.deep.equal([0, 1, 2, 3])
  })

  it('keeps the first ones beside the button', () => {
    expect(itemsThatFit({ widths, room: 279, more: 44, selected: 0 })).to.deep.equal([0, 1, 2])
    expect(itemsThatFit({ widths, room: 200, more: 44, selected: 0 })).to.deep.equal([0, 1])
  })

  it('keeps the selected one in the place of others', () => {
    expect(itemsThatFit({ widths, room: 200, more: 44, selected: 3 })).to.deep.equal([0, 3])
    expect(itemsThatFit({ widths, room: 10, more: 44, selected: 3 })).to.deep.equal([3])
  })

  it('always keeps the selected one, in order, and overflows only by it', () => {
    const width = fc.integer({ min: 1, max: 200 })
    const sizes = fc.array(width, { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(sizes, fc.nat(1000), fc.nat(7), (widths, room, at) => {
        const selected = at % widths.length
        const kept = itemsThatFit({ widths, room, more: 44, selected })
        expect(kept).to.include(selected)
        expect([...kept].sort((a, b) => a - b)).to.deep.equal(kept)
        const used = kept.reduce((total, index) => total + (widths[index] ?? 0), 0)
        if (kept.length > 1) expect(used).to.be.at.most(room)
      }),
    )
  })
})
