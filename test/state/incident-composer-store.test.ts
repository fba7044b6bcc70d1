import { expect } from 'chai'
import type { Actions } from '../../src/actions/types.js'
import type { Incident } from '../../src/protocol/records.js'
import { SnowError } from '../../src/shared/errors.js'
import { createComposerStore, type ComposerStore } from '../../src/state/incident-composer-store.js'
import { flush } from '../support/flush.js'

const sysId = 'a'.repeat(32)
const changed = { sysId, number: 'INC-a', modCount: 2 } as Incident

function setUp(outcome: () => Promise<Incident>): { store: ComposerStore; runs: unknown[][] } {
  const runs: unknown[][] = []
  const confirm = async (): Promise<void> => undefined
  const actions = {
    run: async (...run: unknown[]) => {
      runs.push(run)
      return outcome()
    },
  } as unknown as Actions
  return { store: createComposerStore({ actions: async () => actions, confirm }), runs }
}

const failing = (error: unknown) => (): Promise<Incident> => Promise.reject(error)

describe('createComposerStore', () => {
  it('sends a reply through its action and clears the draft', async () => {
    const { store, runs } = setUp(async () => changed)
    store.write(sysId, ' Hello \n')
    expect(await store.send(sysId)).to.equal(changed)
    expect(runs[0]?.slice(0, 2)).to.deep.equal(['add_incident_comment', { incident: sysId, text: 'Hello' }])
    expect(store.draftOf(sysId)).to.include({ text: '', sending: false, error: undefined })
  })

  it('sends a work note as a work note, and stays with work notes', async () => {
    const { store, runs } = setUp(async () => changed)
    store.choose(sysId, 'work-note')
    store.write(sysId, 'For us')
    await store.send(sysId)
    expect(runs[0]?.[0]).to.equal('add_incident_work_note')
    expect(store.draftOf(sysId).kind).to.equal('work-note')
  })

  it('asks through the confirmation of its own element', async () => {
    const { store, runs } = setUp(async () => changed)
    store.write(sysId, 'Hello')
    await store.send(sysId)
    expect(runs[0]?.[2]).to.have.property('confirm').that.is.a('function')
  })

  it('is under way only once somebody agreed to it', async () => {
    const settle: { agree?: () => void; answer?: () => void } = {}
    const agreement = new Promise<void>((resolve) => (settle.agree = resolve))
    const answer = new Promise<Incident>((resolve) => (settle.answer = () => resolve(changed)))
    const actions = {
      run: async (...[, , { confirm }]: [unknown, unknown, { confirm: () => Promise<void> }]) => {
        await confirm()
        return answer
      },
    } as unknown as Actions
    const confirm = (): Promise<void> => agreement
    const store = createComposerStore({ actions: async () => actions, confirm })
    store.write(sysId, 'Hello')
    const sending = store.send(sysId)
    await flush()
    expect(store.draftOf(sysId)).to.include({ sending: true, agreed: false })
    settle.agree?.()
    await flush()
    expect(store.draftOf(sysId)).to.include({ sending: true, agreed: true })
    settle.answer?.()
    await sending
    expect(store.draftOf(sysId)).to.include({ sending: false, agreed: false })
  })

  it('keeps the draft when it fails, with the reason', async () => {
    const { store } = setUp(failing(new SnowError('SNOW_RULE_REFUSED', 'no')))
    store.write(sysId, 'Hello')
    expect(await store.send(sysId)).to.equal(undefined)
    expect(store.draftOf(sysId)).to.include({ text: 'Hello', sending: false })
    expect(store.draftOf(sysId).error?.code).to.equal('SNOW_RULE_REFUSED')
  })

  it('keeps the draft without a reason when somebody refused it', async () => {
    const { store } = setUp(failing(new SnowError('SNOW_WRITE_REFUSED', 'no')))
    store.write(sysId, 'Hello')
    await store.send(sysId)
    expect(store.draftOf(sysId)).to.include({ text: 'Hello', sending: false, error: undefined })
  })

  it('sends once, however often it is asked to', async () => {
    const { store, runs } = setUp(async () => changed)
    store.write(sysId, 'Hello')
    await Promise.all([store.send(sysId), store.send(sysId)])
    expect(runs).to.have.length(1)
  })

  it('sends no blank', async () => {
    const { store, runs } = setUp(async () => changed)
    store.write(sysId, ' \n ')
    await store.send(sysId)
    expect(runs).to.have.length(0)
  })

  it('keeps a draft for each incident', () => {
    const { store } = setUp(async () => changed)
    store.write(sysId, 'one')
    store.write('b'.repeat(32), 'other')
    expect(store.draftOf(sysId).text).to.equal('one')
  })
})
