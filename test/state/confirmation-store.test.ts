import { expect } from 'chai'
import type { WriteRequest } from '../../src/actions/types.js'
import { createConfirmationStore } from '../../src/state/confirmation-store.js'

const request = (action: string): WriteRequest => ({
  action,
  record: undefined,
  table: 'incident',
  changes: [],
  files: [],
})

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'resolved',
    (error: { code?: unknown; name: string }) => (typeof error.code === 'string' ? error.code : error.name),
  )
}

describe('createConfirmationStore', () => {
  it('asks one at a time, in order', async () => {
    const store = createConfirmationStore()
    const first = store.confirm(request('first'), {})
    const second = store.confirm(request('second'), {})
    expect(store.get().pending?.action).to.equal('first')
    store.approve()
    expect(store.get().pending?.action).to.equal('second')
    store.refuse()
    expect(store.get().pending).to.equal(undefined)
    expect(await codeOf(first)).to.equal('resolved')
    expect(await codeOf(second)).to.equal('SNOW_WRITE_REFUSED')
  })

  it('asks the policy of the host first', async () => {
    const store = createConfirmationStore()
    store.setPolicy(({ action }) => (action === 'yes' ? 'approve' : action === 'no' ? 'refuse' : 'ask'))
    expect(await codeOf(store.confirm(request('yes'), {}))).to.equal('resolved')
    expect(await codeOf(store.confirm(request('no'), {}))).to.equal('SNOW_WRITE_REFUSED')
    expect(store.get().pending).to.equal(undefined)
    const asked = store.confirm(request('ask'), {})
    expect(store.get().pending?.action).to.equal('ask')
    store.approve()
    expect(await codeOf(asked)).to.equal('resolved')
  })

  it('forgets a question whose asker has gone, whether it is shown or waits', async () => {
    const store = createConfirmationStore()
    const shown = new AbortController()
    const waits = new AbortController()
    const first = store.confirm(request('first'), { signal: shown.signal })
    const second = store.confirm(request('second'), { signal: waits.signal })
    const third = store.confirm(request('third'), {})
    waits.abort()
    expect(store.get().pending?.action).to.equal('first')
    shown.abort()
    expect(store.get().pending?.action).to.equal('third')
    store.approve()
    expect(await Promise.all([first, second, third].map(codeOf))).to.deep.equal([
      'AbortError',
      'AbortError',
      'resolved',
    ])
  })

  it('answers nothing when nothing is asked', () => {
    const store = createConfirmationStore()
    store.approve()
    store.refuse()
    expect(store.get().pending).to.equal(undefined)
  })
})
