import { expect } from 'chai'
import type { SharedStore } from '../../../src/proxy/store/shared-store.js'

/** A store under test, and how its time passes. */
export interface StoreUnderTest {
  readonly store: SharedStore
  /** Resolves once a key that was given `ttlMs` to live is gone. */
  outlived(key: string, ttlMs: number): Promise<void>
}

/** What every store keeps to. `open` gives an empty one. */
export function describeStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`a store: ${name}`, () => {
    let under: StoreUnderTest
    let store: SharedStore
    beforeEach(async () => {
      under = await open()
      store = under.store
    })
    const minute = 60_000

    it('gives back what was set last, and nothing for what was not', async () => {
      expect(await store.get('a')).to.equal(undefined)
      await store.set('a', '1', minute)
      await store.set('a', '2', minute)
      await store.set('b', '', minute)
      expect(await store.get('a')).to.equal('2')
      expect(await store.get('b')).to.equal('')
      expect(await store.get('c')).to.equal(undefined)
    })

    it('takes any text as key and value', async () => {
      const odd = `ä 💡 \n\r\0 "'\\ ${'x'.repeat(20_000)}`
      await store.set(odd, odd, minute)
      expect(await store.get(odd)).to.equal(odd)
      for (const key of ['__proto__', 'constructor', '*', '{}']) {
        expect(await store.get(key), key).to.equal(undefined)
        expect(await store.add(key, key, minute), key).to.equal(true)
        expect(await store.get(key), key).to.equal(key)
      }
    })

    it('forgets what has outlived its time, and what was set anew lives anew', async () => {
      await store.set('short', '1', 40)
      await store.set('renewed', '1', 40)
      await store.set('renewed', '2', minute)
      await under.outlived('short', 40)
      expect(await store.get('short')).to.equal(undefined)
      expect(await store.get('renewed')).to.equal('2')
    })

    it('adds what is absent, and nothing else', async () => {
      expect(await store.add('turn', 'mine', 40)).to.equal(true)
      expect(await store.add('turn', 'theirs', minute)).to.equal(false)
      expect(await store.get('turn')).to.equal('mine')
      await under.outlived('turn', 40)
      expect(await store.add('turn', 'theirs', minute)).to.equal(true)
      expect(await store.get('turn')).to.equal('theirs')
    })

    it('lets one of many add', async () => {
      const added = await Promise.all(
        Array.from({ length: 20 }, async (_, number) => store.add('turn', String(number), minute)),
      )
      expect(added.filter(Boolean)).to.have.length(1)
      expect(await store.get('turn')).to.equal(String(added.indexOf(true)))
    })

    it('extends for whoever has the value', async () => {
      await store.add('mine', 'me', 60)
      await store.add('theirs', 'them', 60)
      expect(await store.extend('mine', 'me', minute)).to.equal(true)
      expect(await store.extend('theirs', 'me', minute)).to.equal(false)
      await under.outlived('theirs', 60)
      expect(await store.get('theirs')).to.equal(undefined)
      expect(await store.get('mine')).to.equal('me')
      expect(await store.extend('theirs', 'them', minute), 'what is gone stays gone').to.equal(false)
      expect(await store.get('theirs')).to.equal(undefined)
    })

    it('removes for whoever has the value', async () => {
      await store.add('turn', 'mine', minute)
      await store.remove('turn', 'theirs')
      expect(await store.get('turn')).to.equal('mine')
      await store.remove('turn', 'mine')
      expect(await store.get('turn')).to.equal(undefined)
      await store.remove('turn', 'mine')
    })

    it('can shorten a life', async () => {
      await store.add('turn', 'mine', 10 * minute)
      expect(await store.extend('turn', 'mine', 40)).to.equal(true)
      await under.outlived('turn', 40)
      expect(await store.get('turn')).to.equal(undefined)
    })

    it('takes every time to live: none is refused, none lives for ever', async () => {
      for (const ttlMs of [-1, 0, 0.2, -Infinity, Number.NaN]) {
        await store.set(`gone ${ttlMs}`, 'x', ttlMs)
        await under.outlived(`gone ${ttlMs}`, 1)
        expect(await store.get(`gone ${ttlMs}`), String(ttlMs)).to.equal(undefined)
      }
      for (const ttlMs of [1e12, 1e21, Number.MAX_SAFE_INTEGER, Infinity]) {
        await store.set('long', 'x', ttlMs)
        expect(await store.get('long'), String(ttlMs)).to.equal('x')
        expect(await store.extend('long', 'x', ttlMs), String(ttlMs)).to.equal(true)
        await store.remove('long', 'x')
        expect(await store.add('long', 'x', ttlMs), String(ttlMs)).to.equal(true)
        await store.remove('long', 'x')
      }
      await store.set('fraction', 'x', 1234.56)
      expect(await store.get('fraction')).to.equal('x')
    })

    it('answers whether it is there', async () => {
      await store.ping()
    })
  })
}
