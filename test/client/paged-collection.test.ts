import { expect } from 'chai'
import fc from 'fast-check'
import { createPagedCollection, type PagedCollection } from '../../src/client/paged-collection.js'
import type { Page } from '../../src/client/types.js'
import { SnowError } from '../../src/shared/errors.js'
import { settle } from './scripted-fetch.js'

interface Request {
  readonly offset: number
  readonly signal: AbortSignal
  answer(page: Page<number>): void
  fail(error: unknown): void
}

/** A server of `total` rows, of which only some may be seen; row n has the value n. */
function pageOf(
  offset: number,
  limit: number,
  total: number,
  isVisible: (row: number) => boolean = () => true,
): Page<number> {
  const rows = Array.from(
    { length: Math.max(0, Math.min(limit, total - offset)) },
    (_, index) => offset + index,
  )
  return { items: rows.filter(isVisible), more: offset + limit < total, nextOffset: offset + limit, total }
}

function serving(total: number, isVisible?: (row: number) => boolean, told = true) {
  const offsets: number[] = []
  const collection = createPagedCollection<number>({
    pageSize: 10,
    load(offset, limit) {
      offsets.push(offset)
      const page = pageOf(offset, limit, total, isVisible)
      return Promise.resolve(told ? page : { ...page, total: undefined })
    },
  })
  return { collection, offsets }
}

/** A server that answers when the test says so. */
function deferred() {
  const requests: Request[] = []
  const collection = createPagedCollection<number>({
    pageSize: 10,
    load: (offset, _limit, signal) =>
      new Promise((answer, fail) => requests.push({ offset, signal, answer, fail })),
  })
  return { collection, requests }
}

const all = (collection: PagedCollection<number>) => collection.slice(0, collection.length)

