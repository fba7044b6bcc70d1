import { expect } from 'chai'
import { ownerOf } from '../../src/state/connection-state.js'
import type { ConnectionState, ConnectionStore, Workspace } from '../../src/state/types.js'
import type { SyncEvent } from '../../src/sync/types.js'
import { sharedWorkspace } from '../../src/state/workspace.js'
import { createWorld, type WorldOptions } from '../support/world.js'

/** The connection's next state for which `wanted` holds; the present one counts. */
function until(connection: ConnectionStore, wanted: (state: ConnectionState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (wanted(connection.get())) return resolve()
    const end = connection.subscribe((state) => {
      if (!wanted(state)) return
      end()
      resolve()
    })
  })
}

const isConnected = (state: ConnectionState): boolean => state.phase === 'connected'

/** Answers every question with yes as soon as it is asked. */
function agree({ confirmation }: Workspace): void {
  confirmation.subscribe(({ pending }) => {
    if (pending !== undefined) confirmation.approve()
  })
}

describe('createWorkspace', () => {
  let life: AbortController
  beforeEach(() => (life = new AbortController()))
  afterEach(() => life.abort())

  async function connected(options: WorldOptions = {}) {
    const world = await createWorld(options)
    world.workspace.connection.start(life.signal)
    await until(world.workspace.connection, isConnected)
    return world
  }

  it('signs in by popup and shows who is there', async () => {
    const { workspace } = await createWorld({ signedIn: false })
    workspace.connection.start(life.signal)
    await until(workspace.connection, ({ phase }) => phase === 'disconnected')
    workspace.connection.connect()
    expect(workspace.connection.get().phase).to.equal('connecting')
    await until(workspace.connection, isConnected)
    expect(ownerOf(workspace.connection.get())).to.match(/^[0-9a-f]{32}$/)
    await workspace.connection.disconnect()
    expect(workspace.connection.get()).to.deep.include({ phase: 'disconnected', reason: 'signed-out' })
  })

  it('lists, asks, files with an attachment, and finds what it filed', async () => {
    const { workspace } = await connected()
    const actions = await workspace.actions()
    const asked: string[] = []
    workspace.confirmation.subscribe(({ pending }) => void (pending && asked.push(pending.action)))
    agree(workspace)
    const created = await actions.run('create_incident', {
      shortDescription: 'Printer on fire in room 7',
      urgency: '1',
      attachments: [new File(['smoke'], 'smoke.txt', { type: 'text/plain' })],
    })
    expect(created.failed).to.deep.equal([])
    expect(created.attachments.map(({ fileName }) => fileName)).to.deep.equal(['smoke.txt'])
    const mine = await actions.run('get_my_open_incidents', {})
    expect(mine.incidents[0]!.number).to.equal(created.incident.number)
    const found = await actions.run('search_incidents', { text: 'fire in room 7' })
    expect(found.incidents.map(({ sysId }) => sysId)).to.include(created.incident.sysId)
    const commented = await actions.run('add_incident_comment', {
      incident: created.incident.number,
      text: 'It is out',
    })
    expect(commented.modCount).to.be.greaterThan(created.incident.modCount)
    expect(asked).to.deep.equal(['create_incident', 'add_incident_comment'])
  })

  it('tells of what another person changes, once', async () => {
    const { workspace, emulator } = await connected({ user: 'beth.anglin' })
    const heard: SyncEvent[] = []
    workspace.sync.handle((events) => void heard.push(...events))
    await workspace.sync.sweep()
    expect(heard).to.deep.equal([])
    const actions = await workspace.actions()
    const { incidents } = await actions.run('search_incidents', { active: true, limit: 1 })
    const { sysId, modCount } = incidents[0]!
    emulator.asUser('david.loo').update('incident', sysId, { short_description: 'Changed elsewhere' })
    await workspace.sync.sweep()
    expect(heard.map(({ kind, id }) => [kind, id])).to.deep.equal([
      ['changed', `acme:incident:${sysId}:${modCount + 1}`],
    ])
    expect(heard[0]!.incident.shortDescription).to.equal('Changed elsewhere')
    await workspace.sync.sweep()
    expect(heard).to.have.length(1)
    expect(workspace.sync.get().lastSweepAt).to.be.a('string')
  })

  it('lets nobody answer what the one before was asked', async () => {
    const { workspace, signIn } = await connected()
    const actions = await workspace.actions()
    const result = actions.run('create_incident', { shortDescription: 'x' }).catch((error: unknown) => error)
    await new Promise<void>((resolve) => {
      workspace.confirmation.subscribe(({ pending }) => void (pending && resolve()))
    })
    await signIn('david.loo')
    expect(await result).to.have.property('code', 'SNOW_WRITE_REFUSED')
    expect(workspace.confirmation.get().pending).to.equal(undefined)
  })
})

describe('sharedWorkspace', () => {
  it('is one per proxy and instance', () => {
    const proxy = 'https://sn.shared.example'
    expect(sharedWorkspace({ proxy, instance: 'prod' })).to.equal(
      sharedWorkspace({ proxy, instance: 'prod' }),
    )
    expect(sharedWorkspace({ proxy, instance: 'prod' })).to.not.equal(
      sharedWorkspace({ proxy, instance: 'test' }),
    )
  })

  it('asks again once the page can say who is there, and takes the last that it was given', async () => {
    const proxy = `https://sn-${crypto.randomUUID().slice(0, 8)}.shared.example`
    const instance = { id: 'prod', label: 'Acme', environment: 'test', url: 'https://acme.example' }
    const tokens: (string | null)[] = []
    const realFetch = globalThis.fetch
    let asked = (): void => undefined
    globalThis.fetch = async (_, init) => {
      tokens.push(new Headers(init?.headers).get('X-Snowline-Host-Token'))
      asked()
      return Response.json({ connected: false, instance })
    }
    const next = (): Promise<void> => new Promise((resolve) => (asked = resolve))
    const life = new AbortController()
    try {
      const workspace = sharedWorkspace({ proxy, instance: 'prod' })
      const first = next()
      workspace.connection.start(life.signal)
      await first
      const second = next()
      expect(sharedWorkspace({ proxy, instance: 'prod' }, async () => 'one')).to.equal(workspace)
      await second
      sharedWorkspace({ proxy, instance: 'prod' }, async () => 'two')
      sharedWorkspace({ proxy, instance: 'prod' })
      const third = next()
      workspace.connection.retry()
      await third
      expect(tokens).to.deep.equal([null, 'one', 'two'])
    } finally {
      life.abort()
      globalThis.fetch = realFetch
    }
  })
})
