import { expect } from 'chai'
import { and, currentUser, descending, equals } from '../../src/protocol/query-builders.js'
import { failure, json, otherId, proxy, rejection, row, scripted, session, sysId } from './scripted-fetch.js'

const queryOf = (url: URL): string | null => url.searchParams.get('sysparm_query')

describe('incidents', () => {
  it('are listed in an order without ties', async () => {
    const { client, sent } = scripted([json({ result: [] })])
    await client.incidents.list({ query: and(), sort: [descending('opened_at')], offset: 40, limit: 20 })
    expect(queryOf(sent[0]!.url)).to.equal('ORDERBYDESCopened_at^ORDERBYsys_id')
    expect(sent[0]!.url.searchParams.get('sysparm_offset')).to.equal('40')
  })

  it('of the current user are checked once the session says who that is', async () => {
    const foreign = json({ result: [row({ caller_id: sysId })] })
    const mine = { query: equals('caller_id', currentUser), offset: 0, limit: 20 }
    const { client } = scripted([foreign, json(session()), foreign])
    expect((await client.incidents.list(mine)).items.length).to.equal(1)
    await client.session.read()
    expect((await rejection(client.incidents.list(mine))).code).to.equal('SNOW_QUERY_IGNORED')
  })

  it('are got by sys_id or by number, in any letter case', async () => {
    const { client, sent } = scripted([
      json({ result: row({ number: 'INC0000017' }) }),
      json({ result: [row({ number: 'INC0000017' })] }),
    ])
    expect((await client.incidents.get(sysId.toUpperCase())).number).to.equal('INC0000017')
    expect((await client.incidents.get(' inc0000017 ')).sysId).to.equal(sysId)
    expect(sent[0]!.url.pathname.endsWith(`/incident/${sysId}`)).to.equal(true)
    expect(queryOf(sent[1]!.url)).to.equal('number=INC0000017^ORDERBYsys_id')
  })

  it('are not found by an empty number, which would find those without one', async () => {
    const { client, sent } = scripted([json({ result: [row({ number: '' })] })])
    expect((await rejection(client.incidents.get(' '))).code).to.equal('SNOW_NOT_FOUND_OR_HIDDEN')
    expect(sent).to.have.length(0)
  })
  it('are not found when nothing or something else comes back', async () => {
    const none = scripted([json({ result: [] })])
    expect((await rejection(none.client.incidents.get('INC0000017'))).code).to.equal(
      'SNOW_NOT_FOUND_OR_HIDDEN',
    )
    const other = scripted([json({ result: [row({ number: 'INC0000018' })] })])
    expect((await rejection(other.client.incidents.get('INC0000017'))).code).to.equal('SNOW_QUERY_IGNORED')
  })

  it('are created for the signed-in user, with their key, as plain columns', async () => {
    const { client, sent } = scripted([
      json(session()),
      json({ result: row({ number: 'INC0010001', correlation_id: 'key' }) }, 201),
    ])
    await client.session.read()
    const incident = await client.incidents.create({ shortDescription: 'VPN', impact: '2' }, 'key')
    expect(incident.correlationId).to.equal('key')
    expect(sent[1]!.method).to.equal('POST')
    expect(sent[1]!.headers.get('Content-Type')).to.equal('application/json')
    expect(JSON.parse(String(sent[1]!.init.body))).to.deep.equal({
      short_description: 'VPN',
      impact: '2',
      caller_id: otherId,
      correlation_id: 'key',
    })
  })

  it('are found by their key literally, or not at all', async () => {
    const found = scripted([
      json({ result: [row({ correlation_id: 'KEY' }), row({ correlation_id: 'key' })] }),
    ])
    expect((await found.client.incidents.findByCorrelationId('key'))?.correlationId).to.equal('key')
    const none = scripted([json({ result: [row({ correlation_id: 'KEY' })] })])
    expect(await none.client.incidents.findByCorrelationId('key')).to.equal(undefined)
    const blind = scripted([json({ result: [row({ correlation_id: '' })] })])
    expect((await rejection(blind.client.incidents.findByCorrelationId('key'))).code).to.equal(
      'SNOW_QUERY_IGNORED',
    )
    expect((await rejection(none.client.incidents.findByCorrelationId(''))).code).to.equal(
      'SNOW_INPUT_INVALID',
    )
  })

  it('are updated by PATCH, and the answer must be the same record', async () => {
    const { client, sent } = scripted([
      json({ result: row({ state: '2', sys_mod_count: '4' }) }),
      json({ result: row({ sys_id: otherId }) }),
    ])
    expect((await client.incidents.update(sysId, { state: '2' })).modCount).to.equal(4)
    expect(sent[0]!.method).to.equal('PATCH')
    expect((await rejection(client.incidents.update(sysId, { state: '2' }))).code).to.equal(
      'SNOW_BAD_RESPONSE',
    )
  })

  it('have the choices of task where they have none of their own', async () => {
    const choice = row({
      name: 'task',
      element: 'close_code',
      inactive: 'false',
      language: 'en',
      value: 'a',
      label: 'A',
    })
    const { client, sent } = scripted([json({ result: [] }), json({ result: [choice] })])
    expect(await client.incidents.choices('close_code')).to.deep.equal([{ value: 'a', label: 'A' }])
    expect(sent.map(({ url }) => queryOf(url)?.split('^')[0])).to.deep.equal(['name=incident', 'name=task'])
  })
})

