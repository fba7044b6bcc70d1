import { expect } from 'chai'
import { SelectionStore } from '../../src/state/selection-store.js'
import { toSelection } from '../../src/state/selection-content.js'
import { makeFile, makeIncident } from './record-list-world.js'

const picks = [1, 2, 3, 4, 5].map((n) => ({ record: makeIncident(n) }))
const numbers = (store: SelectionStore): readonly number[] =>
  toSelection(store.get()).incidents.map(({ number }) => Number(number.slice(3)))

describe('SelectionStore', () => {
  it('gives back what a range took when it shrinks, and keeps what was there before', () => {
    const store = new SelectionStore()
    store.toggle(picks[4]!)
    store.extend(picks.slice(0, 4), true)
    expect(numbers(store)).to.have.members([1, 2, 3, 4, 5])
    store.extend(picks.slice(0, 2), false)
    expect(numbers(store)).to.have.members([1, 2, 5])
    store.extend(picks.slice(2, 3), true)
    expect(numbers(store)).to.have.members([1, 2, 3, 5])
  })

  it('holds one thing at a time when single', () => {
    const store = new SelectionStore()
    store.setMode('single')
    store.toggle(picks[0]!)
    store.toggle(picks[1]!)
    store.add(picks)
    expect(numbers(store)).to.deep.equal([2])
    const file = makeFile(picks[2]!.record, 1)
    store.toggle({ file, siblings: [file], parent: picks[2]!.record })
    expect(toSelection(store.get())).to.deep.equal({ incidents: [], attachments: [file] })
    store.toggle({ file, siblings: [file], parent: picks[2]!.record })
    expect(toSelection(store.get())).to.deep.equal({ incidents: [], attachments: [] })
  })

  it('drops what a stricter mode does not allow', () => {
    const store = new SelectionStore()
    store.add(picks)
    store.setMode('single')
    expect(numbers(store)).to.deep.equal([])
    store.setMode('none')
    store.toggle(picks[0]!)
    expect(numbers(store)).to.deep.equal([])
  })

  it('does not move when nothing changes', () => {
    const store = new SelectionStore()
    store.add(picks)
    const before = store.get()
    store.add(picks.slice(0, 2))
    store.update([makeIncident(99)])
    expect(store.get()).to.equal(before)
  })
})
