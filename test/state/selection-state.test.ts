import { expect } from 'chai'
import { contains, equals, textSearch } from '../../src/protocol/query-builders.js'
import { fromSelection, toSelection } from '../../src/state/selection-content.js'
import { createCoverage, type SelectionRule } from '../../src/state/selection-rule.js'
import {
  afterFileRemoved,
  afterFilesAdded,
  afterGone,
  afterRecordRemoved,
  afterRecordsAdded,
  afterRecordsChanged,
  afterRuleTaken,
  emptySelection,
  isFileSelected,
  markOf,
  rootMarkOf,
} from '../../src/state/selection-state.js'
import { makeFile, makeIncident } from './record-list-world.js'

const incident = makeIncident(1)
const [first, second] = [makeFile(incident, 1), makeFile(incident, 2)]
const rule: SelectionRule = {
  table: 'incident',
  query: equals('priority', '1'),
  label: 'Critical',
  live: false,
}

describe('selection state', () => {
  it('marks a record by how much of it is selected', () => {
    const some = afterFilesAdded(emptySelection, [first])
    expect(markOf(emptySelection, incident)).to.equal('none')
    expect(markOf(some, incident)).to.equal('some')
    expect(markOf(afterRecordsAdded(some, [incident]), incident)).to.equal('all')
  })

  it('counts the files of a whole record as selected, and lists them only with it', () => {
    const whole = afterRecordsAdded(afterFilesAdded(emptySelection, [first]), [incident])
    expect(isFileSelected(whole, second)).to.equal(true)
    expect(toSelection(whole)).to.deep.equal({ incidents: [incident], attachments: [] })
  })

  it('does not take the record when its only file is taken', () => {
    const state = afterFilesAdded(emptySelection, [first])
    expect(toSelection(state)).to.deep.equal({ incidents: [], attachments: [first] })
    expect(afterFileRemoved(state, first).files.size).to.equal(0)
  })

  it('takes newer versions, and is the same object when there is none', () => {
    const state = fromSelection({ incidents: [makeIncident(1, { modCount: 4 })] })
    const older = makeIncident(1, { modCount: 3 })
    const newer = makeIncident(1, { modCount: 5, shortDescription: 'New words' })
    const same = makeIncident(1, { modCount: 4 })
    expect(afterRecordsChanged(state, [older, same, makeIncident(2)])).to.equal(state)
    expect(afterRecordsChanged(state, [newer]).records.get(newer.sysId)).to.equal(newer)
  })

  it('keeps a deleted record, marked, until it is seen again or taken out', () => {
    const state = afterGone(fromSelection({ incidents: [incident] }), [incident.sysId, 'not selected'])
    expect(toSelection(state)).to.deep.equal({
      incidents: [incident],
      attachments: [],
      gone: [incident.sysId],
    })
    expect(afterGone(state, [incident.sysId])).to.equal(state)
    expect(toSelection(afterRecordsChanged(state, [incident])).gone).to.equal(undefined)
    expect(toSelection(afterRecordRemoved(state, incident, false))).to.deep.equal({
      incidents: [],
      attachments: [],
    })
  })

  it('makes an exception of what is taken out of a rule, and takes it back', () => {
    const all = afterRuleTaken(emptySelection, rule)
    expect([markOf(all, incident, true), rootMarkOf(all)]).to.deep.equal(['all', 'all'])
    const but = afterRecordRemoved(all, incident, true)
    expect([markOf(but, incident, true), rootMarkOf(but)]).to.deep.equal(['none', 'some'])
    const { sysId, number } = incident
    expect(toSelection(but).rule?.exceptions).to.deep.equal([{ sysId, number }])
    expect(markOf(afterFilesAdded(but, [first]), incident, true)).to.equal('some')
    const again = afterRecordsAdded(but, [incident], () => true)
    expect(toSelection(again)).to.deep.equal({
      incidents: [],
      attachments: [],
      rule: { ...rule, exceptions: [] },
    })
  })

  it('keeps what was picked one by one where a new rule does not cover it', () => {
    const picked = afterRecordsAdded(emptySelection, [incident, makeIncident(2)])
    const taken = afterRuleTaken(picked, rule, ({ sysId }) => sysId === incident.sysId)
    expect(toSelection(taken).incidents).to.deep.equal([makeIncident(2)])
  })

  it('is the same after it went to the host and back', () => {
    const state = afterRecordRemoved(
      afterRuleTaken(fromSelection({ incidents: [incident], attachments: [second] }), rule),
      makeIncident(7),
      true,
    )
    expect(fromSelection(toSelection(state))).to.deep.equal(state)
  })
})

describe('what a rule covers', () => {
  const about = { currentUser: undefined, shown: undefined }

  it('is decided by its own query, whatever the list shows', () => {
    const covers = createCoverage(rule, { ...about, shown: contains('short_description', 'x') })
    expect(covers(makeIncident(1, { priority: { value: '1', label: '1 - Critical' } }))).to.equal(true)
    expect(covers(incident)).to.equal(false)
    expect(covers({ ...makeIncident(1), table: 'problem' } as never)).to.equal(false)
  })

  it('is what is on screen where only the server can decide, while that same query is shown', () => {
    const text = { ...rule, query: textSearch('vpn') }
    expect(createCoverage(text, about)(incident)).to.equal(false)
    expect(createCoverage(text, { ...about, shown: textSearch('vpn') })(incident)).to.equal(true)
    expect(createCoverage(text, { ...about, shown: textSearch('other') })(incident)).to.equal(false)
  })
})
