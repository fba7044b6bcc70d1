import { expect } from 'chai'
import type { Client } from '../../src/client/types.js'
import { and, equals } from '../../src/protocol/query-builders.js'
import type { Incident } from '../../src/protocol/records.js'
import { keepSelection, type KeepSelectionOptions } from '../../src/state/keep-selection.js'
import { toSelection } from '../../src/state/selection-content.js'
import { SelectionStore } from '../../src/state/selection-store.js'
import { createMemoryStorage } from '../support/memory-storage.js'
import { createWorld, type World } from '../support/world.js'

interface Kept {
  readonly store: SelectionStore
  readonly codes: string[]
  readonly done: Promise<void>
  readonly life: AbortController
}

function keep(client: Client, options: Partial<KeepSelectionOptions> = {}): Kept {
  const store = options.store ?? new SelectionStore()
  const codes: string[] = []
  const life = new AbortController()
  const read = keepSelection({
    ...{ store, client, owner: 'abel', name: '', storage: undefined, preselected: [], table: 'incident' },
    ...{ signal: life.signal, onError: (error) => codes.push(error.code) },
    ...options,
  })
  return { store, codes, done: read(), life }
}

async function incidents({ client }: World, limit: number): Promise<readonly Incident[]> {
  return (await client.incidents.list({ query: and(), offset: 0, limit })).items
}
const numbers = (store: SelectionStore): string[] =>
  toSelection(store.get()).incidents.map(({ number }) => number)

describe('what is selected from the start', () => {
  it('is read by sys_id and by number, a hundred in one request, and what is not there is said', async () => {
    const requests: string[] = []
    const world = await createWorld({
      user: 'beth.anglin',
      emulator: { incidents: 260 },
      intercept: ({ url }) => {
        if (url.includes('/table/')) requests.push(url)
        return undefined
      },
    })
    const all = await incidents(world, 253)
    requests.length = 0
    const [hidden, byNumber, ...others] = all as readonly [Incident, Incident, ...Incident[]]
    world.emulator.hideRows('incident', [hidden.sysId])
    const preselected = [
      ...[hidden.sysId, byNumber.number.toLowerCase(), ...others.map(({ sysId }) => sysId)],
      ...['INC9999999', 'no ^ number', '', 'f'.repeat(32)],
    ]
    const { store, codes, done } = keep(world.client, { preselected })
    expect(store.markOf(others[0]!)).to.equal('all')
    await done
    const { incidents: found, missing, wanted } = toSelection(store.get())
    expect(found.map(({ sysId }) => sysId)).to.have.members([byNumber, ...others].map(({ sysId }) => sysId))
    expect(found[0]!.caller.label).to.be.a('string')
    expect(missing).to.have.members([hidden.sysId, 'INC9999999', 'no ^ number', 'f'.repeat(32)])
    expect([wanted, requests.length]).to.deep.equal([undefined, 4])
    expect(new Set(codes)).to.deep.equal(new Set(['SNOW_NOT_FOUND_OR_HIDDEN']))
  })

  it('stays selected by its name when it cannot be read now', async () => {
    const world = await createWorld({
      user: 'beth.anglin',
      intercept: ({ url }) =>
        url.includes('/table/')
          ? Response.json({ error: { code: 'SNOW_ACL_DENIED', message: '' } }, { status: 403 })
          : undefined,
    })
    const { store, codes, done } = keep(world.client, { preselected: ['INC0010001'] })
    await done
    expect([toSelection(store.get()).wanted, codes]).to.deep.equal([['INC0010001'], ['SNOW_ACL_DENIED']])
  })

  it('is not what the person has taken out meanwhile', async () => {
    const world = await createWorld({ user: 'beth.anglin' })
    const [first, second] = (await incidents(world, 2)) as [Incident, Incident]
    const { store, done } = keep(world.client, { preselected: [first.sysId, second.sysId] })
    store.toggle({ record: first })
    await done
    expect(numbers(store)).to.deep.equal([second.number])
  })
})

