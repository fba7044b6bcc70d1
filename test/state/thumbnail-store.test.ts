import { expect } from 'chai'
import type { Attachment } from '../../src/protocol/records.js'
import { SnowError } from '../../src/shared/errors.js'
import type { Picture } from '../../src/state/attachment-file-state.js'
import { ThumbnailStore } from '../../src/state/thumbnail-store.js'
import { flush } from '../support/flush.js'
import { pngHeader } from './picture-headers.js'

const picture = (sysId: string, rest: Partial<Attachment> = {}): Attachment =>
  ({
    sysId,
    fileName: `${sysId}.png`,
    contentType: 'image/png',
    sizeBytes: 1000,
    state: 'available',
    ...rest,
  }) as Attachment
const pictures = (from: number, to: number): Attachment[] =>
  Array.from({ length: to - from }, (_, index) => picture(String(from + index)))

/** A file whose bytes are there at once: when a browser reads one that it keeps elsewhere is its own affair. */
function fileOf(bytes: Uint8Array<ArrayBuffer>): Blob {
  const file = new Blob([bytes])
  return Object.assign(file, { slice: () => file, arrayBuffer: () => Promise.resolve(bytes.slice().buffer) })
}

function setUp(content: (sysId: string) => Blob | Error = () => fileOf(pngHeader(2, 2))) {
  /** Files that are being downloaded, by sys_id; what answers them. */
  const open = new Map<string, () => void>()
  const asked: string[] = []
  const aborted: string[] = []
  const kept = new Set<Picture>()
  let changes = 0
  const store = new ThumbnailStore({
    download: (sysId, { signal } = {}) =>
      new Promise((resolve, reject) => {
        asked.push(sysId)
        signal?.addEventListener('abort', () => {
          aborted.push(sysId)
          open.delete(sysId)
          reject(signal.reason as Error)
        })
        open.set(sysId, () => {
          open.delete(sysId)
          const answer = content(sysId)
          if (answer instanceof Blob) resolve(answer)
          else reject(answer)
        })
      }),
    async decode() {
      const made: Picture = {
        width: 1,
        height: 1,
        source: {} as CanvasImageSource,
        close: () => kept.delete(made),
      }
      kept.add(made)
      return made
    },
    onChange: () => (changes += 1),
  })
  /** Answers every download until there is none. */
  async function answerAll(): Promise<void> {
    for (await flush(); open.size > 0; await flush(3)) for (const answer of [...open.values()]) answer()
  }
  return { store, open, asked, aborted, kept, answerAll, changes: () => changes }
}

describe('ThumbnailStore', () => {
  it('reads two at a time, in the order of the rows, and each once', async () => {
    const { store, open, asked, answerAll, changes } = setUp()
    store.show(pictures(0, 5))
    await flush()
    expect([...open.keys()]).to.deep.equal(['0', '1'])
    await answerAll()
    expect(asked).to.deep.equal(['0', '1', '2', '3', '4'])
    expect(store.of('4')?.width).to.equal(1)
    expect(changes()).to.equal(5)
    store.show(pictures(0, 5))
    await flush()
    expect(asked).to.have.length(5)
  })

  it('stops reading what was scrolled away, and reads it when it is back', async () => {
    const { store, asked, aborted, answerAll } = setUp()
    store.show(pictures(0, 2))
    await flush()
    store.show(pictures(10, 12))
    await flush(2)
    expect(aborted).to.deep.equal(['0', '1'])
    await answerAll()
    expect([store.of('0'), store.of('10')?.width]).to.deep.equal([undefined, 1])
    store.show(pictures(0, 2))
    await answerAll()
    expect(store.of('0')?.width).to.equal(1)
    expect(asked).to.deep.equal(['0', '1', '10', '11', '0', '1'])
  })

  it('keeps a bounded number of pictures, those in view among them, and frees the others', async () => {
    const { store, kept, answerAll } = setUp()
    for (let first = 0; first < 200; first += 10) {
      store.show([...pictures(0, 1), ...pictures(first + 1, first + 11)])
      await answerAll()
    }
    expect(kept.size).to.equal(48)
    expect(store.of('0')?.width).to.equal(1)
    expect(store.of('200')?.width).to.equal(1)
    expect(store.of('5')).to.equal(undefined)
  })

  it('asks for nothing that is no picture, is scanned, or is large', async () => {
    const { store, asked } = setUp()
    store.show([
      picture('text', { fileName: 'a.txt', contentType: 'text/plain' }),
      picture('drawing', { fileName: 'a.svg', contentType: 'image/svg+xml' }),
      picture('scanned', { state: 'pending' }),
      picture('large', { sizeBytes: 5_000_000 }),
    ])
    await flush()
    expect(asked).to.deep.equal([])
  })

  it('tries what is no picture, is too many pixels or fails once only', async () => {
    const answers: Readonly<Record<string, Blob | Error>> = {
      0: fileOf(new TextEncoder().encode('<svg onload="x()"/>')),
      1: fileOf(pngHeader(60_000, 60_000)),
      2: new SnowError('SNOW_TIMEOUT', 'slow'),
    }
    const { store, asked, answerAll, kept } = setUp((sysId) => answers[sysId]!)
    store.show(pictures(0, 3))
    await answerAll()
    store.show(pictures(0, 3))
    await answerAll()
    expect(asked).to.deep.equal(['0', '1', '2'])
    expect(kept.size).to.equal(0)
  })

  it('frees everything, and what is still on its way', async () => {
    const { store, answerAll, kept, aborted } = setUp()
    store.show(pictures(0, 2))
    await answerAll()
    store.show(pictures(0, 4))
    await flush()
    store.clear()
    await answerAll()
    expect(kept.size).to.equal(0)
    expect(aborted).to.deep.equal(['2', '3'])
    expect(store.of('0')).to.equal(undefined)
  })
})
