import { expect } from 'chai'
import type { Incident } from '../../src/protocol/records.js'
import { SnowError } from '../../src/shared/errors.js'
import {
  afterIncidentFailed,
  afterIncidentRead,
  afterOpened,
  afterPartFailed,
  afterPartRead,
  noIncident,
} from '../../src/state/incident-state.js'

const sysId = 'a'.repeat(32)
const incident = { sysId, number: 'INC0010001', modCount: 3 } as Incident
const hidden = new SnowError('SNOW_NOT_FOUND_OR_HIDDEN', 'gone')
const down = new SnowError('SNOW_INSTANCE_UNREACHABLE', 'down')

describe('incident state', () => {
  it('shows what is known of the incident while it loads, by sys_id and by number in any case', () => {
    expect(afterOpened(sysId, incident)).to.include({ phase: 'loading', incident })
    expect(afterOpened('inc0010001', incident)).to.include({ phase: 'loading', incident })
  })

  it('does not show one incident under the id of another', () => {
    expect(afterOpened('INC0010002', incident).incident).to.equal(undefined)
  })

  it('shows nothing for no id', () => {
    expect(afterOpened('', incident)).to.equal(noIncident)
  })

  it('keeps the newer of two versions, whichever comes last', () => {
    const newer = afterIncidentRead(afterOpened(sysId, undefined), { ...incident, modCount: 4 })
    expect(afterIncidentRead(newer, incident).incident?.modCount).to.equal(4)
  })

  it('keeps nothing of a record that is gone', () => {
    const ready = afterPartRead(afterIncidentRead(afterOpened(sysId, undefined), incident), 'journal', [])
    const gone = afterIncidentFailed(ready, hidden)
    expect(gone).to.include({ phase: 'gone', incident: undefined, id: sysId })
    expect(gone.journal.items).to.equal(undefined)
  })

  it('keeps what is on screen when a later read fails', () => {
    const ready = afterIncidentRead(afterOpened(sysId, undefined), incident)
    expect(afterIncidentFailed(ready, down)).to.equal(ready)
    const read = afterPartRead(ready, 'attachments', [])
    expect(afterPartFailed(read, 'attachments', down)).to.equal(read)
  })

  it('shows why a first read failed', () => {
    expect(afterIncidentFailed(afterOpened(sysId, undefined), down)).to.include({
      phase: 'failed',
      error: down,
    })
    expect(afterPartFailed(afterOpened(sysId, undefined), 'journal', down).journal.error).to.equal(down)
  })
})
