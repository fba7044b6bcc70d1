import { expect } from 'chai'
import { createMemoryCursorStore, type CursorStore } from '../../src/sync/cursor-store.js'
import { createIdbCursorStore } from '../../src/sync/idb-cursor-store.js'
import type { Cursor } from '../../src/sync/cursor.js'

const cursor: Cursor = { at: '2026-11-20T00:00:00Z', seen: [['a', 1, '2026-11-20T00:00:00Z']] }

const stores: Record<string, () => CursorStore & { close?: () => void }> = {
  createMemoryCursorStore,
  createIdbCursorStore: () => createIdbCursorStore(`sync-${crypto.randomUUID()}`),
}

for (const [name, create] of Object.entries(stores)) {
  describe(name, () => {
    let store: ReturnType<typeof create>
    before(function () {
      // IndexedDB is the browser's.
      if (name === 'createIdbCursorStore' && typeof indexedDB === 'undefined') this.skip()
    })
    beforeEach(() => (store = create()))
    afterEach(() => store.close?.())

    it('gives back what was committed', async () => {
      const { epoch, cursor: none } = await store.take('k')
      expect(none).to.equal(undefined)
      expect(await store.commit('k', epoch, cursor)).to.equal(true)
      expect(await store.commit('k', epoch, { ...cursor, seen: [] })).to.equal(true)
      expect((await store.take('k')).cursor).to.deep.equal({ ...cursor, seen: [] })
    })

    it('lets a sweep that was overtaken commit nothing', async () => {
      const slow = await store.take('k')
      const fast = await store.take('k')
      expect(await store.commit('k', fast.epoch, cursor)).to.equal(true)
      expect(await store.commit('k', slow.epoch, { at: '', seen: [] })).to.equal(false)
      expect((await store.take('k')).cursor).to.deep.equal(cursor)
    })

    it('gives each of many sweeps that begin at once an epoch of its own', async () => {
      const taken = await Promise.all(Array.from({ length: 8 }, () => store.take('k')))
      expect(new Set(taken.map(({ epoch }) => epoch)).size).to.equal(8)
      const done = await Promise.all(taken.map(({ epoch }) => store.commit('k', epoch, cursor)))
      expect(done.filter(Boolean)).to.have.length(1)
    })

    it('forgets, and stops the sweep under way', async () => {
      const { epoch } = await store.take('k')
      await store.commit('k', epoch, cursor)
      await store.reset('k')
      expect(await store.commit('k', epoch, cursor)).to.equal(false)
      expect((await store.take('k')).cursor).to.equal(undefined)
    })

    it('keeps the cursors of different users apart', async () => {
      const { epoch } = await store.take('abel')
      await store.commit('abel', epoch, cursor)
      expect((await store.take('beth')).cursor).to.equal(undefined)
    })
  })
}
