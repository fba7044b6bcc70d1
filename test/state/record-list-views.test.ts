import { expect } from 'chai'
import { buildQuery } from '../../src/protocol/build-query.js'
import { contains, equals } from '../../src/protocol/query-builders.js'
import { configurationItemTable } from '../../src/protocol/tables/configuration-item-table.js'
import { incidentTable } from '../../src/protocol/tables/incident-table.js'
import { problemTable } from '../../src/protocol/tables/problem-table.js'
import { createCatalogue } from '../../src/state/list-view/create-catalogue.js'
import { anyOf, lastDays } from '../../src/state/list-view/list-filter.js'
import {
  afterColumnToggled,
  afterDensityChosen,
  afterFiltered,
  afterFiltersCleared,
  afterSearched,
  afterSorted,
} from '../../src/state/list-view/list-view-changes.js'
import { initialListView } from '../../src/state/list-view/list-view.js'
import { flush } from '../support/flush.js'
import { thrownBy } from '../protocol/codes.js'
import { createRecordListWorld, makeIncident, type RecordListWorld } from './record-list-world.js'

const vip = { id: 'vip', label: 'VIP', filter: equals('u_vip', 'true'), columns: ['number', 'caller_id'] }
const catalogue = createCatalogue(incidentTable, [vip])

async function started(options: Parameters<typeof createRecordListWorld>[0] = {}): Promise<RecordListWorld> {
  const world = createRecordListWorld({ catalogue, count: 3, ...options })
  world.store.start(world.life.signal)
  await flush()
  return world
}

function lastQuery({ calls }: RecordListWorld): string {
  const { query, sort } = calls.at(-1)!.options
  return buildQuery(query, sort)
}

describe('RecordListStore, views', () => {
  const asked: readonly (readonly [string, string])[] = [
    ['my-open', 'caller_id=javascript:gs.getUserID()^active=true'],
    ['waiting-for-me', 'caller_id=javascript:gs.getUserID()^state=3^hold_reason=1^active=true'],
    ['assigned-to-me', 'assigned_to=javascript:gs.getUserID()^active=true'],
    ['my-group', 'assignment_groupDYNAMICd6435e965f510100a9ad2572f2b47744^active=true'],
    ['vip', 'u_vip=true'],
    ['nobody-knows', 'caller_id=javascript:gs.getUserID()^active=true'],
  ]
  for (const [id, query] of asked) {
    it(`asks for ${id}`, async () => {
      const world = await started({ shown: initialListView(catalogue, 'all') })
      world.store.setView(id)
      await flush()
      expect(lastQuery(world)).to.equal(`${query}^ORDERBYDESCopened_at^ORDERBYsys_id`)
    })
  }

  it('asks for what was closed last, by the time it was closed', async () => {
    const world = await started({ shown: initialListView(catalogue, 'recently-closed') })
    expect(lastQuery(world)).to.equal('active=false^closed_atISNOTEMPTY^ORDERBYDESCclosed_at^ORDERBYsys_id')
  })

  it('narrows by filters and search at once, and orders by a column', async () => {
    const world = await started()
    const filtered = afterFiltered(world.store.get().shown, catalogue, 'priority', anyOf('1', '2'))
    world.store.show(afterFiltered(filtered, catalogue, 'opened_at', lastDays(1)))
    world.store.show(afterSorted(world.store.get().shown, catalogue, 'priority'))
    world.store.show(afterSearched(world.store.get().shown, 'INC0000042'))
    await flush()
    const day = new Date(Math.floor(world.clock.now() / 60_000) * 60_000 - 86_400_000)
    const since = day.toISOString().slice(0, 19).replace('T', ' ')
    expect(lastQuery(world)).to.equal(
      `caller_id=javascript:gs.getUserID()^active=true^priorityIN1,2^opened_at>=${since}^number=INC0000042` +
        '^ORDERBYpriority^ORDERBYsys_id',
    )
    expect(world.store.get().search).to.equal('INC0000042')
    world.store.show(afterFiltersCleared(world.store.get().shown))
    await flush()
    expect(lastQuery(world)).to.not.contain('priorityIN')
  })

  it('turns the order of a column around, and knows how each is mostly wanted', () => {
    const begun = initialListView(catalogue)
    const sorted = (view: typeof begun, field: string) => afterSorted(view, catalogue, field)
    expect(sorted(begun, 'opened_at').sort).to.deep.equal([{ field: 'opened_at', descending: false }])
    expect(sorted(begun, 'sys_updated_on').sort).to.deep.equal([
      { field: 'sys_updated_on', descending: true },
    ])
    expect(sorted(sorted(begun, 'state'), 'state').sort).to.deep.equal([{ field: 'state', descending: true }])
    expect(sorted(begun, 'u_secret')).to.equal(begun)
  })

  it('asks nothing for what is only shown differently', async () => {
    const world = await started()
    world.store.show(afterDensityChosen(world.store.get().shown, 'compact'))
    world.store.show(afterColumnToggled(world.store.get().shown, catalogue, 'assigned_to'))
    await flush()
    expect(world.calls.length).to.equal(1)
  })

  it('reads a column that is shown anew, and leaves the rows where they are', async () => {
    const world = await started()
    world.held = true
    world.store.show(afterColumnToggled(world.store.get().shown, catalogue, 'cmdb_ci'))
    await flush()
    expect(world.calls.at(-1)!.options.fields).to.include('cmdb_ci')
    expect(world.store.get()).to.include({ replacing: false, seen: 3 })
  })

  it('keeps what is being typed while something else is changed', async () => {
    const world = await started()
    world.store.setSearch('vp')
    world.store.show(afterDensityChosen(world.store.get().shown, 'compact'))
    expect(world.store.get().search).to.equal('vp')
    world.clock.advance(250)
    await flush()
    expect(world.store.get().shown).to.include({ search: 'vp', density: 'compact' })
  })

  it('takes ten thousand characters in the search, and searches for the first', async () => {
    const world = await started()
    const typed = 'vpn ^javascript: '.repeat(600)
    world.store.setSearch(typed)
    world.store.applySearch()
    await flush()
    expect(world.store.get().search).to.equal(typed)
    expect(lastQuery(world).length).to.be.lessThan(1_000)
    expect(world.store.get().status).to.equal('ready')
  })

  it('refuses the view of another table', async () => {
    const world = await started()
    const other = initialListView(createCatalogue(problemTable))
    expect(thrownBy(() => world.store.show(other)).code).to.equal('SNOW_VIEW_INVALID')
  })
})

