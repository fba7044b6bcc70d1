import { expect } from 'chai'
import { openDB } from 'idb'
import type { KeptDraft } from '../../src/state/kept-draft.js'
import { createIdbKeptDrafts } from '../../src/state/idb-kept-drafts.js'

const inPage = typeof indexedDB === 'undefined' ? describe.skip : describe

inPage('createIdbKeptDrafts', () => {
  let storage: ReturnType<typeof createIdbKeptDrafts>
  let name: string
  const draft: KeptDraft = {
    place: 'https://sn.example|prod',
    owner: 'abel',
    tab: 't',
    slot: 'form',
    keptAt: 1,
    text: { fields: { shortDescription: 'Fire' } },
    files: [new File(['smoke'], 'smoke.txt', { type: 'text/plain', lastModified: 7 })],
  }

  beforeEach(() => {
    name = `drafts-${crypto.randomUUID()}`
    storage = createIdbKeptDrafts(name)
  })
  afterEach(() => {
    storage.close()
    indexedDB.deleteDatabase(name)
  })

  it('gives text and files once', async () => {
    await storage.put(draft)
    const found = await storage.take(draft)
    expect(found?.text).to.deep.equal(draft.text)
    const [file] = found!.files
    expect([file?.name, file?.type, file?.lastModified]).to.deep.equal(['smoke.txt', 'text/plain', 7])
    expect(await file?.text()).to.equal('smoke')
    expect(await storage.take(draft)).to.equal(undefined)
  })

  it('gives files that an earlier version kept as they were', async function () {
    const keyPath = ['place', 'owner', 'tab', 'slot']
    const earlier = await openDB(name, 1, {
      upgrade: (db) => void db.createObjectStore('drafts', { keyPath }),
    })
    // WebKit kept none in a private window, which is what its tests run in.
    const isKept = await earlier.put('drafts', draft).then(
      () => true,
      () => false,
    )
    earlier.close()
    if (!isKept) this.skip()
    const found = await storage.take(draft)
    expect(await found?.files[0]?.text()).to.equal('smoke')
  })

  it('removes what does not stay, and tells what does', async () => {
    await storage.put(draft)
    await storage.put({ ...draft, owner: 'beth' })
    const left = await storage.sweep(({ owner }) => owner === 'beth')
    expect(left.map(({ owner }) => owner)).to.deep.equal(['beth'])
    expect(await storage.take(draft)).to.equal(undefined)
    expect(await storage.take({ ...draft, owner: 'beth' })).to.not.equal(undefined)
  })
})
