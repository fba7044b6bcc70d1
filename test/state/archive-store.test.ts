import { expect } from 'chai'
import type { Client } from '../../src/client/types.js'
import type { Attachment } from '../../src/protocol/records.js'
import { SnowError } from '../../src/shared/errors.js'
import type { ArchiveRecord, ArchiveState } from '../../src/state/archive-state.js'
import { createArchiveStore } from '../../src/state/archive-store.js'
import { flush } from '../support/flush.js'
import { createTestClock } from '../support/test-clock.js'
import { unzip } from '../support/unzip.js'

const incident = (nth: number): ArchiveRecord => ({
  tableName: 'incident',
  sysId: `i${nth}`,
  number: `INC000${nth}`,
})
const file = (sysId: string, of: ArchiveRecord, rest: Partial<Attachment> = {}): Attachment =>
  ({
    sysId,
    tableName: of.tableName,
    recordSysId: of.sysId,
    fileName: `${sysId}.txt`,
    sizeBytes: 10,
    state: 'available',
    createdAt: '2026-11-04T22:29:20Z',
    ...rest,
  }) as Attachment
const [one, two, three] = [incident(1), incident(2), incident(3)] as const

function setUp(files: readonly Attachment[], content: Readonly<Record<string, Blob | Error>> = {}) {
  const saved: { zip: Blob; name: string }[] = []
  const states: ArchiveState[] = []
  const errors: string[] = []
  const asked: string[] = []
  let reading = 0
  let most = 0
  const client = {
    attachments: {
      listFor: async (_table: string, ids: readonly string[]) =>
        files.filter(({ recordSysId }) => ids.includes(recordSysId)),
      async download(sysId: string, { signal }: { readonly signal?: AbortSignal } = {}) {
        asked.push(sysId)
        reading += 1
        most = Math.max(most, reading)
        await flush()
        reading -= 1
        signal?.throwIfAborted()
        const answer = content[sysId] ?? new Blob([`content of ${sysId}`])
        if (answer instanceof Blob) return answer
        throw answer
      },
    },
    incidents: { list: async () => ({ items: [one, two, three] }) },
  } as unknown as Client
  const store = createArchiveStore({
    client,
    clock: createTestClock(),
    words: () => ({
      reportName: 'Missing files.txt',
      report: (missing) => missing.map(({ path, code }) => `${path}: ${code}`).join('\n'),
    }),
    save: (zip, name) => saved.push({ zip, name }),
    onError: ({ code }) => errors.push(code),
  })
  store.subscribe((state) => states.push(state))
  const texts = async (): Promise<Record<string, string>> =>
    Object.fromEntries(
      [...(await unzip(saved[0]!.zip))].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]),
    )
  return { store, saved, states, errors, asked, texts, most: () => most }
}

