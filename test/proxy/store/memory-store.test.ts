import { expect } from 'chai'
import { createMemoryStore } from '../../../src/proxy/store/memory-store.js'
import { createTestClock } from '../../support/test-clock.js'
import { describeStoreContract } from './store-contract.js'

describeStoreContract('in memory', async () => {
  const clock = createTestClock()
  return {
    store: createMemoryStore({ clock }),
    outlived: async (_key, ttlMs) => clock.advance(ttlMs),
  }
})

describe('createMemoryStore', () => {
  const minute = 60_000

  it('is not what other processes see', () => {
    expect(createMemoryStore().shared).to.equal(false)
  })

  it('forgets to the millisecond, and after ten years at the latest', async () => {
    const clock = createTestClock()
    const store = createMemoryStore({ clock })
    await store.set('a', '1', minute)
    await store.set('b', '1', Infinity)
    clock.advance(minute - 1)
    expect(await store.get('a')).to.equal('1')
    clock.advance(1)
    expect(await store.get('a')).to.equal(undefined)
    clock.advance(3650 * 24 * 60 * minute - minute - 1)
    expect(await store.get('b')).to.equal('1')
    clock.advance(1)
    expect(await store.get('b')).to.equal(undefined)
  })

  it('holds no more than it may: what was written longest ago makes room', async () => {
    const store = createMemoryStore({ clock: createTestClock(), mostEntries: 3 })
    for (const key of ['a', 'b', 'c']) await store.set(key, key, minute)
    await store.set('a', 'again', minute)
    await store.extend('b', 'b', minute)
    await store.set('d', 'd', minute)
    const left = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (key) => [key, await store.get(key)] as const),
    )
    expect(left.filter(([, value]) => value !== undefined).map(([key]) => key)).to.deep.equal(['a', 'b', 'd'])
  })

  it('lets what is over make room before what is not', async () => {
    const clock = createTestClock()
    const store = createMemoryStore({ clock, mostEntries: 10 })
    for (let number = 0; number < 5; number += 1) await store.set(`kept ${number}`, 'x', 60 * minute)
    for (let number = 0; number < 40; number += 1) {
      await store.set(`over ${number}`, 'x', 1)
      clock.advance(1)
    }
    for (let number = 0; number < 5; number += 1) expect(await store.get(`kept ${number}`)).to.equal('x')
  })

  it('takes as long for a write when it is full as when it is not', async () => {
    let reads = 0
    const clock = { now: () => ((reads += 1), 0), after: () => () => undefined }
    const store = createMemoryStore({ clock, mostEntries: 1000 })
    for (let number = 0; number < 1000; number += 1) await store.set(`key ${number}`, 'x', minute)
    reads = 0
    for (let number = 0; number < 2000; number += 1) await store.set(`more ${number}`, 'x', minute)
    // Each look at an entry's end reads the clock: full sweeps at every write would be two million.
    expect(reads).to.be.below(2000 * 20)
  })
})
