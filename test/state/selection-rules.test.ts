import { expect } from 'chai'
import { equals, textSearch } from '../../src/protocol/query-builders.js'
import type { Attachment } from '../../src/protocol/records.js'
import type { RefusalReason, SelectionLimits } from '../../src/state/selection-limits.js'
import type { SelectionRule } from '../../src/state/selection-rule.js'
import { rootMarkOf } from '../../src/state/selection-state.js'
import { toSelection } from '../../src/state/selection-content.js'
import { SelectionStore, undoMs } from '../../src/state/selection-store.js'
import { createTestClock } from '../support/test-clock.js'
import { makeFile, makeIncident } from './record-list-world.js'

const records = [1, 2, 3, 4, 5].map((n) => makeIncident(n))
const picks = records.map((record) => ({ record }))
const files = [1, 2, 3].map((n) => makeFile(records[0]!, n))
const filePick = (file: Attachment) => ({ file, siblings: files, parent: records[0]! })
const rule: SelectionRule = { table: 'incident', query: equals('active', 'true'), label: 'Open', live: true }

const selected = (store: SelectionStore): string[] =>
  toSelection(store.get()).incidents.map(({ number }) => number.slice(-1))
const names = (store: SelectionStore): string[] =>
  toSelection(store.get()).attachments.map(({ fileName }) => fileName)
const reasons = (store: SelectionStore): [RefusalReason, number][] =>
  store.get().refusals.map(({ reason, left }) => [reason, left])

function limited(limits: SelectionLimits): SelectionStore {
  const store = new SelectionStore()
  store.setLimits(limits)
  return store
}

describe('SelectionStore with a rule', () => {
  it('covers rows that were never read, and makes an exception of one that is unticked', () => {
    const store = new SelectionStore()
    store.take(rule)
    expect(records.map((record) => store.markOf(record))).to.deep.equal(Array(5).fill('all'))
    expect(store.markOf(makeIncident(9, { active: false }))).to.equal('none')
    store.toggle(picks[1]!)
    store.toggle(picks[2]!)
    expect(toSelection(store.get()).rule?.exceptions.map(({ sysId }) => sysId)).to.deep.equal([
      records[1]!.sysId,
      records[2]!.sysId,
    ])
    expect([store.markOf(records[1]!), rootMarkOf(store.get())]).to.deep.equal(['none', 'some'])
    store.toggle(picks[1]!)
    store.extend([picks[2]!], true)
    expect(toSelection(store.get())).to.deep.equal({
      incidents: [],
      attachments: [],
      rule: { ...rule, exceptions: [] },
    })
    expect(rootMarkOf(store.get())).to.equal('all')
  })

  it('stays what it was when the list shows something else', () => {
    const store = new SelectionStore()
    const query = textSearch('vpn')
    store.setContext({ currentUser: 'x', shown: query })
    store.take({ ...rule, query })
    expect(store.markOf(records[0]!)).to.equal('all')
    store.setContext({ currentUser: 'x', shown: textSearch('printer') })
    expect(store.markOf(records[0]!)).to.equal('none')
    expect(store.get().rule?.query).to.equal(query)
    store.toggle(picks[0]!)
    store.setContext({ currentUser: 'x', shown: textSearch('vpn') })
    expect([store.markOf(records[1]!), selected(store)]).to.deep.equal(['all', ['1']])
  })

  it('leaves the other files when one is taken out of a record that it covers', () => {
    const store = new SelectionStore()
    store.take(rule)
    expect(store.isFileSelected(files[0]!, records[0]!)).to.equal(true)
    store.toggle(filePick(files[0]!))
    expect([store.markOf(records[0]!), names(store)]).to.deep.equal(['some', ['file-2.txt', 'file-3.txt']])
    expect(store.get().exceptions.size).to.equal(1)
    store.toggle(picks[0]!)
    expect([store.markOf(records[0]!), names(store)]).to.deep.equal(['all', []])
  })

  it('takes the place of the rule before, and can be followed or not', () => {
    const store = new SelectionStore()
    store.take(rule)
    store.toggle(picks[0]!)
    store.take({ ...rule, query: equals('priority', '1'), label: 'Critical' })
    expect([store.get().rule?.label, store.get().exceptions.size]).to.deep.equal(['Critical', 0])
    store.setLive(false)
    expect(store.get().rule?.live).to.equal(false)
    store.dropRule()
    expect(store.get().rule).to.equal(undefined)
  })

  it('is there only where many may be selected', () => {
    const store = new SelectionStore()
    store.setMode('single')
    store.take(rule)
    expect(store.get().rule).to.equal(undefined)
    store.setMode('multiple')
    store.take(rule)
    store.setMode('single')
    expect(store.get().rule).to.equal(undefined)
  })
})