describe('createArchiveStore', () => {
  it('packs picked files and all files of picked incidents, in a folder for each incident', async () => {
    const all = [file('a', one), file('b', one), file('c', two, { fileName: 'b.txt' })]
    const { store, saved, texts } = setUp(all)
    await store.start({ records: [one], attachments: [all[2]!, all[0]!] })
    expect(store.get()).to.deep.equal({ phase: 'saved', count: 3, missing: [] })
    expect(await texts()).to.deep.equal({
      'INC0002/b.txt': 'content of c',
      'INC0001/a.txt': 'content of a',
      'INC0001/b.txt': 'content of b',
    })
    expect(saved[0]?.name).to.match(/^attachments-\d{4}-\d\d-\d\d\.zip$/)
  })

  it('is named after the incident when there is one', async () => {
    const { store, saved } = setUp([file('a', one)])
    await store.start({ records: [one], attachments: [] })
    expect(saved[0]?.name).to.equal('INC0001.zip')
  })

  it('names a folder by the sys_id where the incident may not be read', async () => {
    const stranger = { tableName: 'incident', sysId: 'i9', number: '' }
    const { store, texts } = setUp([])
    await store.start({ records: [], attachments: [file('a', stranger)] })
    expect(Object.keys(await texts())).to.deep.equal(['i9/a.txt'])
  })

  it('loses no file to one that fails, and says in place and in the zip what is missing', async () => {
    const all = ['a', 'b', 'c', 'd'].map((id) => file(id, one, id === 'd' ? { state: 'pending' } : {}))
    const { store, texts, errors, asked } = setUp(all, { b: new SnowError('SNOW_ACL_DENIED', 'no') })
    await store.start({ records: [one], attachments: [] })
    const missing = [
      { path: 'INC0001/b.txt', code: 'SNOW_ACL_DENIED' },
      { path: 'INC0001/d.txt', code: 'SNOW_FILE_SCAN_PENDING' },
    ]
    expect(store.get()).to.deep.equal({ phase: 'saved', count: 2, missing })
    expect(await texts()).to.deep.equal({
      'INC0001/a.txt': 'content of a',
      'INC0001/c.txt': 'content of c',
      'Missing files.txt': 'INC0001/b.txt: SNOW_ACL_DENIED\nINC0001/d.txt: SNOW_FILE_SCAN_PENDING',
    })
    expect(asked).to.deep.equal(['a', 'b', 'c'])
    expect(errors).to.deep.equal([])
  })

  it('saves nothing when no file came', async () => {
    const { store, saved, errors } = setUp([file('a', one)], { a: new SnowError('SNOW_TIMEOUT', 'slow') })
    await store.start({ records: [one], attachments: [] })
    expect(store.get().phase).to.equal('failed')
    expect([errors, saved]).to.deep.equal([['SNOW_TIMEOUT'], []])
  })

  it('ends with the session: nothing of it may be saved for somebody else', async () => {
    const all = ['a', 'b', 'c', 'd'].map((id) => file(id, one))
    const { store, saved, errors, asked } = setUp(all, { b: new SnowError('SNOW_USER_CHANGED', 'other') })
    await store.start({ records: [one], attachments: [] })
    expect([errors, saved]).to.deep.equal([['SNOW_USER_CHANGED'], []])
    expect(asked).not.to.include('d')
  })

  it('reads one file at a time, and tells how far it is', async () => {
    const all = Array.from({ length: 20 }, (_, nth) => file(`f${nth}`, one))
    const { store, states, most } = setUp(all)
    await store.start({ records: [one], attachments: [] })
    expect(most()).to.equal(1)
    const done = states.flatMap((state) => (state.phase === 'packing' ? [state.done] : []))
    expect(done).to.deep.equal(Array.from({ length: 21 }, (_, nth) => nth))
    expect(states.at(-2)).to.include({ phase: 'packing', count: 20, bytes: 10 * 13 + 10 * 14 })
  })

  it('stops where it is cancelled, and can be started again', async () => {
    const all = ['a', 'b', 'c', 'd', 'e'].map((id) => file(id, one))
    const { store, saved, asked, states } = setUp(all)
    const stop = store.subscribe((state) => {
      if (state.phase === 'packing' && state.done === 1) store.dismiss()
    })
    await store.start({ records: [one], attachments: [] })
    stop()
    expect(states.at(-1)).to.deep.equal({ phase: 'idle' })
    expect(saved).to.deep.equal([])
    expect(asked).not.to.include('d')
    await store.start({ records: [one], attachments: [] })
    expect(saved).to.have.length(1)
  })

  for (const [what, files, incidents] of [
    ['too many bytes', [file('a', one, { sizeBytes: 500_000_001 })], [one]],
    ['too many files', Array.from({ length: 1001 }, (_, nth) => file(`f${nth}`, one)), [one]],
    ['too many incidents', [], Array.from({ length: 501 }, (_, nth) => incident(nth))],
  ] as const) {
    it(`reads nothing of ${what}`, async () => {
      const { store, asked, saved } = setUp(files)
      await store.start({ records: incidents, attachments: [] })
      expect(store.get()).to.deep.equal({ phase: 'too-much' })
      expect([asked, saved]).to.deep.equal([[], []])
    })
  }

  it('leaves out a file that is larger than the instance had said', async () => {
    const large = Object.defineProperty(new Blob(['x']), 'size', { value: 500_000_001 })
    const { store, texts } = setUp([file('a', one), file('b', one)], { a: large })
    await store.start({ records: [one], attachments: [] })
    expect(Object.keys(await texts())).to.deep.equal(['INC0001/b.txt', 'Missing files.txt'])
  })

  it('says when there is nothing to pack', async () => {
    const { store } = setUp([])
    await store.start({ records: [one], attachments: [] })
    expect(store.get()).to.deep.equal({ phase: 'empty' })
  })
})
