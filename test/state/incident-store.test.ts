import { expect } from 'chai'
import type { Attachment, Incident, JournalEntry } from '../../src/protocol/records.js'
import { SnowError } from '../../src/shared/errors.js'
import { createIncidentStore, type IncidentStore } from '../../src/state/incident-store.js'
import { flush } from '../support/flush.js'

const first = 'a'.repeat(32)
const second = 'b'.repeat(32)
const incidentOf = (sysId: string, modCount = 1): Incident =>
  ({ sysId, number: `INC-${sysId[0]}`, modCount }) as Incident

interface Held {
  readonly id: string
  readonly signal: AbortSignal | undefined
  readonly answer: Deferred<Incident>
}

interface Deferred<T> {
  readonly promise: Promise<T>
  readonly resolve: (value: T) => void
  readonly reject: (reason: unknown) => void
}

function deferred<T>(): Deferred<T> {
  let resolve!: Deferred<T>['resolve']
  let reject!: Deferred<T>['reject']
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return { promise, resolve, reject }
}

function setUp(): {
  store: IncidentStore
  held: Held[]
  errors: string[]
  parts: { journal: () => Promise<readonly JournalEntry[]>; asked: string[] }
} {
  const held: Held[] = []
  const errors: string[] = []
  const parts = { journal: async (): Promise<readonly JournalEntry[]> => [], asked: [] as string[] }
  const store = createIncidentStore({
    client: {
      incidents: {
        get(id, options) {
          const answer = deferred<Incident>()
          held.push({ id, signal: options?.signal, answer })
          return answer.promise
        },
        journal(sysId) {
          parts.asked.push(sysId)
          return parts.journal()
        },
      },
      attachments: { list: async (): Promise<readonly Attachment[]> => [] },
    },
    onError: (error) => errors.push(error.code),
  })
  return { store, held, errors, parts }
}

describe('createIncidentStore', () => {
  it('reads record, journal and files together when the sys_id is known', async () => {
    const { store, held, parts } = setUp()
    store.open(first)
    expect(parts.asked).to.deep.equal([first])
    held[0]!.answer.resolve(incidentOf(first))
    await flush()
    expect(store.get()).to.include({ phase: 'ready' })
    expect(store.get().journal.items).to.deep.equal([])
  })

  it('asks for journal and files of a number once the record says its sys_id', async () => {
    const { store, held, parts } = setUp()
    store.open('INC-a')
    expect(parts.asked).to.deep.equal([])
    held[0]!.answer.resolve(incidentOf(first))
    await flush()
    expect(parts.asked).to.deep.equal([first])
  })

  it('drops the answer for an incident that is shown no longer', async () => {
    const { store, held } = setUp()
    store.open(first)
    store.open(second)
    expect(held[0]!.signal?.aborted).to.equal(true)
    held[1]!.answer.resolve(incidentOf(second))
    await flush()
    held[0]!.answer.resolve(incidentOf(first))
    await flush()
    expect(store.get().incident?.sysId).to.equal(second)
  })

  it('lets nothing of a hidden record come in late', async () => {
    const { store, held, errors, parts } = setUp()
    const journal = deferred<readonly JournalEntry[]>()
    parts.journal = () => journal.promise
    store.open(first)
    held[0]!.answer.reject(new SnowError('SNOW_NOT_FOUND_OR_HIDDEN', 'no'))
    await flush()
    journal.resolve([{ id: '1', kind: 'work-note', author: 'x', createdAt: '', text: 'secret' }])
    await flush()
    expect(store.get()).to.include({ phase: 'gone' })
    expect(store.get().journal.items).to.equal(undefined)
    expect(errors).to.deep.equal(['SNOW_NOT_FOUND_OR_HIDDEN'])
  })

  it('reads again after a failure', async () => {
    const { store, held } = setUp()
    store.open(first)
    held[0]!.answer.reject(new SnowError('SNOW_TIMEOUT', 'slow'))
    await flush()
    expect(store.get().phase).to.equal('failed')
    store.refresh()
    expect(store.get().phase).to.equal('loading')
    held[1]!.answer.resolve(incidentOf(first))
    await flush()
    expect(store.get().phase).to.equal('ready')
  })

  it('takes over a newer version at once and reads the journal again', async () => {
    const { store, held, parts } = setUp()
    store.open(first)
    held[0]!.answer.resolve(incidentOf(first))
    await flush()
    store.accept(incidentOf(first, 2))
    expect(store.get().incident?.modCount).to.equal(2)
    expect(parts.asked).to.have.length(2)
  })

  it('takes no version of another incident', async () => {
    const { store, held } = setUp()
    store.open(first)
    held[0]!.answer.resolve(incidentOf(first))
    await flush()
    store.accept(incidentOf(second, 9))
    expect(store.get().incident?.sysId).to.equal(first)
  })
})
