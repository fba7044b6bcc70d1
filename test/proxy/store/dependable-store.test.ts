import { expect } from 'chai'
import type { ProxyWarning } from '../../../src/proxy/settle.js'
import { createDependableStore, type DependableStore } from '../../../src/proxy/store/dependable-store.js'
import { isSnowError } from '../../../src/shared/errors.js'
import { flush } from '../../support/flush.js'
import { createTestClock, type TestClock } from '../../support/test-clock.js'
import { createFailingStore, type FailingStore } from './failing-store.js'
import { describeStoreContract } from './store-contract.js'

const minute = 60_000

describeStoreContract('made dependable', async () => {
  const clock = createTestClock()
  return {
    store: createDependableStore(createFailingStore(clock), { clock, onWarning: () => undefined }),
    outlived: async (_key, ttlMs) => clock.advance(ttlMs),
  }
})

describe('createDependableStore', () => {
  let clock: TestClock
  let inner: FailingStore
  let warnings: ProxyWarning[]
  let store: DependableStore
  beforeEach(() => {
    clock = createTestClock()
    inner = createFailingStore(clock)
    warnings = []
    store = createDependableStore(inner, { clock, onWarning: (warning) => warnings.push(warning) })
  })

  const codeOf = async (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'none',
      (error: unknown) => (isSnowError(error) ? error.code : 'other'),
    )
  const operations: Readonly<Record<string, () => Promise<unknown>>> = {
    get: () => store.get('a'),
    set: () => store.set('a', '1', minute),
    add: () => store.add('a', '1', minute),
    extend: () => store.extend('a', '1', minute),
    remove: () => store.remove('a', '1'),
    ping: () => store.ping(),
  }

  for (const [name, run] of Object.entries(operations)) {
    it(`says that the store cannot be reached when ${name} fails, or takes more than two seconds`, async () => {
      inner.fate = () => 'fails'
      expect(await codeOf(run())).to.equal('SNOW_STORE_UNREACHABLE')
      inner.fate = () => 'hangs'
      const hanging = codeOf(run())
      clock.advance(1_999)
      expect(await Promise.race([hanging, flush().then(() => 'waits')])).to.equal('waits')
      clock.advance(1)
      expect(await hanging).to.equal('SNOW_STORE_UNREACHABLE')
    })
  }

  it('tells the operator once for each outage', async () => {
    inner.fate = () => 'fails'
    for (let time = 0; time < 5; time += 1) await codeOf(store.get('a'))
    inner.fate = () => 'works'
    await store.get('a')
    expect(warnings.map(({ code }) => code)).to.deep.equal(['SNOW_STORE_UNREACHABLE'])
    inner.fate = () => 'fails'
    await codeOf(store.ping())
    expect(warnings).to.have.length(2)
  })

  it('writes what was saved during an outage when it is over, and knows it meanwhile', async () => {
    inner.fate = () => 'fails'
    await store.save('a', '1', minute)
    await store.save('b', '1', minute)
    await store.save('b', '2', minute)
    expect(await store.get('a')).to.equal('1')
    expect(await store.get('b'), 'the last counts').to.equal('2')
    const written = Promise.all([store.unwritten('a'), store.unwritten('b')])
    clock.advance(10_000)
    await flush()
    inner.fate = () => 'works'
    clock.advance(1_000)
    await written
    expect(store.unwritten('a')).to.equal(undefined)
    expect(await inner.get('a')).to.equal('1')
    expect(await inner.get('b')).to.equal('2')
    clock.advance(minute - 11_001)
    expect(await inner.get('a'), 'its time began when it was saved').to.equal('1')
    clock.advance(1)
    expect(await inner.get('a')).to.equal(undefined)
  })

  it('asks once a second during an outage, whatever waits', async () => {
    inner.fate = () => 'fails'
    for (let number = 0; number < 50; number += 1) await store.save(`key ${number}`, 'x', 10 * minute)
    inner.calls.length = 0
    for (let second = 0; second < 30; second += 1) {
      clock.advance(1_000)
      await flush()
    }
    expect(inner.calls).to.have.length(30)
  })

  it('gives up what is over, and the oldest of too much', async () => {
    inner.fate = () => 'fails'
    await store.save('over', 'x', 500)
    const over = store.unwritten('over')
    clock.advance(1_000)
    await over
    expect(await codeOf(store.get('over'))).to.equal('SNOW_STORE_UNREACHABLE')
    for (let number = 0; number < 5_001; number += 1) await store.save(`key ${number}`, 'x', minute)
    expect(store.unwritten('key 0')).to.equal(undefined)
    expect(store.unwritten('key 1')).not.to.equal(undefined)
    expect(await store.get('key 5000')).to.equal('x')
  })
})