describe('the limits of a selection', () => {
  it('take what fits of a range, the first first, and say how many were left out', () => {
    const store = limited({ maxSelected: 3 })
    store.extend(picks, true)
    expect([selected(store), reasons(store)]).to.deep.equal([['1', '2', '3'], [['count', 2]]])
    store.extend(picks.slice(0, 2), false)
    expect([selected(store), reasons(store)]).to.deep.equal([['1', '2'], []])
    store.add(picks)
    expect(reasons(store)).to.deep.equal([['count', 2]])
    store.toggle(picks[4]!)
    expect([selected(store), reasons(store)]).to.deep.equal([['1', '2', '3'], [['count', 1]]])
    store.toggle(picks[0]!)
    expect([selected(store), reasons(store)]).to.deep.equal([['2', '3'], []])
  })

  it('count single files too, and no file beside the record that it comes with', () => {
    const store = limited({ maxSelected: 2 })
    store.add([filePick(files[0]!), filePick(files[1]!)])
    store.toggle(filePick(files[2]!))
    expect(reasons(store)).to.deep.equal([['count', 1]])
    store.toggle(picks[0]!)
    expect([selected(store), names(store), reasons(store)]).to.deep.equal([['1'], [], []])
    store.extend([picks[1]!, ...files.map(filePick), picks[0]!], true)
    expect([selected(store), reasons(store)]).to.deep.equal([['1', '2'], []])
  })

  it('refuse a rule where a number is the limit: nobody knows how many match', () => {
    const store = limited({ maxSelected: 50 })
    store.add(picks)
    store.take(rule)
    expect([selected(store).length, store.get().rule, reasons(store)]).to.deep.equal([
      5,
      undefined,
      [['rule', 1]],
    ])
  })

  it('hold the bytes of single files together, and their types', () => {
    const store = limited({ maxTotalBytes: 3_000, accept: '.PDF, image/*,text/plain' })
    const odd = makeFile(records[1]!, 4, { contentType: 'application/x-msdownload', fileName: 'a.exe' })
    const named = { ...odd, sysId: 'e'.repeat(32), fileName: 'Offer.pdf', sizeBytes: 0 }
    store.add([files[0]!, files[1]!, odd, named, files[2]!].map(filePick))
    expect([names(store), reasons(store)]).to.deep.equal([
      ['file-1.txt', 'file-2.txt', 'Offer.pdf'],
      [
        ['type', 1],
        ['bytes', 1],
      ],
    ])
  })

  it('hold for the files that a record leaves behind, too', () => {
    const store = limited({ accept: 'image/png' })
    store.toggle(picks[0]!)
    const picture = makeFile(records[0]!, 7, { contentType: 'image/png' })
    const pending = makeFile(records[0]!, 8, { contentType: 'image/png', state: 'pending' })
    store.toggle({ ...filePick(files[0]!), siblings: [...files, picture, pending] })
    expect([selected(store), names(store), reasons(store)]).to.deep.equal([
      [],
      ['file-7.txt'],
      [
        ['type', 2],
        ['scanning', 1],
      ],
    ])
  })

  it('of the host may say no in its own words, and break nothing when they throw', () => {
    const thrown: unknown[] = []
    const store = limited({
      onError: (error) => thrown.push(error),
      maySelect: (candidate) => {
        if ('rule' in candidate) return false
        if ('record' in candidate && candidate.record.sysId === records[1]!.sysId) throw new Error('broken')
        return 'record' in candidate && candidate.record.sysId === records[2]!.sysId ? 'Not this one' : true
      },
    })
    store.add(picks)
    expect(selected(store)).to.deep.equal(['1', '4', '5'])
    expect(store.get().refusals).to.deep.equal([
      { reason: 'callback', left: 1 },
      { reason: 'host', left: 1, words: 'Not this one' },
    ])
    expect((thrown[0] as Error).message).to.equal('broken')
    store.take(rule)
    expect([store.get().rule, reasons(store)]).to.deep.equal([undefined, [['host', 1]]])
  })

  it('leave alone what is selected when they are lowered', () => {
    const store = new SelectionStore()
    store.add(picks)
    store.setLimits({ maxSelected: 1 })
    expect(selected(store).length).to.equal(5)
    store.toggle(picks[0]!)
    expect(selected(store).length).to.equal(4)
  })
})

describe('clearing a selection', () => {
  it('can be undone for a while, and only until something else is selected', () => {
    const clock = createTestClock()
    const store = new SelectionStore(() => clock)
    store.take(rule)
    store.toggle(picks[0]!)
    const before = toSelection(store.get())
    store.clearWithUndo()
    expect(toSelection(store.get())).to.deep.equal({ incidents: [], attachments: [] })
    clock.advance(undoMs - 1)
    store.undo()
    expect(toSelection(store.get())).to.deep.equal(before)
    store.clearWithUndo()
    clock.advance(undoMs)
    expect(store.get().cleared).to.equal(undefined)
    store.undo()
    expect(toSelection(store.get())).to.deep.equal({ incidents: [], attachments: [] })
    store.add(picks)
    store.clearWithUndo()
    store.toggle(picks[3]!)
    store.undo()
    expect(selected(store)).to.deep.equal(['4'])
  })

  it('brings back what changed meanwhile as it is now', () => {
    const store = new SelectionStore(() => createTestClock())
    store.add(picks)
    store.clearWithUndo()
    store.update([makeIncident(1, { modCount: 7 })])
    store.markGone([records[1]!.sysId])
    store.undo()
    const { incidents, gone } = toSelection(store.get())
    expect([incidents[0]!.modCount, gone]).to.deep.equal([7, [records[1]!.sysId]])
  })
})

describe('what is to be selected before it is read', () => {
  it('counts as selected, by sys_id or number, and is selected once it is there', () => {
    const store = new SelectionStore()
    const [first, second, third] = records as [(typeof records)[0], (typeof records)[0], (typeof records)[0]]
    store.want([first.sysId, ` ${second.number} `, 'INC0009999', '', third.sysId])
    expect([first, second, makeIncident(4)].map((record) => store.markOf(record))).to.deep.equal([
      ...['all', 'all', 'none'],
    ])
    store.toggle({ record: third })
    store.settle([first.sysId, third.sysId], [first, third])
    store.settle([second.number, 'INC0009999'], [second])
    expect(toSelection(store.get())).to.deep.equal({
      incidents: [first, second],
      attachments: [],
      missing: ['INC0009999'],
    })
  })

  it('does not exceed the limits, and says so', () => {
    const store = limited({ maxSelected: 2 })
    const asked = records.map(({ sysId }) => sysId)
    store.want(asked)
    store.settle(asked, records)
    expect([selected(store), reasons(store)]).to.deep.equal([['1', '2'], [['count', 3]]])
  })
})
