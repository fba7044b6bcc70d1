import { expect } from 'chai'
import type { ArticleSummary } from '../../src/protocol/records.js'
import { SnowError } from '../../src/shared/errors.js'
import { createKnowledgeReaderStore } from '../../src/state/knowledge-reader-store.js'
import { createKnowledgeSearchStore } from '../../src/state/knowledge-search-store.js'
import { flush } from '../support/flush.js'
import { createTestClock } from '../support/test-clock.js'

interface Asked {
  readonly text: string
  readonly signal: AbortSignal | undefined
  readonly answer: (...titles: string[]) => void
  readonly fail: (error: Error) => void
}

function summary(title: string): ArticleSummary {
  return { sysId: title, number: title, title, snippet: '', matches: [], knowledgeBase: '', updatedAt: '' }
}

function setUp() {
  const asked: Asked[] = []
  const reported: unknown[] = []
  const clock = createTestClock()
  const ask = (text: string, signal: AbortSignal | undefined): Promise<ArticleSummary[]> =>
    new Promise((resolve, reject) => {
      asked.push({ text, signal, answer: (...titles) => resolve(titles.map(summary)), fail: reject })
    })
  const client = {
    knowledge: {
      search: (text: string, options?: { signal?: AbortSignal }) => ask(text, options?.signal),
      article: async (id: string, options?: { signal?: AbortSignal }) => {
        const [found] = await ask(id, options?.signal)
        return { ...found!, html: '', attachments: [], url: '' }
      },
    },
  }
  const connection = { report: (error: unknown) => void reported.push(error) }
  return { asked, reported, clock, options: { client, connection, clock } }
}

describe('createKnowledgeSearchStore', () => {
  it('asks once, when typing rests', () => {
    const { asked, clock, options } = setUp()
    const store = createKnowledgeSearchStore(options)
    store.type('vp')
    clock.advance(249)
    store.type('vpn')
    clock.advance(249)
    expect(asked).to.have.length(0)
    clock.advance(1)
    expect(asked.map(({ text }) => text)).to.deep.equal(['vpn'])
    expect(store.get().phase).to.equal('waiting')
  })

  it('asks nothing for one letter, and forgets what was there', async () => {
    const { asked, clock, options } = setUp()
    const store = createKnowledgeSearchStore(options)
    store.type('vpn')
    clock.advance(250)
    asked[0]!.answer('A')
    await flush()
    store.type('v')
    clock.advance(1_000)
    expect(asked).to.have.length(1)
    expect(store.get()).to.include({ phase: 'start', text: 'v' })
    expect(store.get().results).to.have.length(0)
  })

  it('asks nothing for what cannot be searched for, and found nothing then', () => {
    const { asked, clock, options } = setUp()
    const store = createKnowledgeSearchStore(options)
    for (const text of ['^', ' javascript: ']) {
      store.type(text)
      clock.advance(1_000)
      expect(store.get(), text).to.deep.include({ phase: 'loaded', results: [], answered: text.trim() })
    }
    for (const text of ['\u0000\u0001x', ' ', '']) {
      store.type(text)
      clock.advance(1_000)
      expect(store.get(), text).to.include({ phase: 'start', answered: '' })
    }
    expect(asked).to.have.length(0)
  })

  it('drops an answer to an earlier text that comes later', async () => {
    const { asked, clock, options } = setUp()
    const store = createKnowledgeSearchStore(options)
    store.type('vpn')
    clock.advance(250)
    store.type('vpn password')
    clock.advance(250)
    expect(asked[0]!.signal?.aborted).to.equal(true)
    asked[1]!.answer('new')
    await flush()
    asked[0]!.answer('old')
    await flush()
    expect(store.get().results.map(({ title }) => title)).to.deep.equal(['new'])
    expect(store.get().answered).to.equal('vpn password')
  })

  it('keeps the results readable while the next are awaited', async () => {
    const { asked, clock, options } = setUp()
    const store = createKnowledgeSearchStore(options)
    store.type('vpn')
    clock.advance(250)
    asked[0]!.answer('A')
    await flush()
    store.type('vpn p')
    expect(store.get()).to.include({ phase: 'waiting' })
    expect(store.get().results).to.have.length(1)
  })

  it('asks nothing new for a blank at the end', async () => {
    const { asked, clock, options } = setUp()
    const store = createKnowledgeSearchStore(options)
    store.type('vpn')
    clock.advance(250)
    asked[0]!.answer('A')
    await flush()
    store.type('vpn ')
    clock.advance(250)
    expect(asked).to.have.length(1)
    expect(store.get()).to.include({ phase: 'loaded', text: 'vpn ' })
  })

  it('keeps waiting for an answer over a blank at the end', async () => {
    const { asked, clock, options } = setUp()
    const store = createKnowledgeSearchStore(options)
    store.type('vpn')
    clock.advance(200)
    store.type('vpn ')
    clock.advance(50)
    asked[0]!.answer('A')
    await flush()
    expect(store.get().phase).to.equal('loaded')
  })

  it('asks at once when told to, and only once', () => {
    const { asked, clock, options } = setUp()
    const store = createKnowledgeSearchStore(options)
    store.type('vpn')
    store.searchNow()
    clock.advance(250)
    store.searchNow()
    expect(asked).to.have.length(1)
  })

  it('says what failed, and tries again', async () => {
    const { asked, clock, reported, options } = setUp()
    const store = createKnowledgeSearchStore(options)
    store.type('vpn')
    clock.advance(250)
    asked[0]!.fail(new SnowError('SNOW_TIMEOUT', 'late'))
    await flush()
    expect(store.get().error?.code).to.equal('SNOW_TIMEOUT')
    expect(reported).to.have.length(1)
    store.retry()
    asked[1]!.answer('A')
    await flush()
    expect(store.get().phase).to.equal('loaded')
  })

  it('forgets everything, and what is on its way', async () => {
    const { asked, clock, options } = setUp()
    const store = createKnowledgeSearchStore(options)
    store.type('vpn')
    clock.advance(250)
    store.clear()
    asked[0]!.answer('A')
    await flush()
    expect(store.get()).to.include({ phase: 'start', text: '' })
  })
})

describe('createKnowledgeReaderStore', () => {
  it('shows the article that was opened last, whichever comes first', async () => {
    const { asked, options } = setUp()
    const store = createKnowledgeReaderStore(options)
    const first = store.open('KB1')
    const second = store.open('KB2')
    asked[1]!.answer('two')
    asked[0]!.answer('one')
    expect(await first).to.equal(undefined)
    expect((await second)?.title).to.equal('two')
    expect(store.get()).to.include({ phase: 'loaded', id: 'KB2' })
  })

  it('stays closed when the article comes too late', async () => {
    const { asked, options } = setUp()
    const store = createKnowledgeReaderStore(options)
    const opening = store.open('KB1')
    store.close()
    asked[0]!.answer('one')
    expect(await opening).to.equal(undefined)
    expect(store.get().phase).to.equal('closed')
  })

  it('says what failed, and tries again', async () => {
    const { asked, reported, options } = setUp()
    const store = createKnowledgeReaderStore(options)
    const opening = store.open('KB1')
    asked[0]!.fail(new SnowError('SNOW_NOT_FOUND_OR_HIDDEN', 'gone'))
    expect(await opening).to.equal(undefined)
    expect(store.get()).to.include({ phase: 'failed', id: 'KB1' })
    expect(reported).to.have.length(1)
    const retry = store.retry()
    asked[1]!.answer('one')
    expect((await retry)?.title).to.equal('one')
  })
})
