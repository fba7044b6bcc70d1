import { expect } from 'chai'
import { createClient } from '../../src/client/create-client.js'
import { createPagedCollection } from '../../src/client/paged-collection.js'
import type { Client, SignInNavigation } from '../../src/client/types.js'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator, EmulatorOptions } from '../../src/emulator/emulator-options.js'
import { sessionChannel } from '../../src/protocol/proxy-contract.js'
import {
  and,
  contains,
  currentUser,
  descending,
  equals,
  isEmpty,
  lessOrEqual,
  or,
} from '../../src/protocol/query-builders.js'
import type { Incident } from '../../src/protocol/records.js'
import { toSearchQuery } from '../../src/protocol/search-query.js'
import { createProxyHandler } from '../../src/proxy/create-proxy.js'
import { withCookies } from '../support/cookie-jar.js'
import { rejection } from './scripted-fetch.js'

const proxy = 'https://sn.host.example'
const instance = 'https://acme.example'
const host = 'https://host.example'

interface House {
  readonly client: Client
  readonly emulator: Emulator
}

/** Client, proxy and instance as functions, with somebody signed in by popup. */
async function signedInAs(user: string, options: EmulatorOptions = {}): Promise<House> {
  const emulator = createEmulator({ origin: instance, incidents: 60, ...options })
  const server = createProxyHandler({
    publicUrl: proxy,
    origins: [host],
    sealKeys: ['A'.repeat(43)],
    instances: { acme: { url: instance, clientId: 'snowline-demo', clientSecret: 'snowline-demo-secret' } },
    fetch: (input, init) => emulator.fetch(new Request(input, init)),
  })
  const browser = withCookies({ [proxy]: server })
  const signIn = async (url: string): Promise<void> => {
    const consent = await browser.navigate(url)
    await browser.navigate(await emulator.authorize(consent.url, user))
    const channel = new BroadcastChannel(sessionChannel)
    channel.postMessage('changed')
    channel.close()
  }
  const navigation: SignInNavigation = {
    open(url) {
      void signIn(url)
      return { go: () => undefined, focus: () => undefined, close: () => undefined }
    },
    assign: () => undefined,
    returnTo: host,
  }
  const client = createClient({
    proxy,
    instance: 'acme',
    fetch: browser.fetchOf(host),
    navigation,
    random: () => 0,
  })
  const session = await client.session.signInWithPopup()
  expect(session.user.userName).to.equal(user)
  return { client, emulator }
}

