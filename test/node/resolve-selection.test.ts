import { expect } from 'chai'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Client, RecordsApi } from '../../src/client/types.js'
import { and, contains, notContains } from '../../src/protocol/query-builders.js'
import type { Query } from '../../src/protocol/query.js'
import type { Incident, TableRecord } from '../../src/protocol/records.js'
import { resolveSelection } from '../../src/state/resolve-selection.js'
import type { SelectedRule } from '../../src/state/selection-rule.js'
import type { Selection } from '../../src/state/types.js'
import { createWorld, type World } from '../support/world.js'

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const everything = and()

function ruleOf(query: Query, exceptions: readonly string[] = []): Selection {
  const rule: SelectedRule = {
    ...{ table: 'incident', query, label: 'All', live: false },
    exceptions: exceptions.map((sysId) => ({ sysId, number: '' })),
  }
  return { incidents: [], attachments: [], rule }
}

/** What the instance really has, in the order of the stream. */
function truth({ emulator }: World, test: (row: Readonly<Record<string, string>>) => boolean): string[] {
  const rows = emulator.export().tables!['incident'] as readonly Readonly<Record<string, string>>[]
  return rows
    .filter(test)
    .map((row) => row['sys_id']!)
    .sort()
}

async function idsOf(records: AsyncIterable<TableRecord>): Promise<string[]> {
  const ids: string[] = []
  for await (const { sysId } of records) ids.push(sysId)
  return ids
}

/** The client, with a look at each page that it reads. */
function watched(client: Client, onPage: RecordsApi['list']): Pick<Client, 'records'> {
  return { records: { ...client.records, list: onPage } }
}

describe('resolving a selection over 100,000 incidents', () => {
  let world: World
  let all: string[]
  before(async function () {
    this.timeout(60_000)
    world = await createWorld({ user: 'beth.anglin', emulator: { incidents: 100_000 } })
    all = truth(world, () => true)
    expect(all.length).to.be.at.least(100_000)
  })

  it('gives all that match except five, exactly, and holds one page', async function () {
    this.timeout(180_000)
    const exceptions = [0, 1, 999, 50_000, all.length - 1].map((place) => all[place]!)
    const pages: WeakRef<readonly unknown[]>[] = []
    let [read, given, most] = [0, 0, 0]
    const client = watched(world.client, async (table, options) => {
      const page = await world.client.records.list(table, options)
      pages.push(new WeakRef(page.items))
      read += page.items.length
      return page
    })
    const held: number[] = []
    const found: string[] = []
    for await (const { sysId } of resolveSelection(client, ruleOf(everything, exceptions))) {
      found.push(sysId)
      given += 1
      most = Math.max(most, read - given)
      if (given % 20_000 !== 0) continue
      await turn()
      collectGarbage()
      await turn()
      held.push(pages.filter((page) => page.deref() !== undefined).length)
    }
    const left = new Set(exceptions)
    expect(found.length).to.equal(all.length - 5)
    expect(found.join()).to.equal(all.filter((sysId) => !left.has(sysId)).join())
    // Never a page ahead of who reads, and none of those before is still held.
    expect(most).to.be.at.most(1_000 + left.size)
    expect(held).to.have.length(4)
    expect(Math.max(...held)).to.be.at.most(2)
  })

  it('stops asking when it is stopped', async () => {
    const life = new AbortController()
    let [requests, given] = [0, 0]
    const client = watched(world.client, (table, options) => {
      requests += 1
      return world.client.records.list(table, options)
    })
    try {
      for await (const _ of resolveSelection(client, ruleOf(everything), { signal: life.signal })) {
        given += 1
        if (given === 1_500) life.abort(new Error('enough'))
      }
      expect.fail('it went on')
    } catch (error) {
      expect((error as Error).message).to.equal('enough')
    }
    expect([requests, given]).to.deep.equal([2, 1_500])
  })
})

