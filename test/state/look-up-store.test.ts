import { expect } from 'chai'
import type { Client, Page } from '../../src/client/types.js'
import { buildQuery } from '../../src/protocol/build-query.js'
import type { Row } from '../../src/protocol/field-value.js'
import { SnowError } from '../../src/shared/errors.js'
import { LookUpStore } from '../../src/state/look-up-store.js'
import { flush } from '../support/flush.js'
import { createTestClock } from '../support/test-clock.js'
import { createWorld } from '../support/world.js'

const text = (value: string) => ({ value, label: value })
const person = (n: number): Row => ({
  sys_id: text(n.toString(16).padStart(32, '0')),
  name: text(`Person ${n}`),
  email: text(`person.${n}@example.com`),
})

interface Call {
  readonly options: Parameters<Client['records']['list']>[1]
  answer(page: Partial<Page<Row>>): void
  fail(error: Error): void
}

function createScene(table = 'sys_user') {
  const calls: Call[] = []
  const clock = createTestClock()
  const list = (_table: string, options: Call['options']): Promise<Page<Row>> =>
    new Promise((resolve, reject) => {
      calls.push({
        options,
        answer: (page) => resolve({ items: [], more: false, nextOffset: 0, total: undefined, ...page }),
        fail: reject,
      })
    })
  const client = { records: { list } } as unknown as Client
  return { calls, clock, store: new LookUpStore({ client, clock, table }) }
}

describe('LookUpStore', () => {
  it('asks once typing pauses, by name anywhere and by the beginning of name and address', () => {
    const { store, clock, calls } = createScene()
    store.setText('be')
    clock.advance(150)
    store.setText('beth')
    clock.advance(199)
    expect(calls.length).to.equal(0)
    clock.advance(1)
    const { query, sort, limit } = calls[0]!.options
    expect(buildQuery(query, sort)).to.equal(
      'active=true^nameLIKEbeth^ORuser_nameSTARTSWITHbeth^ORemailSTARTSWITHbeth^ORDERBYname',
    )
    expect(limit).to.equal(20)
  })

  it('shows the first without anything typed, and reads marks as spaces', () => {
    const { store, clock, calls } = createScene('sys_user_group')
    store.setText('')
    clock.advance(200)
    store.setText('net^NQ javascript:work'.repeat(400))
    clock.advance(200)
    const [all, some] = calls.map(({ options }) => buildQuery(options.query, options.sort))
    expect(all).to.equal('active=true^ORDERBYname')
    expect(some).to.match(/^active=true\^nameLIKEnet NQ work/)
    expect(some!.length).to.be.lessThan(300)
  })

  it('drops and aborts what was asked for before', async () => {
    const { store, calls } = createScene()
    const first = store.search()
    store.setText('b')
    const second = store.search()
    expect(calls[0]!.options.signal!.aborted).to.equal(true)
    calls[1]!.answer({ items: [person(2)], more: true })
    calls[0]!.answer({ items: [person(1)] })
    await Promise.all([first, second])
    const { options, more, status } = store.get()
    expect([options.map(({ label }) => label), more, status]).to.deep.equal([['Person 2'], true, 'ready'])
    expect(options[0]!.detail).to.equal('person.2@example.com')
  })

  it('keeps what it found when a look-up fails, and says why', async () => {
    const { store, calls } = createScene()
    const found = store.search()
    calls[0]!.answer({ items: [person(1)] })
    await found
    const failing = store.search()
    calls[1]!.fail(new SnowError('SNOW_ACL_DENIED', 'No'))
    await failing
    const { status, error, options } = store.get()
    expect([status, error?.code, options.length]).to.deep.equal(['failed', 'SNOW_ACL_DENIED', 1])
  })

  it('ends what is under way when it is closed', async () => {
    const { store, calls, clock } = createScene()
    const reading = store.search()
    store.reset()
    calls[0]!.answer({ items: [person(1)] })
    await reading
    clock.advance(1_000)
    expect([store.get().status, store.get().options.length, calls.length]).to.deep.equal(['idle', 0, 1])
  })

  it('reads what records are called, each once', async () => {
    const { store, calls } = createScene()
    const ids = [1, 2].map((n) => person(n)['sys_id']!.value)
    let told = 0
    store.subscribe(() => (told += 1))
    const reading = store.readLabels([...ids, ids[0]!, 'me', ''])
    expect(buildQuery(calls[0]!.options.query)).to.equal(`sys_idIN${ids.join(',')}`)
    calls[0]!.answer({ items: [person(1)] })
    await reading
    expect([store.labelOf(ids[0]!), store.labelOf(ids[1]!), told]).to.deep.equal(['Person 1', undefined, 1])
    void store.readLabels([ids[0]!])
    await flush()
    expect(calls.length).to.equal(1)
  })

  it('finds people and groups of an instance, for somebody who only files tickets', async () => {
    const { client } = await createWorld({ user: 'abel.tuter' })
    await client.session.read()
    const clock = createTestClock()
    const people = new LookUpStore({ client, clock, table: 'sys_user' })
    people.setText('anglin')
    await people.search()
    expect(people.get().options.map(({ label }) => label)).to.deep.equal(['Beth Anglin'])
    const groups = new LookUpStore({ client, clock, table: 'sys_user_group' })
    await groups.search()
    expect(groups.get().status).to.equal('ready')
    expect(groups.get().options.map(({ label }) => label)).to.include('Network')
    const [network] = groups.get().options.filter(({ label }) => label === 'Network')
    const others = new LookUpStore({ client, clock, table: 'sys_user_group' })
    await others.readLabels([network!.sysId])
    expect(others.labelOf(network!.sysId)).to.equal('Network')
  })
})
