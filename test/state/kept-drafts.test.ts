import { expect } from 'chai'
import type { KeptDraft, KeptDraftStorage } from '../../src/state/kept-draft.js'
import { createKeptDrafts } from '../../src/state/kept-drafts.js'
import { keptDraftsName } from '../../src/state/kept-draft-mark.js'
import { createMemoryStorage } from '../support/memory-storage.js'
import { createTestClock } from '../support/test-clock.js'

const place = 'https://sn.example|prod'
const hour = 3_600_000
const abels = { place, owner: 'abel', slot: 'form' }
const bethsTurn = { place, owner: 'beth' }
const content = { text: { fields: 'the printer burns' }, files: [new File(['smoke'], 'smoke.txt')] }

/** IndexedDB in small; `broken` lets every call fail. */
function createDisk() {
  const rows = new Map<string, KeptDraft>()
  const keyOf = ({ place, owner, tab, slot }: Omit<KeptDraft, 'keptAt' | 'text' | 'files'>): string =>
    JSON.stringify([place, owner, tab, slot])
  const disk = { rows, broken: false }
  const check = async (): Promise<void> => {
    if (disk.broken) throw new Error('the disk is full')
  }
  const storage: KeptDraftStorage = {
    put: async (draft) => check().then(() => void rows.set(keyOf(draft), draft)),
    async take(key) {
      await check()
      const found = rows.get(keyOf(key))
      rows.delete(keyOf(key))
      return found
    },
    async sweep(stays) {
      await check()
      for (const [key, draft] of rows) if (!stays(draft)) rows.delete(key)
      return [...rows.values()]
    },
  }
  return Object.assign(disk, { storage })
}

/** One browser: each `tab()` has storage of its own, `load()` is a page in it. */
function createBrowser() {
  const clock = createTestClock()
  const disk = createDisk()
  const local = createMemoryStorage()
  const tab = (session = createMemoryStorage()) => ({
    session,
    load: () => createKeptDrafts({ storage: async () => disk.storage, session, local, clock }),
  })
  /** All that this browser holds, as anybody with access to its profile would read it. */
  const holds = (text: string, ...sessions: Storage[]): boolean =>
    [...disk.rows.values(), ...sessions.map((session) => session.getItem(keptDraftsName))].some((kept) =>
      JSON.stringify(kept).includes(text),
    )
  return { clock, disk, local, tab, holds }
}

for (const broken of [false, true]) {
  describe(`kept drafts, ${broken ? 'in the tab’s own storage while IndexedDB fails' : 'in IndexedDB'}`, () => {
    function begin() {
      const browser = createBrowser()
      browser.disk.broken = broken
      const tab = browser.tab()
      return { ...browser, here: tab }
    }

    it('are there for the same person in the same tab, once', async () => {
      const { here, holds } = begin()
      await here.load().keep(abels, content)
      const back = await here.load().take(abels)
      expect(back?.text).to.deep.equal(content.text)
      expect(back?.files.map(({ name }) => name)).to.deep.equal(broken ? [] : ['smoke.txt'])
      expect(back?.lost, 'files that could not be kept are not passed over in silence').to.equal(broken)
      expect(await here.load().take(abels)).to.equal(undefined)
      expect(holds('printer', here.session)).to.equal(false)
    })

    it('are the newest only', async () => {
      const { here } = begin()
      await here.load().keep(abels, content)
      await here.load().keep(abels, { text: 'newer', files: [] })
      expect((await here.load().take(abels))?.text).to.equal('newer')
      expect(await here.load().take(abels)).to.equal(undefined)
    })

    it('are told apart by place, person, tab and slot', async () => {
      const { here, tab } = begin()
      await here.load().keep(abels, content)
      expect(await here.load().take({ ...abels, place: 'elsewhere' })).to.equal(undefined)
      expect(await here.load().take({ ...abels, owner: 'beth' })).to.equal(undefined)
      expect(await here.load().take({ ...abels, slot: 'form 2' })).to.equal(undefined)
      expect(await tab().load().take(abels)).to.equal(undefined)
      expect(await here.load().take(abels)).to.not.equal(undefined)
    })

    it('are gone after an hour, from the page and from the browser', async () => {
      const { here, clock, holds, local } = begin()
      await here.load().keep(abels, content)
      clock.advance(hour - 1)
      expect(await here.load().sweep()).to.equal(1)
      expect(holds('printer', here.session)).to.equal(true)
      clock.advance(1)
      expect(await here.load().sweep()).to.equal(undefined)
      expect(holds('printer', here.session)).to.equal(false)
      expect(local.getItem(keptDraftsName)).to.equal(null)
      await here.load().keep(abels, content)
      clock.advance(hour)
      expect(await here.load().take(abels), 'before anybody swept').to.equal(undefined)
    })

    it('go when another person signs in, and stay for the same one', async () => {
      const { here, holds } = begin()
      await here.load().keep(abels, content)
      await here.load().sweep({ place, owner: 'abel' })
      await here.load().sweep({ place: 'elsewhere', owner: 'beth' })
      expect(holds('printer', here.session)).to.equal(true)
      await here.load().sweep(bethsTurn)
      expect(holds('printer', here.session)).to.equal(false)
      expect(await here.load().take(abels)).to.equal(undefined)
    })

    it('go when the person signs out, in whichever tab', async () => {
      const { here, tab } = begin()
      await here.load().keep(abels, content)
      await tab().load().sweep({ place, owner: undefined })
      expect(await here.load().take(abels)).to.equal(undefined)
    })
  })
}

describe('kept drafts', () => {
  it('are in one place only', async () => {
    const { tab, disk } = createBrowser()
    const here = tab()
    await here.load().keep(abels, content)
    expect(here.session.getItem(keptDraftsName)).to.equal(null)
    expect(disk.rows.size).to.equal(1)
  })

  it('are in the tab’s storage before anything that waits', () => {
    const { tab } = createBrowser()
    const here = tab()
    void here.load().keep(abels, content)
    expect(here.session.getItem(keptDraftsName)).to.contain('printer')
  })

  it('go from IndexedDB in all tabs when another person signs in', async () => {
    const { tab, holds } = createBrowser()
    await tab().load().keep(abels, content)
    await tab().load().sweep(bethsTurn)
    expect(holds('printer')).to.equal(false)
  })

  it('are not kept where the browser keeps nothing', async () => {
    const { disk, local, clock } = createBrowser()
    const drafts = createKeptDrafts({ storage: async () => disk.storage, session: undefined, local, clock })
    await drafts.keep(abels, content)
    expect(await drafts.take(abels)).to.equal(undefined)
    expect(disk.rows.size).to.equal(0)
  })

  it('make nothing of what somebody else wrote there', async () => {
    for (const nonsense of ['{nonsense', '{}', 'null', '']) {
      const { tab } = createBrowser()
      const here = tab()
      here.session.setItem(keptDraftsName, nonsense)
      expect(await here.load().take(abels)).to.equal(undefined)
      await here.load().keep(abels, content)
      expect((await here.load().take(abels))?.text).to.deep.equal(content.text)
    }
  })
})
