import { expect } from 'chai'
import type { Client } from '../../src/client/types.js'
import { createSelectionCheck } from '../../src/state/check-selected.js'
import { emptySelection, type SelectionState } from '../../src/state/selection-state.js'
import { endPickers, isRead, numberAt, startPicker, untilSnapshot } from './picker-world.js'
import { makeFile, makeIncident } from './record-list-world.js'

const of = (count: number): SelectionState => {
  const records = Array.from({ length: count }, (_, n) => makeIncident(n + 1))
  return { ...emptySelection, records: new Map(records.map((record) => [record.sysId, record])) }
}

/** A client that has nothing, and writes down how many records each request asks for. */
function emptyClient(): { readonly client: Pick<Client, 'records'>; readonly asked: number[] } {
  const asked: number[] = []
  const list: Client['records']['list'] = async (_table, { query }) => {
    asked.push(new Set(JSON.stringify(query).match(/[0-9a-f]{32}/g)).size)
    return { items: [], more: false, nextOffset: 0, total: 0 }
  }
  return { client: { records: { list } } as unknown as Pick<Client, 'records'>, asked }
}

describe('createSelectionCheck', () => {
  it('goes through a large selection by turns, a hundred with each call', async () => {
    const check = createSelectionCheck()
    const { client, asked } = emptyClient()
    const gone = new Set<string>()
    const options = { selected: of(250), client, table: 'incident', isRead: () => false }
    for (let turn = 0; turn < 3; turn += 1) for (const id of (await check(options)).gone) gone.add(id)
    expect([asked, gone.size]).to.deep.equal([[100, 100, 50], 250])
    await check(options)
    expect(asked.at(-1)).to.equal(100)
  })

  it('asks for nothing that was read anyway, or is of another table, and for records of single files', async () => {
    const check = createSelectionCheck()
    const { client, asked } = emptyClient()
    const isNotAsked = { client, table: 'incident', isRead: () => true }
    await check({ ...isNotAsked, selected: of(3) })
    await check({ ...isNotAsked, selected: of(3), table: 'problem', isRead: () => false })
    expect(asked).to.deep.equal([])
    const incident = makeIncident(7)
    const file = makeFile(incident, 1)
    const files = new Map([[incident.sysId, new Map([[file.sysId, file]])]])
    const { gone } = await check({
      ...isNotAsked,
      selected: { ...emptySelection, files },
      isRead: () => false,
    })
    expect(gone).to.deep.equal([incident.sysId])
  })
})

describe('createIncidentPicker, when the list is read again', () => {
  afterEach(endPickers)

  it('says which selected records are gone, and leaves those that only left the list', async () => {
    const { picker, world } = await startPicker({ view: 'my-open' }, { user: 'abel.tuter' })
    await untilSnapshot(picker, isRead)
    const numbers = [0, 1, 2].map((place) => numberAt(picker, place))
    for (const place of [0, 1, 2]) picker.toggle(place)
    const before = picker.getSnapshot().selection.incidents
    world.emulator.asUser('admin').remove('incident', numbers[0]!)
    world.emulator.asUser('admin').update('incident', numbers[1]!, { state: '8' })
    await picker.refresh()
    const { selection } = await untilSnapshot(picker, (now) => now.selection.gone !== undefined)
    expect(selection.gone).to.deep.equal([before[0]!.sysId])
    expect(selection.incidents.map(({ number }) => number)).to.deep.equal(numbers)
    expect(selection.incidents.map(({ active }) => active)).to.deep.equal([true, false, true])
  })
})
