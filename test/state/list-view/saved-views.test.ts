import { expect } from 'chai'
import { SavedViewStore, maximumSavedViews } from '../../../src/state/list-view/saved-views.js'
import { createMemoryStorage } from '../../support/memory-storage.js'
import { thrownBy } from '../../protocol/codes.js'

const place = { proxy: 'https://sn.example', instance: 'prod', user: 'abel', table: 'incident' }
const view = '1~incident~all~state.1'

function createScene(storage = createMemoryStorage()) {
  let ids = 0
  let now = 1000
  const open = (change: Partial<typeof place> = {}): SavedViewStore =>
    new SavedViewStore({
      ...place,
      storage,
      newId: () => `id-${(ids += 1)}`,
      now: () => (now += 1),
      ...change,
    })
  return { storage, open, store: open() }
}

function namesOf(store: SavedViewStore): readonly string[] {
  return store.get().views.map(({ name }) => name)
}

describe('SavedViewStore', () => {
  it('keeps views in the order in which they were saved, for whoever opens it again', () => {
    const { store, open } = createScene()
    store.save('Zebras', view)
    store.save('Apples', '1~incident~my-open')
    expect(open().get().views).to.deep.equal([
      { id: 'id-1', name: 'Zebras', view },
      { id: 'id-2', name: 'Apples', view: '1~incident~my-open' },
    ])
  })

  it('renames, updates and removes', () => {
    const { store, open } = createScene()
    const { id } = store.save('First', view)
    store.save('Second', view)
    store.rename(id, '  Other\n name ')
    store.update(id, '1~incident~all')
    expect(store.get().views[0]).to.deep.equal({ id, name: 'Other name', view: '1~incident~all' })
    store.remove(id)
    store.remove(id)
    expect(namesOf(open())).to.deep.equal(['Second'])
  })

  it('keeps apart instances, people and tables', () => {
    const { store, open } = createScene()
    store.save('Mine', view)
    for (const other of [
      { instance: 'prod:x' },
      { user: 'beth' },
      { table: 'problem' },
      { proxy: 'https://x' },
    ])
      expect(namesOf(open(other)), JSON.stringify(other)).to.deep.equal([])
  })

  it('leaves what it cannot read as it is, and works beside it', () => {
    const { storage, store, open } = createScene()
    store.save('Mine', view)
    const prefix = storage.key(0)!.replace(/id-1$/, '')
    const foreign = {
      newer: JSON.stringify({ version: 2, name: 'From the future', view, savedAt: 1, folder: 'x' }),
      torn: '{"version":1,"name":"To',
      odd: JSON.stringify({ version: 1, name: 7, view, savedAt: 1 }),
      nothing: 'null',
    }
    for (const [id, text] of Object.entries(foreign)) storage.setItem(prefix + id, text)
    const again = open()
    expect(again.get().unreadable).to.equal(4)
    again.save('Second', view)
    again.remove('newer')
    again.rename('id-1', 'Renamed')
    expect(namesOf(again)).to.deep.equal(['Renamed', 'Second'])
    for (const [id, text] of Object.entries(foreign)) expect(storage.getItem(prefix + id)).to.equal(text)
    expect(thrownBy(() => again.rename('newer', 'x')).code).to.equal('SNOW_NOT_FOUND_OR_HIDDEN')
  })

  it('loses nothing of what another tab saved meanwhile', () => {
    const { store, open } = createScene()
    const other = open()
    store.save('Here', view)
    other.save('There', view)
    expect(namesOf(other)).to.deep.equal(['Here', 'There'])
    store.reload()
    expect(namesOf(store)).to.deep.equal(['Here', 'There'])
  })

  it('asks for a name, shortens a long one without halving a character, and has an end', () => {
    const { store } = createScene()
    for (const name of ['', ' \u0000\n'])
      expect(thrownBy(() => store.save(name, view)).code).to.equal('SNOW_INPUT_INVALID')
    expect(store.save('🙂'.repeat(200), view).name).to.equal('🙂'.repeat(80))
    for (let n = 1; n < maximumSavedViews; n += 1) store.save(`View ${n}`, view)
    expect(thrownBy(() => store.save('One more', view)).code).to.equal('SNOW_INPUT_INVALID')
  })

  it('says when the browser keeps nothing, and shows no views where it may not look', () => {
    const full = createMemoryStorage()
    full.setItem = () => {
      throw new DOMException('Full', 'QuotaExceededError')
    }
    const { store } = createScene(full)
    expect(thrownBy(() => store.save('Mine', view)).code).to.equal('SNOW_STORAGE_FAILED')
    expect(namesOf(store)).to.deep.equal([])
    const closed = {
      ...createMemoryStorage(),
      get length(): number {
        throw new DOMException('No', 'SecurityError')
      },
    }
    expect(createScene(closed as Storage).store.get()).to.deep.equal({ views: [], unreadable: 0 })
  })
})
