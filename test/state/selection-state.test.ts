import { expect } from 'chai'
import {
  afterFileToggled,
  afterIncidentsChanged,
  afterIncidentToggled,
  emptySelection,
  fromSelection,
  isFileSelected,
  markOf,
  toSelection,
} from '../../src/state/selection-state.js'
import { makeFile, makeIncident } from './record-list-world.js'

const incident = makeIncident(1)
const [first, second] = [makeFile(incident, 1), makeFile(incident, 2)]
const files = [first, second]

describe('selection state', () => {
  it('marks an incident by how much of it is selected', () => {
    const some = afterFileToggled(emptySelection, first, files)
    expect(markOf(emptySelection, incident.sysId)).to.equal('none')
    expect(markOf(some, incident.sysId)).to.equal('some')
    expect(markOf(afterIncidentToggled(some, incident), incident.sysId)).to.equal('all')
  })

  it('counts the files of a whole incident as selected, and lists them only with it', () => {
    const whole = afterIncidentToggled(afterFileToggled(emptySelection, first, files), incident)
    expect(isFileSelected(whole, second)).to.equal(true)
    expect(toSelection(whole)).to.deep.equal({ incidents: [incident], attachments: [] })
  })

  it('leaves the other files when one is taken out of a whole incident', () => {
    const whole = afterIncidentToggled(emptySelection, incident)
    const left = afterFileToggled(whole, first, files)
    expect(toSelection(left)).to.deep.equal({ incidents: [], attachments: [second] })
  })

  it('does not take the incident when its only file is taken', () => {
    const state = afterFileToggled(emptySelection, first, [first])
    expect(toSelection(state)).to.deep.equal({ incidents: [], attachments: [first] })
    expect(afterFileToggled(state, first, [first]).files.size).to.equal(0)
  })

  it('takes newer versions, and is the same object when there is none', () => {
    const state = fromSelection({ incidents: [makeIncident(1, { modCount: 4 })], attachments: [] })
    const older = makeIncident(1, { modCount: 3 })
    const newer = makeIncident(1, { modCount: 5, shortDescription: 'New words' })
    expect(afterIncidentsChanged(state, [older, makeIncident(2)])).to.equal(state)
    expect(afterIncidentsChanged(state, [newer]).incidents.get(newer.sysId)).to.equal(newer)
  })
})
