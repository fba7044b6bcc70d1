import { expect } from 'chai'
import { createIncidentPicker, anyOf } from '../../src/picker.js'
import type { SnowError } from '../../src/shared/errors.js'
import type { Selection } from '../../src/state/types.js'
import { flush } from '../support/flush.js'
import { createWorld } from '../support/world.js'
import { endPickers, isRead, numberAt, startPicker, untilSnapshot } from './picker-world.js'

describe('createIncidentPicker', () => {
  afterEach(endPickers)

  it('reads nothing before it is started, then rows one by one by their place', async () => {
    const asked: string[] = []
    const world = await createWorld({
      user: 'beth.anglin',
      intercept: ({ url }) => void asked.push(new URL(url).pathname),
    })
    const picker = createIncidentPicker({ workspace: world.workspace, view: 'all' })
    await flush(5)
    expect([asked, picker.getSnapshot().list.status, picker.getSnapshot().count]).to.deep.equal([
      [],
      'idle',
      0,
    ])
    const life = new AbortController()
    picker.start(life.signal)
    const { count, list } = await untilSnapshot(picker, isRead)
    const { items } = await world.client.incidents.list({
      query: { kind: 'and', of: [] },
      sort: [{ field: 'opened_at', descending: true }],
      offset: 0,
      limit: 50,
    })
    expect(list.seen).to.equal(items.length)
    expect(items.map((_, place) => numberAt(picker, place))).to.deep.equal(items.map(({ number }) => number))
    expect(picker.rowAt(count - 1).mark).to.equal(
      picker.rowAt(count - 1).kind === 'record' ? 'none' : undefined,
    )
    life.abort()
  })

  it('reads what `look` says is on screen', async () => {
    const { picker } = await startPicker({ pageSize: 20 }, { emulator: { incidents: 1000 } })
    const { count } = await untilSnapshot(picker, isRead)
    const last = count - 1
    expect(picker.rowAt(last).kind).to.equal('loading')
    picker.look(last - 5, count)
    await untilSnapshot(picker, () => picker.rowAt(last).kind === 'record')
  })

  it('gives the same frozen snapshot until something changes, and then another', async () => {
    const { picker } = await startPicker()
    const before = await untilSnapshot(picker, isRead)
    expect([picker.getSnapshot() === before, Object.isFrozen(before)]).to.deep.equal([true, true])
    let heard = 0
    const end = picker.subscribe(() => (heard += 1))
    picker.setView('all')
    picker.clear()
    expect([heard, picker.getSnapshot() === before]).to.deep.equal([0, true])
    picker.toggle(0)
    expect(heard).to.equal(1)
    expect(before.selection.incidents.length).to.equal(0)
    expect(picker.getSnapshot().selection.incidents.length).to.equal(1)
    end()
    picker.toggle(1)
    expect(heard).to.equal(1)
  })

  it('searches, filters and sorts, and says how in a string that another begins with', async () => {
    const { picker, world } = await startPicker()
    await untilSnapshot(picker, isRead)
    picker.filter('priority', anyOf('1', '2'))
    picker.sortBy('number')
    picker.setDensity('compact')
    await untilSnapshot(picker, isRead)
    const rows = Array.from({ length: picker.getSnapshot().list.seen }, (_, place) => picker.rowAt(place))
    const records = rows.flatMap((row) => (row.kind === 'record' ? [row.record] : []))
    expect(new Set(records.map(({ fields }) => fields.priority?.value))).to.deep.equal(new Set(['1', '2']))
    const numbers = records.map(({ number }) => number)
    expect(numbers).to.deep.equal([...numbers].sort().reverse())

    const text = picker.viewString
    const other = createIncidentPicker({ workspace: world.workspace, viewString: text })
    expect(other.getSnapshot().list.shown).to.deep.equal(picker.getSnapshot().list.shown)
    const kept = picker.getSnapshot().list.shown
    for (const broken of ['99~incident~all', 'rubbish']) {
      expect(() => picker.showViewString(broken))
        .to.throw()
        .with.property('code')
        .match(/^SNOW_VIEW_/)
    }
    expect(picker.getSnapshot().list.shown).to.equal(kept)

    picker.clearFilters()
    picker.setSearch(numbers[0]!)
    picker.applySearch()
    const { list } = await untilSnapshot(picker, (snapshot) => isRead(snapshot) && snapshot.list.complete)
    expect([list.seen, numberAt(picker, 0)]).to.deep.equal([1, numbers[0]])
  })

  it('selects by one, range, all, rule and id; clears, and undoes that', async () => {
    const told: Selection[] = []
    const { picker } = await startPicker({ onSelectionChanged: (selection) => told.push(selection) })
    const { list } = await untilSnapshot(picker, isRead)
    const chosen = (): number => picker.getSnapshot().selection.incidents.length
    picker.toggle(4)
    picker.extendTo(1)
    expect([chosen(), picker.rowAt(2).mark, picker.rowAt(5).mark]).to.deep.equal([4, 'all', 'none'])
    picker.selectLoaded()
    expect(chosen()).to.equal(list.seen)
    picker.clear()
    expect([chosen(), picker.getSnapshot().canUndo]).to.deep.equal([0, true])
    picker.undo()
    expect([chosen(), told.at(-1)]).to.deep.equal([list.seen, picker.getSnapshot().selection])
    picker.clear()

    picker.selectMatching({ label: 'All', live: true })
    picker.toggle(3)
    const { rule } = picker.getSnapshot().selection
    expect([rule?.live, rule?.exceptions.map(({ number }) => number)]).to.deep.equal([
      true,
      [numberAt(picker, 3)],
    ])
    expect([picker.rowAt(2).mark, picker.rowAt(3).mark]).to.deep.equal(['all', 'none'])
    picker.clear()

    const acts = told.length
    picker.select([numberAt(picker, 7)])
    await untilSnapshot(picker, ({ selection }) => selection.incidents.length === 1)
    expect([numberAt(picker, 7), picker.rowAt(7).mark]).to.deep.equal([
      picker.getSnapshot().selection.incidents[0]!.number,
      'all',
    ])
    // What the host selects itself, it is not told of.
    expect(told.length).to.equal(acts)
  })

  it('gives what is selected in the version that a refresh has read', async () => {
    const { picker, world } = await startPicker()
    await untilSnapshot(picker, isRead)
    picker.toggle(1)
    const [before] = picker.getSnapshot().selection.incidents
    world.emulator.asUser('admin').update('incident', before!.sysId, { short_description: 'Other words' })
    await picker.refresh()
    const { selection } = await untilSnapshot(
      picker,
      ({ selection: { incidents } }) => incidents[0]?.shortDescription === 'Other words',
    )
    expect(selection.incidents.map(({ sysId }) => sysId)).to.deep.equal([before!.sysId])
    // Read once more as it is, it is the same selection.
    await picker.refresh()
    await flush(5)
    expect(picker.getSnapshot().selection).to.equal(selection)
  })

  it('keeps to the limits of the host, and says why something was left out', async () => {
    const { picker } = await startPicker({ limits: { maxSelected: 2 } })
    await untilSnapshot(picker, isRead)
    for (const place of [0, 1, 2]) picker.toggle(place)
    const { selection, refusals } = picker.getSnapshot()
    expect([selection.incidents.length, refusals.map(({ reason }) => reason)]).to.deep.equal([2, ['count']])
  })

  it('starts anew at once without losing or doubling a request, and ends with the last who asked', async () => {
    const asked: Request[] = []
    const world = await createWorld({
      user: 'beth.anglin',
      intercept(request) {
        if (!request.url.includes('/table/incident')) return undefined
        asked.push(request)
        return asked.length > 1 ? new Promise(() => undefined) : undefined
      },
    })
    const picker = createIncidentPicker({ workspace: world.workspace, view: 'all' })
    const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()]
    picker.start(first.signal)
    first.abort()
    picker.start(second.signal)
    await untilSnapshot(picker, isRead)
    expect(asked.length).to.equal(1)
    picker.start(third.signal)
    void picker.refresh()
    second.abort()
    await flush()
    expect(asked.at(-1)!.signal.aborted).to.equal(false)
    third.abort()
    await flush()
    expect(new Set(asked.slice(1).map(({ signal }) => signal.aborted))).to.deep.equal(new Set([true]))
  })

  it('reports what a callback or listener of the host throws, and goes on', async () => {
    const errors: SnowError[] = []
    const broken = (): never => {
      throw new Error('of the host')
    }
    const { picker } = await startPicker({
      onSelectionChanged: broken,
      onError: (error) => errors.push(error),
      limits: {
        maySelect: (candidate) =>
          'record' in candidate && candidate.record.number === refused ? broken() : true,
      },
    })
    let refused = ''
    await untilSnapshot(picker, isRead)
    let heard = 0
    picker.subscribe(broken)
    picker.subscribe(() => (heard += 1))
    picker.toggle(0)
    expect([heard, picker.getSnapshot().selection.incidents.length]).to.deep.equal([1, 1])
    refused = numberAt(picker, 1)
    picker.toggle(1)
    expect(picker.getSnapshot().refusals.map(({ reason }) => reason)).to.deep.equal(['callback'])
    expect(picker.getSnapshot().selection.incidents.length).to.equal(1)
    expect(new Set(errors.map(({ code }) => code))).to.deep.equal(new Set(['SNOW_CALLBACK_FAILED']))
  })

  it('forgets rows and selection when somebody else signs in', async () => {
    const { picker, world } = await startPicker()
    await untilSnapshot(picker, isRead)
    picker.toggle(0)
    await world.signIn('abel.tuter')
    const { selection } = await untilSnapshot(
      picker,
      (snapshot) =>
        isRead(snapshot) &&
        snapshot.connection.phase === 'connected' &&
        snapshot.connection.session.user.name === 'Abel Tuter',
    )
    expect(selection.incidents).to.deep.equal([])
  })
})