describe('resolving a selection', () => {
  it('passes over rows that permissions hide, also where whole pages of them are', async () => {
    const world = await createWorld({ user: 'beth.anglin', emulator: { incidents: 400 } })
    const all = truth(world, () => true)
    // Every third, a run that is longer than several pages, and the last.
    const hidden = all.filter((_, place) => place % 3 === 0 || (place > 100 && place < 190))
    world.emulator.hideRows('incident', [...hidden, all.at(-1)!])
    const gone = new Set([...hidden, all.at(-1)!])
    for (const pageSize of [7, 20, 1_000]) {
      const ids = await idsOf(resolveSelection(world.client, ruleOf(everything), { pageSize }))
      expect(ids, String(pageSize)).to.deep.equal(all.filter((sysId) => !gone.has(sysId)))
    }
  })

  it('gives each record once while others are added, changed and deleted under it', async () => {
    const world = await createWorld({ user: 'beth.anglin', emulator: { incidents: 300 } })
    const query = notContains('short_description', 'Zyx')
    const before = truth(world, () => true)
    const touched = new Set<string>()
    const found: string[] = []
    for await (const { sysId } of resolveSelection(world.client, ruleOf(query), { pageSize: 10 })) {
      found.push(sysId)
      if (found.length % 10 !== 5) continue
      // One that was given stops matching, one that is to come is hidden, and a new one comes.
      const next = before.find((id) => id > sysId && !touched.has(id) && id > found.at(-1)!)
      await world.client.incidents.update(sysId, { short_description: `Zyx ${found.length}` })
      if (next !== undefined && found.length === 25) {
        touched.add(next)
        world.emulator.hideRows('incident', [next])
      }
      const added = await world.client.incidents.create({ shortDescription: 'New' }, `n-${found.length}`)
      touched.add(added.sysId)
    }
    expect(new Set(found).size).to.equal(found.length)
    expect(found.filter((sysId) => !touched.has(sysId))).to.deep.equal(
      before.filter((sysId) => !touched.has(sysId)),
    )
    expect(touched.size).to.be.greaterThan(2)
  })

  it('goes on over faults, and where the last of them ended it, when it is asked to', async () => {
    let failing = 0
    const world = await createWorld({
      user: 'beth.anglin',
      emulator: { incidents: 60 },
      intercept: ({ url }) => {
        if (!url.includes('/table/incident') || failing === 0) return undefined
        failing -= 1
        return Response.json({ error: { code: 'SNOW_ACL_DENIED', message: '' } }, { status: 403 })
      },
    })
    const all = truth(world, () => true)
    world.emulator.faults.set([
      { match: { route: 'table/incident', nth: 2 }, effect: 'reset' },
      { match: { route: 'table/incident', nth: 4 }, effect: 'truncate' },
    ])
    const options = { pageSize: 20 }
    expect(await idsOf(resolveSelection(world.client, ruleOf(everything), options))).to.deep.equal(all)
    const found: string[] = []
    try {
      for await (const { sysId } of resolveSelection(world.client, ruleOf(everything), options)) {
        found.push(sysId)
        if (found.length === 40) failing = 1
      }
      expect.fail('nothing failed')
    } catch (error) {
      expect((error as { code?: string }).code).to.equal('SNOW_ACL_DENIED')
    }
    const rest = resolveSelection(world.client, ruleOf(everything), { ...options, after: found.at(-1)! })
    expect([...found, ...(await idsOf(rest))]).to.deep.equal(all)
  })

  it('gives what was picked one by one as it is now, once, and says what is not there', async () => {
    const world = await createWorld({ user: 'beth.anglin' })
    const { items } = await world.client.incidents.list({ query: everything, offset: 0, limit: 4 })
    const [first, second, third] = items as readonly [Incident, Incident, Incident]
    world.emulator.hideRows('incident', [second.sysId])
    const newer = await world.client.incidents.update(third.sysId, { short_description: 'Zyx newer' })
    const query = contains('short_description', 'zyx')
    const missing: string[] = []
    const found: TableRecord[] = []
    const selection = { ...ruleOf(query), incidents: [first, second, third] }
    const options = {
      fields: ['short_description'],
      onMissing: (ids: readonly string[]) => missing.push(...ids),
    }
    for await (const record of resolveSelection(world.client, selection, options)) found.push(record)
    expect(found.map(({ sysId }) => sysId)).to.deep.equal([first.sysId, third.sysId])
    expect([found[1]!.modCount, found[1]!.fields['short_description']?.value]).to.deep.equal([
      newer.modCount,
      'Zyx newer',
    ])
    expect(missing).to.deep.equal([second.sysId])
  })
})
