import { expect } from 'chai'
import { createFallbackStore } from '../../src/actions/fallback-outbox-store.js'
import { createIdbOutboxStore } from '../../src/actions/idb-outbox-store.js'
import { createMemoryOutboxStore, type OutboxRow, type OutboxStore } from '../../src/actions/outbox-store.js'

const row = (key: string, change: Partial<OutboxRow> = {}): OutboxRow => ({
  key,
  place: 'https://sn.example|prod',
  owner: 'abel',
  state: 'sending',
  startedAt: 1,
  draft: { shortDescription: 'x' },
  incident: undefined,
  refusal: undefined,
  ...change,
})

const stores: Record<string, () => OutboxStore & { close?: () => void }> = {
  createMemoryOutboxStore,
  createIdbOutboxStore: () => createIdbOutboxStore(`outbox-${crypto.randomUUID()}`),
  createFallbackStore: () => createFallbackStore(createMemoryOutboxStore()),
}

for (const [name, create] of Object.entries(stores)) {
  describe(name, function () {
    let store: ReturnType<typeof create>
    before(function () {
      // IndexedDB is the browser's.
      if (name === 'createIdbOutboxStore' && typeof indexedDB === 'undefined') this.skip()
    })
    beforeEach(() => (store = create()))
    afterEach(() => store.close?.())

    it('gives a key to the first who claims it', async () => {
      const [first, second] = await Promise.all([
        store.claim(row('a', { startedAt: 1 })),
        store.claim(row('a', { startedAt: 2 })),
      ])
      expect([first.claimed, second.claimed]).to.deep.equal([true, false])
      expect(second.row.startedAt).to.equal(1)
    })

    it('gives the key of a refused submission back', async () => {
      await store.claim(row('a'))
      await store.put(row('a', { state: 'refused' }))
      expect((await store.claim(row('a', { startedAt: 2 }))).claimed).to.equal(true)
    })

    it('keeps people and places apart', async () => {
      await store.claim(row('a'))
      expect((await store.claim(row('a', { owner: 'beth' }))).claimed).to.equal(true)
      expect((await store.claim(row('a', { place: 'elsewhere' }))).claimed).to.equal(true)
      await store.claim(row('b'))
      await store.claim(row('a', { place: 'https://sn.example|production' }))
      const rows = await store.list('https://sn.example|prod')
      expect(rows.map(({ owner, key }) => `${owner} ${key}`).sort()).to.deep.equal([
        'abel a',
        'abel b',
        'beth a',
      ])
      expect(await store.find('nowhere', 'abel', 'a')).to.equal(undefined)
    })

    it('writes only over the state that is named', async () => {
      await store.claim(row('a'))
      await store.put(row('a', { state: 'sent' }))
      await store.put(row('a', { state: 'unknown' }), 'sending')
      expect((await store.find('https://sn.example|prod', 'abel', 'a'))?.state).to.equal('sent')
      await store.put(row('a', { state: 'unknown' }), 'sent')
      expect((await store.find('https://sn.example|prod', 'abel', 'a'))?.state).to.equal('unknown')
      await store.put(row('missing'), 'sending')
      expect(await store.find('https://sn.example|prod', 'abel', 'missing')).to.equal(undefined)
    })

    it('removes a row', async () => {
      await store.claim(row('a'))
      await store.remove(row('a'))
      expect(await store.list('https://sn.example|prod')).to.deep.equal([])
    })
  })
}

describe('createIdbOutboxStore', () => {
  before(function () {
    if (typeof indexedDB === 'undefined') this.skip()
  })

  it('shows another tab, and the next page, what was claimed', async () => {
    const name = `outbox-${crypto.randomUUID()}`
    const first = createIdbOutboxStore(name)
    await first.claim(row('a'))
    const second = createIdbOutboxStore(name)
    expect((await second.claim(row('a', { startedAt: 2 }))).claimed).to.equal(false)
    first.close()
    second.close()
  })
})