describe('createPagedCollection', () => {
  it('reads what is looked at and one page ahead, each once', async () => {
    const { collection, offsets } = serving(100)
    await collection.ensure(0, 12)
    await settle()
    await collection.ensure(3, 14)
    expect(offsets).to.deep.equal([0, 10, 20])
    expect(collection.slice(8, 12)).to.deep.equal([8, 9, 10, 11])
    expect(collection.length).to.equal(100)
    expect(collection.seen).to.equal(30)
    expect(collection.complete).to.equal(false)
  })

  it('jumps far down without the pages in between', async () => {
    const { collection, offsets } = serving(100_000)
    await collection.ensure(0)
    await settle()
    await collection.ensure(98_765)
    expect(collection.at(98_765)).to.equal(98_765)
    expect(offsets).to.deep.equal([0, 10, 98_760, 98_770])
  })

  it('is empty and complete when there is nothing', async () => {
    const { collection } = serving(0)
    expect(collection.complete).to.equal(false)
    await collection.ensure(0, 20)
    expect(collection).to.include({ length: 0, complete: true, seen: 0 })
  })

  it('closes up over rows that are hidden', async () => {
    const { collection } = serving(45, (row) => row % 3 === 0)
    await collection.ensure(0, 14)
    expect(collection).to.include({ length: 15, complete: true })
    expect(all(collection)).to.deep.equal([0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 33, 36, 39, 42])
  })

  it('goes on over pages that are hidden altogether', async () => {
    const { collection, offsets } = serving(60, (row) => row >= 50)
    await collection.ensure(0, 5)
    expect(collection.at(0)).to.equal(50)
    expect(offsets).to.deep.equal([0, 10, 30])
  })

  it('ends when the rows to show lie on more pages than are kept', async () => {
    const { collection, offsets } = serving(10_000, (row) => row % 100 === 0)
    await collection.ensure(0, 60)
    await settle()
    expect(collection.slice(0, 61)).to.deep.equal(Array.from({ length: 61 }, (_, row) => row * 100))
    expect(new Set(offsets).size).to.equal(offsets.length)
  })

  it('asks for more at once where nearly everything is hidden', async () => {
    const asked: (readonly [number, number])[] = []
    const collection = createPagedCollection<number>({
      pageSize: 50,
      load(offset, limit) {
        asked.push([offset, limit])
        return Promise.resolve(pageOf(offset, limit, 100_000, (row) => row % 1000 === 999))
      },
    })
    await collection.ensure(0, 150)
    expect(collection).to.include({ length: 100, complete: true })
    expect(all(collection)).to.deep.equal(Array.from({ length: 100 }, (_, row) => row * 1000 + 999))
    expect(asked.length).to.be.below(110)
    expect(Math.max(...asked.map(([, limit]) => limit))).to.equal(1000)
    expect(asked.reduce((end, [offset, limit]) => (offset === end ? end + limit : NaN), 0)).to.equal(100_000)
  })

  it('makes room for one page more where the server tells no count', async () => {
    const { collection } = serving(25, undefined, false)
    await collection.ensure(0, 5)
    await settle()
    expect(collection).to.include({ length: 30, complete: false })
    await collection.ensure(20, 29)
    expect(collection).to.include({ length: 25, complete: true })
  })

  it('drops answers that come after a reset', async () => {
    const { collection, requests } = deferred()
    const first = collection.ensure(0)
    await settle()
    collection.reset()
    expect(requests[0]!.signal.aborted).to.equal(true)
    requests[0]!.answer(pageOf(0, 10, 10))
    await first
    expect(collection.length).to.equal(0)
    void collection.ensure(0)
    await settle()
    requests[1]!.answer({ items: [7], more: false, nextOffset: 10, total: 1 })
    await settle()
    expect(all(collection)).to.deep.equal([7])
  })

  it('aborts what nobody wants any more, and drops its late answer', async () => {
    const { collection, requests } = deferred()
    void collection.ensure(0)
    await settle()
    requests[0]!.answer(pageOf(0, 10, 1000))
    await settle()
    void collection.ensure(500)
    await settle()
    void collection.ensure(900)
    await settle()
    const byOffset = Object.fromEntries(requests.map(({ offset, signal }) => [offset, signal.aborted]))
    expect(byOffset).to.deep.equal({ 0: false, 10: true, 500: true, 900: false })
    const [, , passed, wanted] = requests
    passed!.answer(pageOf(500, 10, 1000))
    wanted!.answer(pageOf(900, 10, 1000))
    await settle()
    expect([collection.at(500), collection.at(900)]).to.deep.equal([undefined, 900])
  })

  it('asks for a page once, however many want it', async () => {
    const { collection, requests } = deferred()
    const calls = [collection.ensure(0), collection.ensure(1), collection.ensure(0, 9)]
    await settle()
    expect(requests.length).to.equal(1)
    requests[0]!.answer(pageOf(0, 10, 5))
    await Promise.all(calls)
    expect(collection.loading).to.equal(false)
  })

  it('keeps a failure until it is tried again, and what was read meanwhile', async () => {
    let broken = true
    const collection = createPagedCollection<number>({
      pageSize: 10,
      load: (offset, limit) =>
        broken && offset === 10
          ? Promise.reject(new SnowError('SNOW_TIMEOUT', 'x'))
          : Promise.resolve(pageOf(offset, limit, 30)),
    })
    await collection.ensure(0, 12)
    await collection.ensure(0, 12)
    expect(collection.failure?.code).to.equal('SNOW_TIMEOUT')
    expect(collection.at(3)).to.equal(3)
    broken = false
    await collection.retry()
    expect(collection.failure).to.equal(undefined)
    expect(collection.at(12)).to.equal(12)
  })

  it('gives what load throws at once as a failure with a code', async () => {
    const collection = createPagedCollection<number>({
      pageSize: 10,
      load: () => {
        throw new Error('broken')
      },
    })
    await collection.ensure(0)
    expect(collection.failure?.code).to.equal('SNOW_UNEXPECTED')
  })

  it('tells its listeners until they stop', async () => {
    const { collection } = serving(5)
    let told = 0
    const stop = collection.subscribe(() => (told += 1))
    await collection.ensure(0)
    expect(told).to.equal(1)
    collection.reset()
    expect(told).to.equal(2)
    stop()
    await collection.ensure(0)
    expect(told).to.equal(2)
  })

  it('shows a row once that moved over a page border', async () => {
    const pages = [
      [0, 1, 2],
      [2, 3, 4],
    ]
    const collection = createPagedCollection<number>({
      pageSize: 3,
      keyOf: String,
      load: (offset) =>
        Promise.resolve({
          items: pages[offset / 3] ?? [],
          more: offset === 0,
          nextOffset: offset + 3,
          total: 6,
        }),
    })
    await collection.ensure(0, 5)
    expect(all(collection)).to.deep.equal([0, 1, 2, 3, 4])
  })

  it('forgets the farthest pages, and reads them again', async () => {
    const offsets: number[] = []
    const collection = createPagedCollection<number>({
      pageSize: 10,
      keptPages: 3,
      load: (offset, limit) => {
        offsets.push(offset)
        return Promise.resolve(pageOf(offset, limit, 1000))
      },
    })
    for (let row = 0; row < 100; row += 10) await collection.ensure(row)
    await settle()
    expect(collection.at(0)).to.equal(undefined)
    expect(collection.at(90)).to.equal(90)
    offsets.length = 0
    await collection.ensure(0)
    expect(collection.at(0)).to.equal(0)
    expect(offsets[0]).to.equal(0)
  })

  it('ends where the server ends, though it counted more', async () => {
    const collection = createPagedCollection<number>({
      pageSize: 10,
      load: (offset, limit) => Promise.resolve(pageOf(offset, limit, offset === 0 ? 40 : 15)),
    })
    await collection.ensure(0)
    await settle()
    expect(collection).to.include({ length: 15, complete: true })
  })

  it('shows every visible row once and in order, whatever is hidden and however it is scrolled', async () => {
    const scroll = fc.array(fc.nat(120), { maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.boolean(), { maxLength: 90 }),
        scroll,
        fc.boolean(),
        async (visible, rows, told) => {
          const { collection } = serving(visible.length, (row) => visible[row]!, told)
          for (const row of rows) await collection.ensure(row, row + 15)
          while (!collection.complete) await collection.ensure(0, Math.max(1, collection.length))
          const expected = visible.flatMap((isVisible, row) => (isVisible ? [row] : []))
          expect(all(collection)).to.deep.equal(expected)
          expect(collection.seen).to.equal(expected.length)
        },
      ),
    )
  })
})
