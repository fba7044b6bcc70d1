import { expect } from 'chai'
import type { Actions, Confirm, CreatedIncident, CreateIncidentInput } from '../../src/actions/types.js'
import type { Incident } from '../../src/protocol/records.js'
import { SnowError, type SnowErrorOptions } from '../../src/shared/errors.js'
import { createDraftChoicesStore } from '../../src/state/draft-choices-store.js'
import { createDraftStore, draftPriority, type DraftStoreOptions } from '../../src/state/draft-store.js'
import { flush } from '../support/flush.js'

type Outcome = CreatedIncident | SnowError

const incident = { sysId: 'a'.repeat(32), number: 'INC0010001' } as Incident
const filed: CreatedIncident = { incident, attachments: [], failed: [] }
const yes: Confirm = async () => undefined

function error(code: ConstructorParameters<typeof SnowError>[0], options?: SnowErrorOptions): SnowError {
  return new SnowError(code, code, options)
}

/** A store whose submissions end as `outcomes` say, one after the other. */
function setUp(...outcomes: Outcome[]) {
  const runs: CreateIncidentInput[] = []
  const reported: unknown[] = []
  const dismissed: string[] = []
  let found: Incident | SnowError | undefined
  const actions = {
    async run(_name: string, input: CreateIncidentInput) {
      runs.push(input)
      await flush()
      const outcome = outcomes.shift()
      if (outcome === undefined || outcome instanceof Error) throw outcome ?? error('SNOW_UNEXPECTED')
      return outcome
    },
    outbox: { dismiss: async (key: string) => void dismissed.push(key) },
  } as unknown as Actions
  const client = {
    incidents: {
      findByCorrelationId: async () => {
        if (found instanceof Error) throw found
        return found
      },
    },
  }
  const workspace = {
    client,
    connection: { report: (thrown: unknown) => void reported.push(thrown) },
    actions: async () => actions,
  } as unknown as DraftStoreOptions['workspace']
  let ids = 0
  const store = createDraftStore({ workspace, newId: () => `id-${(ids += 1)}` })
  store.change('shortDescription', ' Help ')
  return { store, runs, reported, dismissed, find: (what: typeof found) => void (found = what) }
}