describe('client, proxy and emulator together', () => {
  let requester: House
  let agent: House
  before(async () => {
    requester = await signedInAs('abel.tuter')
    agent = await signedInAs('beth.anglin')
  })

  it('lists the open incidents of the person, newest first', async () => {
    const query = and(equals('caller_id', currentUser), equals('active', 'true'))
    const page = await requester.client.incidents.list({
      query,
      sort: [descending('opened_at')],
      offset: 0,
      limit: 50,
    })
    expect(page.items.length).to.be.greaterThan(0)
    const opened = page.items.map(({ openedAt }) => openedAt)
    expect(opened).to.deep.equal([...opened].sort().reverse())
  })

  it('gets by number and by sys_id the same record', async () => {
    const { items } = await agent.client.incidents.list({ query: and(), offset: 0, limit: 1 })
    const byNumber = await agent.client.incidents.get(items[0]!.number.toLowerCase())
    expect(await agent.client.incidents.get(byNumber.sysId)).to.deep.equal(byNumber)
    expect((await rejection(agent.client.incidents.get('INC9999999'))).code).to.equal(
      'SNOW_NOT_FOUND_OR_HIDDEN',
    )
    expect((await rejection(agent.client.incidents.get('f'.repeat(32)))).code).to.equal(
      'SNOW_NOT_FOUND_OR_HIDDEN',
    )
  })

  for (const query of [
    or(
      and(equals('state', '1'), lessOrEqual('priority', '3')),
      and(equals('active', 'true'), isEmpty('assigned_to')),
    ),
    and(equals('active', 'true'), or(equals('impact', '1'), equals('urgency', '1'))),
    toSearchQuery('the'),
    toSearchQuery('"; 🙂 ^ORactive=true'),
    contains('caller_id', 'abel'),
  ]) {
    it(`finds with ${JSON.stringify(query).slice(0, 70)} what matches`, async () => {
      const page = await agent.client.incidents.list({ query, offset: 0, limit: 100 })
      expect(page.items.length).to.be.at.most(100)
    })
  }

  it('notices a condition that the instance dropped', async () => {
    const query = equals('no_such_column', 'x')
    const call = agent.client.records.list('incident', { query, fields: ['number'], offset: 0, limit: 5 })
    expect((await rejection(call)).code).to.equal('SNOW_QUERY_IGNORED')
  })

  it('shows a requester every row they may see, though pages come back short', async () => {
    const collection = createPagedCollection<Incident>({
      pageSize: 7,
      keyOf: ({ sysId }) => sysId,
      load: (offset, limit, signal) =>
        requester.client.incidents.list({
          query: and(),
          sort: [descending('opened_at')],
          offset,
          limit,
          signal,
        }),
    })
    while (!collection.complete) await collection.ensure(0, Math.max(1, collection.length))
    const shown = collection.slice(0, collection.length).map((incident) => incident!.sysId)
    expect(new Set(shown).size).to.equal(shown.length)
    const { items } = await requester.client.incidents.list({
      query: equals('caller_id', currentUser),
      offset: 0,
      limit: 200,
    })
    expect(shown).to.include.members(items.map(({ sysId }) => sysId))
    expect(shown.length).to.be.below(60)
  })

  it('creates one incident, which its key finds', async () => {
    const key = crypto.randomUUID()
    const incident = await requester.client.incidents.create(
      { shortDescription: 'No VPN "here" 🙂', impact: '2', urgency: '1' },
      key,
    )
    expect(incident.priority.value).to.equal('2')
    expect(incident.caller.label).to.equal('Abel Tuter')
    expect((await requester.client.incidents.findByCorrelationId(key))?.sysId).to.equal(incident.sysId)
    expect(await requester.client.incidents.findByCorrelationId(crypto.randomUUID())).to.equal(undefined)
  })

  it('reports a create whose answer was lost as unknown, with one incident at most', async () => {
    const { client, emulator } = await signedInAs('abel.tuter')
    const key = crypto.randomUUID()
    emulator.faults.add({
      match: { method: 'POST', route: '/table/incident' },
      when: 'after-commit',
      effect: { kind: 'reset' },
    })
    const error = await rejection(client.incidents.create({ shortDescription: 'Lost' }, key))
    expect(error.code).to.equal('SNOW_OUTCOME_UNKNOWN')
    expect((await client.incidents.findByCorrelationId(key))?.shortDescription).to.equal('Lost')
    const page = await client.incidents.list({
      query: equals('short_description', 'Lost'),
      offset: 0,
      limit: 10,
    })
    expect(page.items.length).to.equal(1)
  })

  it('writes a comment, which the journal shows to the requester, and a work note, which it does not', async () => {
    const incident = await requester.client.incidents.create(
      { shortDescription: 'Journal' },
      crypto.randomUUID(),
    )
    requester.emulator.asUser('beth.anglin').update('incident', incident.sysId, { work_notes: 'Between us' })
    await requester.client.incidents.update(incident.sysId, { comments: 'Any news?' })
    const entries = await requester.client.incidents.journal(incident.sysId)
    expect(entries.map(({ kind, text }) => [kind, text])).to.deep.equal([['comment', 'Any news?']])
    expect(Date.parse(entries[0]!.createdAt)).to.be.closeTo(Date.now(), 120_000)
  })

  it('uploads a file, verifies, lists and downloads it', async () => {
    const { sysId } = await requester.client.incidents.create(
      { shortDescription: 'File' },
      crypto.randomUUID(),
    )
    const bytes = new Uint8Array([0, 255, 10, 13, 128])
    const target = { tableName: 'incident', recordSysId: sysId, fileName: 'bytes & more.bin' }
    const attachment = await requester.client.attachments.upload(new Blob([bytes]), target)
    expect(
      (await requester.client.attachments.list('incident', sysId)).map(({ fileName }) => fileName),
    ).to.deep.equal([target.fileName])
    const back = await requester.client.attachments.download(attachment.sysId)
    expect(new Uint8Array(await back.arrayBuffer())).to.deep.equal(bytes)
    expect((await requester.client.attachments.listFor('incident', [sysId])).length).to.equal(1)
  })

  it('searches and reads knowledge through API and table', async () => {
    for (const switches of [{}, { 'km-api': false }]) {
      const { client } = await signedInAs('abel.tuter', { switches })
      const [first] = await client.knowledge.search('vpn')
      expect(first, JSON.stringify(switches)).not.to.equal(undefined)
      const article = await client.knowledge.article(first!.number)
      expect(article.sysId).to.equal(first!.sysId)
      expect(article.html).to.match(/</)
      expect(article.url).to.equal(`${instance}/kb_view.do?sys_kb_id=${article.sysId}`)
    }
  })

  it('lists the requests of the person and the choices of a field', async () => {
    expect((await requester.client.requests.mine()).length).to.be.greaterThan(0)
    expect(await requester.client.incidents.choices('state')).to.deep.include({
      value: '2',
      label: 'In Progress',
    })
  })

  it('reads over an instance that fails for a moment', async () => {
    const { client, emulator } = await signedInAs('beth.anglin')
    emulator.faults.add({ match: { route: '/table/incident', nth: 1 }, effect: { kind: 'truncate' } })
    emulator.faults.add({ match: { route: '/table/incident', nth: 2 }, effect: { kind: 'error-object' } })
    emulator.faults.add({ match: { route: '/table/incident', nth: 3 }, effect: { kind: 'reset' } })
    expect((await client.incidents.list({ query: and(), offset: 0, limit: 5 })).items.length).to.equal(5)
  })

  it('says that a sleeping instance sleeps', async () => {
    const { client, emulator } = await signedInAs('beth.anglin')
    emulator.switches.hibernate = true
    expect((await rejection(client.incidents.list({ query: and(), offset: 0, limit: 5 }))).code).to.equal(
      'SNOW_INSTANCE_ASLEEP',
    )
  })

  it('ends a session that was signed out', async () => {
    const { client } = await signedInAs('beth.anglin')
    await client.session.signOut()
    expect((await client.session.read()).connected).to.equal(false)
    expect((await rejection(client.incidents.list({ query: and(), offset: 0, limit: 5 }))).code).to.equal(
      'SNOW_NOT_CONNECTED',
    )
  })
})
