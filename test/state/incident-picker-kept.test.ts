import { expect } from 'chai'
import { createIncidentPicker } from '../../src/picker.js'
import type { Selection } from '../../src/state/types.js'
import { createMemoryStorage } from '../support/memory-storage.js'
import { createWorld } from '../support/world.js'
import { endPickers, isRead, numberAt, startPicker, untilSnapshot } from './picker-world.js'

describe('createIncidentPicker, what is selected from the start', () => {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'sessionStorage')

  beforeEach(() => {
    const value = createMemoryStorage()
    Object.defineProperty(globalThis, 'sessionStorage', { value, configurable: true })
  })
  afterEach(() => {
    endPickers()
    if (own === undefined) Reflect.deleteProperty(globalThis, 'sessionStorage')
    else Object.defineProperty(globalThis, 'sessionStorage', own)
  })

  it('selects what is preselected by number or sys_id, tells nobody, and says what is not there', async () => {
    const world = await createWorld({ user: 'beth.anglin' })
    const { items } = await world.client.incidents.list({
      query: { kind: 'and', of: [] },
      offset: 4,
      limit: 2,
    })
    const told: Selection[] = []
    const codes: string[] = []
    const picker = createIncidentPicker({
      workspace: world.workspace,
      view: 'all',
      preselected: [items[0]!.number.toLowerCase(), items[1]!.sysId, 'INC9999999'],
      onSelectionChanged: (selection) => told.push(selection),
      onError: ({ code }) => codes.push(code),
    })
    const life = new AbortController()
    picker.start(life.signal)
    const { selection } = await untilSnapshot(
      picker,
      (now) => now.selection.incidents.length === 2 && now.selection.missing !== undefined,
    )
    expect(selection.incidents.map(({ sysId }) => sysId)).to.have.members(items.map(({ sysId }) => sysId))
    expect([selection.missing, told, codes]).to.deep.equal([['INC9999999'], [], ['SNOW_NOT_FOUND_OR_HIDDEN']])
    life.abort()
  })

  it('remembers by name for the same person, in place of what is preselected, and forgets what is cleared', async () => {
    const { picker, world, life } = await startPicker({ remember: 'tickets' })
    await untilSnapshot(picker, isRead)
    picker.toggle(1)
    picker.toggle(3)
    const chosen = [numberAt(picker, 1), numberAt(picker, 3)]
    const isChosen = (): boolean => JSON.stringify(picker.getSnapshot().selection).includes(chosen[1]!)
    await untilSnapshot(picker, isChosen)
    const stored = (): string => JSON.stringify({ ...sessionStorage, length: sessionStorage.length })
    expect(sessionStorage.length).to.equal(1)
    // Nothing of what is in a record is stored.
    expect(stored()).to.not.contain(picker.getSnapshot().selection.incidents[0]!.shortDescription)
    life.abort()

    const again = createIncidentPicker({
      workspace: world.page(),
      view: 'all',
      remember: 'tickets',
      preselected: ['INC0010001'],
    })
    const other = createIncidentPicker({ workspace: world.page(), view: 'all', remember: 'other' })
    const lives = new AbortController()
    again.start(lives.signal)
    other.start(lives.signal)
    const { selection } = await untilSnapshot(again, (now) => now.selection.incidents.length === 2)
    expect(selection.incidents.map(({ number }) => number)).to.have.members(chosen)
    await untilSnapshot(other, isRead)
    expect(other.getSnapshot().selection.incidents).to.deep.equal([])
    again.clear()
    expect(sessionStorage.length).to.equal(0)
    lives.abort()
  })
})
