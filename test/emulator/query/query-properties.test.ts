import { expect } from 'chai'
import fc from 'fast-check'
import { ApiError } from '../../../src/emulator/api-error.js'
import { parseEncodedQuery } from '../../../src/emulator/query/encoded-query.js'
import { runQuery } from '../../../src/emulator/query/run-query.js'
import { type Store } from '../../../src/emulator/storage/store.js'
import { query } from './random-query.js'
import { randomWorld, storeOf } from './random-world.js'
import { referenceAnswer, type ReferenceOptions } from './reference-query.js'
import { type ReferenceWorld } from './reference-values.js'

const options: fc.Arbitrary<ReferenceOptions> = fc.record({
  table: fc.constantFrom('incident', 'incident', 'task'),
  caretEscape: fc.constantFrom('literal' as const, 'literal' as const, 'separator' as const),
  invalid: fc.constantFrom('drop' as const, 'drop' as const, 'no-rows' as const, 'forbidden' as const),
})

/** What the emulator answers, in the form of the reference. */
function emulatorAnswer(
  text: string,
  world: ReferenceWorld,
  { table, caretEscape, invalid }: ReferenceOptions,
  store: Store,
): readonly string[] | 'refused' {
  const { userId, userName, literalTimes, scripts } = world
  const timeZone = world.offset === 0 ? 'GMT' : 'Asia/Kolkata'
  const context = { store, userId, userName, now: world.now, timeZone, literalTimes, scripts }
  const everything = { offset: 0, limit: Infinity, count: true, invalid }
  try {
    const answer = runQuery(store.table(table), parseEncodedQuery(text, caretEscape), context, everything)
    expect(answer.total).to.equal(answer.rows.length)
    return answer.rows.map((row) => row.sys_id!)
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return 'refused'
    throw error
  }
}

describe('evaluation of encoded queries', function () {
  this.timeout(20_000)

  it('finds what an independent reference finds, in its order, for random rows and queries', () => {
    fc.assert(
      fc.property(randomWorld(12), query, options, (world, text, option) => {
        expect(emulatorAnswer(text, world, option, storeOf(world))).to.deep.equal(
          referenceAnswer(text, world, option),
        )
      }),
      { numRuns: 800 },
    )
  })

  it('finds the same by every index, for random queries over many rows', () => {
    const [world] = fc.sample(randomWorld(400), { numRuns: 1, seed: 7 }) as [ReferenceWorld]
    const store = storeOf(world)
    fc.assert(
      fc.property(query, options, (text, option) => {
        expect(emulatorAnswer(text, world, option, store)).to.deep.equal(referenceAnswer(text, world, option))
      }),
      { numRuns: 350 },
    )
  })
})