describe('RecordListStore, other tables', () => {
  const text = (value: string) => ({ value, label: value })

  it('lists records of a table without numbers, with the columns of the view', async () => {
    const own = createCatalogue(configurationItemTable)
    const world = createRecordListWorld({ catalogue: own })
    world.rows = [{ sys_id: text('a'.repeat(32)), name: text('mail-01'), sys_mod_count: text('4') }]
    world.store.start(world.life.signal)
    await flush()
    const { table, options } = world.tableCalls[0]!
    expect(table).to.equal('cmdb_ci')
    expect(buildQuery(options.query, options.sort)).to.equal('ORDERBYname^ORDERBYsys_id')
    expect(options.fields).to.include.members(['name', 'operational_status', 'sys_mod_count'])
    const row = world.store.rows.at(0)
    expect(row.kind === 'record' && row.record).to.include({ table: 'cmdb_ci', number: '', modCount: 4 })
    world.store.expand(0, true)
    world.store.look(0, 1)
    world.clock.advance(200)
    await flush()
    expect([world.store.rows.count, world.fileCalls.length]).to.deep.equal([1, 0])
  })

  it('takes no incident of sync for a record of another table', async () => {
    const world = createRecordListWorld({ catalogue: createCatalogue(problemTable) })
    world.store.start(world.life.signal)
    await flush()
    const incident = makeIncident(7)
    await world.sync([
      {
        id: `acme:incident:${incident.sysId}:0`,
        kind: 'added',
        table: 'incident',
        incident,
        before: undefined,
      },
    ])
    expect(world.store.get().fresh.size).to.equal(0)
    expect(world.tableCalls.length).to.equal(1)
  })
})

describe('createCatalogue', () => {
  it('puts the views of the host behind those of the table, and one with a known id in its place', () => {
    const all = { id: 'all', filter: contains('number', '7') }
    const { views } = createCatalogue(incidentTable, [vip, all])
    expect(views.map(({ id }) => id)).to.deep.equal([...incidentTable.views.map(({ id }) => id), 'vip'])
    expect(views.find(({ id }) => id === 'all')).to.equal(all)
  })

  it('names everything that is wrong with what a host gives it', () => {
    const error = thrownBy(() =>
      createCatalogue({ ...incidentTable, defaultColumns: ['u_colour'] }, [
        { id: 'has a space', label: 'x' },
        { id: 'nameless' },
        { id: 'odd', label: 'x', columns: ['u_shape'], filter: equals('state', '1^NQactive=true') },
      ]),
    )
    expect(error.code).to.equal('SNOW_VIEW_INVALID')
    for (const part of ['u_colour', 'has a space', 'nameless', 'u_shape', '"^"'])
      expect(error.message).to.contain(part)
  })
})