describe('journals', () => {
  const rendered = json({
    result: {
      ...row({}),
      comments: { value: '', display_value: '2026-11-04 15:29:20 - Joe (Additional comments)\nHi\n\n' },
    },
  })

  it('come from their table where it may be read', async () => {
    const { client, sent } = scripted([
      json({ result: [row({ element_id: otherId, element: 'comments', value: 'Hi' })] }),
    ])
    expect((await client.incidents.journal(otherId))[0]).to.include({ kind: 'comment', text: 'Hi' })
    expect(queryOf(sent[0]!.url)).to.equal(
      `element_id=${otherId}^elementINcomments,work_notes^ORDERBYDESCsys_created_on^ORDERBYsys_id`,
    )
  })
  it('come from the rendered record where the table is closed, which is asked once', async () => {
    const { client, sent } = scripted([failure(403, 'Insufficient rights'), rendered, rendered])
    expect((await client.incidents.journal(sysId))[0]).to.include({ author: 'Joe', text: 'Hi' })
    await client.incidents.journal(sysId)
    expect(sent.map(({ url }) => url.pathname.split('/').at(-2))).to.deep.equal([
      'table',
      'incident',
      'incident',
    ])
  })
  it('come from the rendered record where the table is silently empty', async () => {
    const { client } = scripted([json({ result: [] }), rendered])
    expect((await client.incidents.journal(sysId)).length).to.equal(1)
  })
  it('fail when the session ended', async () => {
    const { client } = scripted([failure(401)])
    expect((await rejection(client.incidents.journal(sysId))).code).to.equal('SNOW_RECONNECT_NEEDED')
  })
})

describe('recordUrl', () => {
  it('leads into ServiceNow once its address is known', async () => {
    const { client } = scripted([json(session())])
    expect(() => client.recordUrl('incident', sysId))
      .to.throw()
      .with.property('code', 'SNOW_NOT_CONNECTED')
    await client.session.read()
    expect(client.recordUrl('incident', sysId)).to.equal(
      `https://acme.example/nav_to.do?uri=incident.do%3Fsys_id%3D${sysId}`,
    )
  })
})

describe('requests and records', () => {
  it('asks for the items of the signed-in user', async () => {
    const { client, sent } = scripted([json({ result: [row({ number: 'RITM1' })] })])
    expect((await client.requests.mine())[0]).to.include({ number: 'RITM1' })
    expect(queryOf(sent[0]!.url)).to.match(
      /^request\.requested_for=javascript:gs\.getUserID\(\)\^ORDERBYDESCopened_at/,
    )
  })
  it('lists other tables in their own names', async () => {
    const { client, sent } = scripted([json({ result: [row({ name: 'Network' })] })])
    const page = await client.records.list('sys_user_group', {
      query: and(),
      fields: ['name'],
      offset: 0,
      limit: 5,
    })
    expect(page.items[0]!['name']?.value).to.equal('Network')
    expect(sent[0]!.url.href.startsWith(`${proxy}/api/prod/now/table/sys_user_group?`)).to.equal(true)
  })
})
