import { expect } from 'chai'
import fc from 'fast-check'
import { createRowMap, type Expansion, type RowPlace } from '../../src/state/record-list-rows.js'

/** The rows as they would be written out one by one. */
function writtenOut(incidents: number, expansions: readonly Expansion[]): RowPlace[] {
  const rows: RowPlace[] = []
  for (let index = 0; index < incidents; index += 1) {
    rows.push({ kind: 'record', index })
    const children = expansions.find((expansion) => expansion.index === index)?.children ?? 0
    for (let child = 0; child < children; child += 1) rows.push({ kind: 'child', index, child })
  }
  return rows
}

const lists = fc.integer({ min: 0, max: 30 }).chain((incidents) =>
  fc.record({
    incidents: fc.constant(incidents),
    expansions: fc.uniqueArray(fc.record({ index: fc.nat({ max: 40 }), children: fc.nat({ max: 4 }) }), {
      selector: ({ index }) => index,
      maxLength: 8,
    }),
  }),
)

describe('createRowMap', () => {
  it('places every row as if they were written out', () => {
    fc.assert(
      fc.property(lists, ({ incidents, expansions }) => {
        const map = createRowMap(incidents, expansions)
        const rows = writtenOut(incidents, expansions)
        expect(map.count).to.equal(rows.length)
        rows.forEach((place, row) => {
          expect(map.placeOf(row)).to.deep.equal(place)
          if (place.kind === 'record') expect(map.rowOf(place.index)).to.equal(row)
        })
      }),
    )
  })

  it('does not walk a million incidents', () => {
    const map = createRowMap(1_000_000, [{ index: 999_999, children: 3 }])
    expect(map.placeOf(1_000_002)).to.deep.equal({ kind: 'child', index: 999_999, child: 2 })
  })
})