describe('createDraftStore', () => {
  it('sends what was typed, without what was not', async () => {
    const { store, runs } = setUp(filed)
    expect(await store.submit(yes)).to.equal(filed)
    expect(runs).to.deep.equal([
      { shortDescription: 'Help', impact: '3', urgency: '3', submissionKey: 'id-1' },
    ])
    expect(store.get().phase).to.include({ name: 'filed', incident })
  })

  it('sends nothing while something is to be changed', async () => {
    const { store, runs } = setUp()
    store.change('shortDescription', '')
    expect(await store.submit(yes)).to.equal(undefined)
    expect(runs).to.have.length(0)
    expect(store.get()).to.include({ attempted: true })
  })

  it('runs once, however often it is called meanwhile', async () => {
    const { store, runs } = setUp(filed)
    const [first, second] = await Promise.all([store.submit(yes), store.submit(yes)])
    expect(first).to.equal(filed)
    expect(second).to.equal(undefined)
    expect(runs).to.have.length(1)
  })

  it('goes back to the form when the person refuses, and tries with the same key', async () => {
    const { store, runs } = setUp(error('SNOW_WRITE_REFUSED'), error('SNOW_ACL_DENIED'), filed)
    await store.submit(yes)
    expect(store.get().phase.name).to.equal('editing')
    await store.submit(yes)
    expect(store.get().phase.name).to.equal('failed')
    await store.submit(yes)
    expect(runs.map(({ submissionKey }) => submissionKey)).to.deep.equal(['id-1', 'id-1', 'id-1'])
  })

  it('does not let a submission of a form that was discarded write into the next', async () => {
    const { store } = setUp(filed)
    const submitting = store.submit(yes)
    store.reset()
    await submitting
    expect(store.get().phase.name).to.equal('editing')
    expect(store.get().fields.shortDescription).to.equal('')
  })

  it('does not take files into a form that was discarded while they were read', async () => {
    const { store } = setUp()
    const adding = store.addFiles([new File(['x'], 'a.txt')], { maxBytes: 10 })
    await Promise.resolve()
    store.reset()
    await adding
    expect(store.get().files).to.have.length(0)
  })

  it('gives two pictures that are pasted at once names of their own', async () => {
    const { store } = setUp()
    const options = { maxBytes: 10, pastedName: (n: number) => `Picture ${n}.png` }
    const pasted = (text: string): File[] => [new File([text], 'image.png', { type: 'image/png' })]
    await Promise.all([store.addFiles(pasted('x'), options), store.addFiles(pasted('yy'), options)])
    expect(store.get().files.map(({ file }) => file.name)).to.deep.equal(['Picture 1.png', 'Picture 2.png'])
    store.removeFile(store.get().files[0]!.id)
    expect(store.get().files).to.have.length(1)
  })

  describe('with an unknown outcome', () => {
    it('sends nothing while the instance does not know of it', async () => {
      const { store, runs } = setUp(error('SNOW_OUTCOME_UNKNOWN'))
      await store.submit(yes)
      await store.lookAgain()
      expect(store.get().phase).to.include({ name: 'unknown', looking: false })
      expect(runs).to.have.length(1)
    })

    it('finds it, under the same key', async () => {
      const { store, runs, find } = setUp(error('SNOW_OUTCOME_UNKNOWN'), filed)
      await store.submit(yes)
      find(incident)
      expect(await store.lookAgain()).to.equal(filed)
      expect(runs[1]?.submissionKey).to.equal('id-1')
    })

    it('stays unknown when looking fails', async () => {
      const { store, reported, find } = setUp(error('SNOW_OUTCOME_UNKNOWN'))
      await store.submit(yes)
      find(error('SNOW_TIMEOUT'))
      await store.lookAgain()
      expect(store.get().phase).to.include({ name: 'unknown', looking: false })
      expect(reported).to.have.length(2)
    })

    it('becomes another submission only when the person says so', async () => {
      const { store, runs, dismissed } = setUp(error('SNOW_OUTCOME_UNKNOWN'), filed)
      await store.submit(yes)
      await store.startOver()
      expect(store.get().fields.shortDescription).to.equal(' Help ')
      await store.submit(yes)
      expect(runs[1]?.submissionKey).not.to.equal('id-1')
      expect(dismissed).to.deep.equal(['id-1'])
    })
  })

  it('sends the files again that did not arrive', async () => {
    const file = new File(['x'], 'a.txt')
    const partly = { ...filed, failed: [{ file, error: error('SNOW_TIMEOUT') }] }
    const { store, runs } = setUp(partly, error('SNOW_ACL_DENIED'), filed)
    await store.addFiles([file], { maxBytes: 10 })
    await store.submit(yes)
    await store.retryUploads()
    const { phase } = store.get()
    expect(phase.name === 'filed' && phase.failed[0]?.error.code).to.equal('SNOW_ACL_DENIED')
    await store.retryUploads()
    expect(store.get().phase).to.deep.include({ name: 'filed', failed: [], retrying: false })
    expect(runs).to.have.length(3)
    await store.retryUploads()
    expect(runs).to.have.length(3)
  })
})

describe('draftPriority', () => {
  it('is what ServiceNow computes of impact and urgency', () => {
    const { store } = setUp()
    expect(draftPriority(store.get().fields)).to.equal('5')
    store.change('impact', '1')
    expect(draftPriority(store.get().fields)).to.equal('3')
  })
})

describe('createDraftChoicesStore', () => {
  it('reads the categories once, and again only after they failed', async () => {
    let reads = 0
    const choices = async () => {
      reads += 1
      if (reads === 1) throw error('SNOW_ACL_DENIED')
      return [{ value: 'software', label: 'Software' }]
    }
    const client = { incidents: { choices } } as unknown as Parameters<typeof createDraftChoicesStore>[0]
    const store = createDraftChoicesStore(client, { report: () => undefined })
    await store.ensure()
    expect(store.get().phase).to.equal('failed')
    await store.ensure()
    await store.ensure()
    expect(reads).to.equal(2)
    expect(store.get().categories).to.have.length(1)
  })
})
