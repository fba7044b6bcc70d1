import { expect } from 'chai'
import type { Attachment } from '../../src/protocol/records.js'
import { SnowError } from '../../src/shared/errors.js'
import type { Picture } from '../../src/state/attachment-file-state.js'
import { createAttachmentFileStore, type AttachmentFileStore } from '../../src/state/attachment-file-store.js'
import { flush } from '../support/flush.js'
import { pngHeader } from './picture-headers.js'

const png = pngHeader(2, 2)
const file = (sysId: string, fileName: string, contentType: string): Attachment =>
  ({ sysId, fileName, contentType, sizeBytes: 10, state: 'available' }) as Attachment
const picture = file('a', 'a.png', 'image/png')
const text = file('t', 't.txt', 'text/plain')

interface Bench {
  readonly store: AttachmentFileStore
  readonly saved: string[]
  readonly errors: string[]
  readonly decoded: string[]
  readonly closed: Picture[]
  readonly content: Map<string, Blob | Error>
  downloads: number
}

function setUp(): Bench {
  const bench: Omit<Bench, 'store'> = {
    saved: [],
    errors: [],
    decoded: [],
    closed: [],
    content: new Map<string, Blob | Error>([
      ['a', new Blob([png])],
      ['t', new Blob(['Hello'])],
    ]),
    downloads: 0,
  }
  const store = createAttachmentFileStore({
    async download(sysId) {
      bench.downloads += 1
      const content = bench.content.get(sysId)
      if (content instanceof Blob) return content
      throw content ?? new SnowError('SNOW_NOT_FOUND_OR_HIDDEN', 'no file')
    },
    async decode(blob) {
      bench.decoded.push(blob.type)
      const made: Picture = {
        width: 1,
        height: 1,
        source: {} as CanvasImageSource,
        close: () => bench.closed.push(made),
      }
      return made
    },
    save: (_, name) => bench.saved.push(name),
    onError: (error) => bench.errors.push(error.code),
  })
  return Object.assign(bench, { store })
}

/** Resolves once the small picture of a file is there. */
function thumbnailOf(store: AttachmentFileStore, sysId: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.subscribe(({ thumbnails }) => {
      if (!thumbnails.has(sysId)) return
      stop()
      resolve()
    })
  })
}

describe('createAttachmentFileStore', () => {
  it('shows a picture of the type that its bytes say', async () => {
    const { store, decoded } = setUp()
    await store.openPreview(picture)
    expect(store.get().preview?.phase).to.equal('picture')
    expect(decoded).to.deep.equal(['image/png'])
  })

  it('decodes nothing that only claims to be a picture', async () => {
    const { store, decoded, content } = setUp()
    content.set('a', new Blob(['<svg onload="x()"/>']))
    await store.openPreview(picture)
    expect(store.get().preview?.phase).to.equal('mismatch')
    expect(decoded).to.deep.equal([])
  })

  it('shows the beginning of a long text', async () => {
    const { store, content } = setUp()
    content.set('t', new Blob(['x'.repeat(150_000)]))
    await store.openPreview(text)
    const { preview } = store.get()
    expect(preview).to.include({ phase: 'text', cut: true })
    expect(preview?.phase === 'text' && preview.text.length).to.equal(100_000)
  })

  it('reads no more of a long file than it shows, and cuts no character in two', async () => {
    const { store, content } = setUp()
    content.set('t', new Blob(['x'.repeat(99_999), '😀'.repeat(200_000)]))
    await store.openPreview(text)
    const { preview } = store.get()
    expect(preview?.phase === 'text' && preview.text).to.equal('x'.repeat(99_999))
  })

  it('decodes no picture that says it has gigabytes of pixels', async () => {
    const { store, decoded, content } = setUp()
    content.set('a', new Blob([pngHeader(60_000, 60_000)]))
    await store.openPreview(picture)
    expect(store.get().preview).to.include({ phase: 'none', why: 'too-large' })
    expect(decoded).to.deep.equal([])
    content.set('a', new Blob([pngHeader(8000, 6000)]))
    await store.openPreview(picture)
    expect(decoded).to.deep.equal(['image/png'])
  })

  for (const [why, given] of [
    ['other-kind', file('p', 'p.pdf', 'application/pdf')],
    ['scanning', { ...picture, state: 'pending' }],
    ['empty', { ...picture, sizeBytes: 0 }],
    ['too-large', { ...picture, sizeBytes: 30_000_000 }],
  ] as const) {
    it(`does not even read a file that is not shown: ${why}`, async () => {
      const bench = setUp()
      await bench.store.openPreview(given)
      expect(bench.store.get().preview).to.include({ phase: 'none', why })
      expect(bench.downloads).to.equal(0)
    })
  }

  it('saves the file that is looked at without reading it again', async () => {
    const bench = setUp()
    await bench.store.openPreview(text)
    await bench.store.save(text)
    expect(bench.saved).to.deep.equal(['t.txt'])
    expect(bench.downloads).to.equal(1)
  })

  it('drops a preview that comes after it was closed, and frees its pixels', async () => {
    const { store, closed } = setUp()
    const opening = store.openPreview(picture)
    store.closePreview()
    await opening
    expect(store.get().preview).to.equal(undefined)
    expect(closed).to.have.length(1)
  })

  it('says why a preview failed', async () => {
    const { store, errors, content } = setUp()
    content.set('a', new SnowError('SNOW_TIMEOUT', 'slow'))
    await store.openPreview(picture)
    expect(store.get().preview?.phase).to.equal('failed')
    expect(errors).to.deep.equal(['SNOW_TIMEOUT'])
  })

  it('saves once, however often it is pressed meanwhile', async () => {
    const { store, saved } = setUp()
    await Promise.all([store.save(text), store.save(text)])
    expect(saved).to.deep.equal(['t.txt'])
    expect(store.get().downloading.size).to.equal(0)
  })

  it('keeps the reason of a failed download until the next one', async () => {
    const { store, content } = setUp()
    content.set('t', new SnowError('SNOW_ACL_DENIED', 'no'))
    await store.save(text)
    expect(store.get().errors.get('t')?.code).to.equal('SNOW_ACL_DENIED')
    content.set('t', new Blob(['x']))
    await store.save(text)
    expect(store.get().errors.size).to.equal(0)
  })

  it('reads each small picture once, and bothers nobody when one fails', async () => {
    const bench = setUp()
    const { store, errors } = bench
    const missing = file('gone', 'gone.png', 'image/png')
    const shown = thumbnailOf(store, 'a')
    store.showThumbnails([missing, picture, text])
    await shown
    store.showThumbnails([missing, picture, text])
    await flush(3)
    expect([...store.get().thumbnails.keys()]).to.deep.equal(['a'])
    expect(bench.downloads).to.equal(2)
    expect(errors).to.deep.equal([])
  })

  it('forgets and frees everything for the next record', async () => {
    const { store, closed } = setUp()
    const shown = thumbnailOf(store, 'a')
    store.showThumbnails([picture])
    await shown
    store.clear()
    expect(store.get().thumbnails.size).to.equal(0)
    expect(closed).to.have.length(1)
  })
})
