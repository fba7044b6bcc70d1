import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import { type Answer, call, createTestClock, list } from './call.js'

const emulator = createEmulator({ incidents: 20 })
const path = '/api/now/v1/batch'

interface Served {
  id: string
  body: string
  status_code: number
  status_text: string
  headers: { name: string; value: string }[]
  execution_time: number
}
interface BatchAnswer {
  batch_request_id: string
  serviced_requests: Served[]
  unserviced_requests: string[]
}

const encode = (value: unknown): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(value))))
const decode = (text: string): unknown =>
  JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))))
const json = [{ name: 'Content-Type', value: 'application/json' }]

function send(requests: readonly object[], as = 'beth.anglin', on = emulator): Promise<Answer> {
  return call(on, path, { as, json: { batch_request_id: '1', rest_requests: requests } })
}

async function served(requests: readonly object[], as?: string): Promise<Served[]> {
  const answer = await send(requests, as)
  expect(answer.status, answer.text).to.equal(200)
  return (answer.body as BatchAnswer).serviced_requests
}

describe('Batch API', () => {
  it('answers each request with its id, status and base64 body', async () => {
    const answer = await send([
      {
        id: '11',
        method: 'GET',
        url: '/api/now/table/incident?sysparm_limit=1&sysparm_fields=number',
        exclude_response_headers: true,
      },
      {
        id: '12',
        method: 'POST',
        url: '/api/now/table/incident',
        headers: json,
        body: encode({ short_description: 'Über die Batch-API' }),
      },
    ])
    const {
      batch_request_id: id,
      serviced_requests: items,
      unserviced_requests: rest,
    } = answer.body as BatchAnswer
    expect([id, rest]).to.deep.equal(['1', []])
    const [read, created] = items
    expect(read).to.include({ id: '11', status_code: 200, status_text: 'OK' })
    expect(read!.execution_time).to.be.a('number')
    expect(read!.headers).to.deep.equal([])
    expect((decode(read!.body) as { result: object[] }).result).to.have.length(1)
    expect(created).to.include({ id: '12', status_code: 201, status_text: 'Created' })
    const names = created!.headers.map(({ name }) => name.toLowerCase())
    expect(names).to.include('content-type').and.to.include('location').and.not.to.include('set-cookie')
    expect((decode(created!.body) as { result: Record<string, string> }).result.short_description).to.equal(
      'Über die Batch-API',
    )
  })

  it('goes on when one request fails', async () => {
    const items = await served([
      { id: 'a', method: 'GET', url: '/api/now/table/nothing' },
      {
        id: 'b',
        method: 'PATCH',
        url: '/api/now/table/incident/nobody',
        headers: json,
        body: encode({ state: '2' }),
      },
      { id: 'c', method: 'GET', url: 'https://elsewhere.example/api/now/table/incident' },
      { id: 'd', method: 'GET', url: '/api/now/table/incident?sysparm_limit=1' },
      { id: 'e', method: 'BREW IT', url: '/api/now/table/incident' },
    ])
    expect(items.map(({ id, status_code: status }) => [id, status])).to.deep.equal([
      ['a', 400],
      ['b', 404],
      ['c', 400],
      ['d', 200],
      ['e', 405],
    ])
  })

  it('runs each request as the person who sent the batch, and logs it as such', async () => {
    const me = [
      {
        id: '1',
        method: 'GET',
        url: '/api/now/ui/user/current_user',
        headers: [{ name: 'Authorization', value: `Basic ${btoa('admin:snowline')}` }],
      },
    ]
    const [answer] = await served(me, 'abel.tuter')
    expect((decode(answer!.body) as { result: Record<string, string> }).result.user_name).to.equal(
      'abel.tuter',
    )
    const logged = emulator.log.requests.at(-1)!
    expect(logged).to.include({ path: '/api/now/ui/user/current_user', user: 'abel.tuter', status: 200 })
    const own = await list(emulator, 'incident', { sysparm_limit: '1000' }, { as: 'abel.tuter' })
    const [rows] = await served(
      [{ id: '1', method: 'GET', url: '/api/now/table/incident?sysparm_limit=1000' }],
      'abel.tuter',
    )
    expect((decode(rows!.body) as { result: object[] }).result).to.have.length(own.length)
  })

  it('carries no batch', async () => {
    const inner = { id: '1', method: 'POST', url: path, headers: json, body: encode({ rest_requests: [] }) }
    expect((await served([inner])).map(({ status_code: status }) => status)).to.deep.equal([400])
  })

  it('refuses what is no batch, and what nobody signed', async () => {
    const statusOf = async (body: unknown): Promise<number> =>
      (await call(emulator, path, { json: body })).status
    expect(await statusOf({})).to.equal(400)
    expect(await statusOf({ rest_requests: 'many' })).to.equal(400)
    expect(await statusOf({ rest_requests: [null] })).to.equal(400)
    expect(
      await statusOf({ rest_requests: [{ id: '1', url: '/api/now/table/incident', body: '***' }] }),
    ).to.equal(400)
    expect((await send([], '')).status).to.equal(401)
  })

  it('refuses a body above its limit, which is 5 MB and at most 10', async () => {
    const statusOf = async (large = 'x'.repeat(5_300_000)): Promise<number> =>
      (await call(emulator, path, { json: { rest_requests: [], large } })).status
    expect(await statusOf()).to.equal(413)
    emulator.switches['batch-megabytes'] = 10
    expect(await statusOf()).to.equal(200)
    emulator.switches['batch-megabytes'] = 99
    expect(await statusOf('x'.repeat(10_500_000))).to.equal(413)
    emulator.switches['batch-megabytes'] = 5
  })

  it('leaves unserviced what it has no time for within 30 seconds', async () => {
    const clock = createTestClock()
    const slow = createEmulator({
      incidents: 5,
      clock: { ...clock, now: () => (clock.advance(1000), clock.now()) },
    })
    const requests = Array.from({ length: 40 }, (_, at) => ({
      id: String(at),
      method: 'GET',
      url: '/api/now/table/incident?sysparm_limit=1',
    }))
    const answer = (await send(requests, 'beth.anglin', slow)).body as BatchAnswer
    expect(answer.serviced_requests.length).to.be.greaterThan(0)
    expect(answer.unserviced_requests.length).to.be.greaterThan(0)
    const all = [...answer.serviced_requests.map(({ id }) => id), ...answer.unserviced_requests]
    expect(all).to.deep.equal(requests.map(({ id }) => id))
  })

  it('leaves an answer above 10 MB unserviced', async () => {
    const incident = emulator.asUser('admin').create('incident', { short_description: 'With a large file' })
    const file = emulator.asUser('admin').attach({
      tableName: 'incident',
      recordSysId: incident.sys_id!,
      fileName: 'large.bin',
      contentType: 'application/octet-stream',
      bytes: new Uint8Array(10 * 1024 * 1024 + 1),
    })
    const url = `/api/now/attachment/${file.sys_id}`
    const answer = (
      await send([
        { id: 'meta', url },
        { id: 'file', url: `${url}/file` },
      ])
    ).body as BatchAnswer
    expect(answer.serviced_requests.map(({ id }) => id)).to.deep.equal(['meta'])
    expect(answer.unserviced_requests).to.deep.equal(['file'])
  })

  it('reaches nothing but the APIs of the instance', async () => {
    const urls = [
      '/login.do',
      '/api/../login.do',
      '//elsewhere.example/api/now/table/incident',
      'api/now/table/incident',
      '',
    ]
    const items = await served(urls.map((url) => ({ id: url, method: 'GET', url })))
    expect(items.map(({ status_code: status }) => status)).to.deep.equal(urls.map(() => 400))
  })
})
