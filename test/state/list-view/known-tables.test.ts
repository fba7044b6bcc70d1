import { expect } from 'chai'
import type { Client } from '../../../src/client/types.js'
import { fieldOf } from '../../../src/protocol/parse-table.js'
import type { Row } from '../../../src/protocol/field-value.js'
import type { TableDescriptor } from '../../../src/protocol/tables/table-descriptor.js'
import { tableOfPrefix } from '../../../src/protocol/tables/table-names.js'
import { en } from '../../../src/locales/en.js'
import { knownTables, loadTable } from '../../../src/state/known-tables.js'
import { createCatalogue } from '../../../src/state/list-view/create-catalogue.js'
import { initialListView } from '../../../src/state/list-view/list-view.js'
import { questionOf } from '../../../src/state/list-view/list-view-query.js'
import { list } from '../../emulator/call.js'
import { createWorld, type World } from '../../support/world.js'

const agent = 'beth.anglin'

/** All rows of a view, as the agent sees them. */
async function rowsOf(client: Client, table: TableDescriptor, view: string): Promise<readonly Row[]> {
  const catalogue = createCatalogue(table)
  const question = questionOf(initialListView(catalogue, view), catalogue, Date.now())
  const { items } = await client.records.list(table.name, { ...question, offset: 0, limit: 1000 })
  return items
}

describe('known tables', () => {
  let world: World
  before(async () => {
    world = await createWorld({ user: agent })
    await world.client.session.read()
  })

  it('are no others', async () => {
    expect(await loadTable('sys_user')).to.equal(undefined)
    expect(await loadTable('constructor')).to.equal(undefined)
  })

  for (const name of knownTables) {
    describe(name, () => {
      let table: TableDescriptor
      before(async () => (table = (await loadTable(name))!))

      it('has only columns that the instance has', async () => {
        const fields = [...table.columns.map(({ field }) => field), ...table.searchFields]
        const all = { kind: 'and', of: [] } as const
        const { items } = await world.client.records.list(name, { query: all, fields, offset: 0, limit: 1 })
        expect(items[0]).to.include.keys(...fields)
      })

      it('has words for its columns and views, and prefixes that lead to it', () => {
        expect(en.tables).to.have.property(name)
        for (const { word } of table.columns) expect(en.columns).to.have.property(word!)
        for (const { id } of table.views) expect(en.views).to.have.property(id)
        for (const prefix of table.numberPrefixes) expect(tableOfPrefix(prefix)).to.equal(name)
      })

      it('has filters and tones for choices that there are', async () => {
        for (const { field, kind } of table.filters) {
          if (kind !== 'choice') continue
          const choices = await world.client.records.choices({
            table: name,
            element: field,
            extends: table.extends,
          })
          expect(choices.length, field).to.be.greaterThan(1)
          if (field !== table.stateField) continue
          const values = choices.map(({ value }) => value)
          expect(values).to.include.members(Object.keys(table.stateTones))
        }
      })

      it('finds in every view what the view says', async () => {
        const all = await rowsOf(world.client, table, 'all')
        expect(all.length).to.be.greaterThan(0)
        for (const { id } of createCatalogue(table).views) {
          // A condition that the instance dropped would be an error: every row is matched.
          const rows = await rowsOf(world.client, table, id)
          expect(rows.length <= all.length, id).to.equal(true)
        }
      })
    })
  }

  it('find by "my group" what is assigned to a group of the person, and nothing else', async () => {
    const table = (await loadTable('incident'))!
    const memberships = await list(
      world.emulator,
      'sys_user_grmember',
      { sysparm_query: `user.user_name=${agent}`, sysparm_exclude_reference_link: 'true' },
      { as: 'admin' },
    )
    const own = new Set(memberships.map(({ group }) => group))
    expect(own.size).to.be.greaterThan(0)
    const all = await rowsOf(world.client, table, 'all')
    const mine = await rowsOf(world.client, table, 'my-group')
    const groupOf = (row: Row): string => fieldOf(row, 'assignment_group').value
    expect(mine.length).to.be.greaterThan(0)
    expect(mine.length).to.be.lessThan(all.length)
    expect(mine.every((row) => own.has(groupOf(row)))).to.equal(true)
  })
})