describe('a remembered selection', () => {
  async function selectedIn(world: World, storage: Storage, owner = 'abel'): Promise<Kept> {
    const kept = keep(world.client, { storage, owner, name: 'tickets' })
    await kept.done
    return kept
  }

  it('comes back after a reload: records, rule with exceptions, single files', async () => {
    const world = await createWorld({ user: 'beth.anglin' })
    const storage = createMemoryStorage()
    const [first, second, third] = (await incidents(world, 3)) as [Incident, Incident, Incident]
    for (const fileName of ['a.txt', 'b.txt']) {
      const place = { tableName: 'incident', recordSysId: second.sysId, fileName }
      await world.client.attachments.upload(new Blob([fileName]), place)
    }
    const siblings = await world.client.attachments.list('incident', second.sysId)
    const before = await selectedIn(world, storage)
    const query = equals('priority', '77')
    before.store.take({ table: 'incident', query, label: 'Odd', live: true })
    before.store.toggle({ record: first })
    before.store.put({
      ...before.store.get(),
      exceptions: new Map([[third.sysId, { sysId: third.sysId, number: third.number }]]),
    })
    before.store.toggle({ file: siblings[1]!, siblings, parent: second })
    before.life.abort()

    // Not a word of what is in the records is stored.
    const text = storage.getItem(storage.key(0)!)!
    expect(text).not.to.contain(first.shortDescription).and.not.to.contain('.txt')

    const after = await selectedIn(world, storage)
    expect(toSelection(after.store.get())).to.deep.equal(toSelection(before.store.get()))
    expect(after.codes).to.deep.equal([])
  })

  it('is forgotten for another user, and when it is emptied', async () => {
    const world = await createWorld({ user: 'beth.anglin' })
    const storage = createMemoryStorage()
    const [first] = (await incidents(world, 1)) as [Incident]
    const abels = await selectedIn(world, storage, 'abel')
    abels.store.toggle({ record: first })
    abels.life.abort()
    const beths = await selectedIn(world, storage, 'beth')
    expect([numbers(beths.store), storage.length]).to.deep.equal([[], 0])
    expect(numbers((await selectedIn(world, storage, 'abel')).store)).to.deep.equal([])
    beths.store.toggle({ record: first })
    expect(storage.length).to.equal(1)
    beths.store.clear()
    expect(storage.length).to.equal(0)
  })

  it('says what is not there any more, and comes before what the host preselects', async () => {
    const world = await createWorld({ user: 'beth.anglin' })
    const storage = createMemoryStorage()
    const [first, second] = (await incidents(world, 2)) as [Incident, Incident]
    const before = await selectedIn(world, storage)
    before.store.add([{ record: first }, { record: second }])
    before.life.abort()
    world.emulator.hideRows('incident', [first.sysId])
    const after = keep(world.client, { storage, name: 'tickets', preselected: ['INC9999999'] })
    await after.done
    const { missing } = toSelection(after.store.get())
    expect([numbers(after.store), missing, after.codes]).to.deep.equal([
      ...[[second.number], [first.sysId], ['SNOW_NOT_FOUND_OR_HIDDEN']],
    ])
  })

  for (const [what, text] of Object.entries({
    'a newer version': '{"version":2,"owner":"abel","records":[],"files":[]}',
    'no JSON': '{"version":1',
    'no list': '{"version":1,"owner":"abel","records":{"length":3},"files":[]}',
    'a script as its query':
      '{"version":1,"owner":"abel","records":[],"files":[],"rule":{"table":"incident","label":"","exceptions":[],"query":"a=javascript:x"}}',
    'a file without sys_id':
      '{"version":1,"owner":"abel","records":[],"files":[{"sysId":"../x","table":"incident","recordSysId":"x"}]}',
  })) {
    it(`is not taken from ${what}`, async () => {
      const world = await createWorld({ user: 'beth.anglin' })
      const storage = createMemoryStorage()
      const first = await selectedIn(world, storage)
      first.store.want(['INC0010001'])
      const key = storage.key(0)!
      first.life.abort()
      storage.setItem(key, text)
      const { store, codes } = await selectedIn(world, storage)
      expect(toSelection(store.get())).to.deep.equal({ incidents: [], attachments: [] })
      expect([storage.length, codes]).to.deep.equal([0, []])
    })
  }

  it('is none where the browser stores nothing', async () => {
    const world = await createWorld({ user: 'beth.anglin' })
    const refuse = (): never => {
      throw new DOMException('full', 'QuotaExceededError')
    }
    const storage = { getItem: refuse, setItem: refuse, removeItem: refuse }
    const { store, done } = keep(world.client, { storage, name: 'tickets' })
    await done
    store.want(['INC0010001'])
    expect(toSelection(store.get()).wanted).to.deep.equal(['INC0010001'])
  })
})
