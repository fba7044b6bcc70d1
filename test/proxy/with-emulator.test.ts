import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { createProxyHandler } from '../../src/proxy/create-proxy.js'
import { withCookies, type TestBrowser } from '../support/cookie-jar.js'
import { call, host, proxyOrigin, readSession, sealKey } from './deployment.js'

const list = '/api/prod/now/table/incident?sysparm_fields=number,sys_id&sysparm_limit=3'

async function signedIn(userName: string): Promise<{ emulator: Emulator; visitor: TestBrowser }> {
  const emulator = createEmulator({ redirectUris: [`${proxyOrigin}/callback/prod`] })
  const proxy = createProxyHandler({
    publicUrl: proxyOrigin,
    origins: [host],
    sealKeys: [sealKey],
    instances: {
      prod: {
        url: 'https://acme.service-now.example',
        clientId: 'snowline-demo',
        clientSecret: 'snowline-demo-secret',
      },
    },
    fetch: (input, init) => emulator.fetch(new Request(input, init)),
  })
  const visitor = withCookies({ [proxyOrigin]: proxy })
  const consent = await visitor.navigate(`${proxyOrigin}/login/prod`)
  await visitor.navigate(await emulator.authorize(consent.url, userName))
  return { emulator, visitor }
}

describe('the proxy before the emulator', () => {
  for (const [userName, agent] of [
    ['abel.tuter', false],
    ['beth.anglin', true],
    ['david.loo', true],
    ['admin', true],
  ] as const) {
    it(`knows ${userName} as ${agent ? 'an agent' : 'a requester'}`, async () => {
      const { visitor } = await signedIn(userName)
      const session = await readSession(visitor)
      expect(session).to.include({ connected: true, agent })
      expect(session).to.have.nested.property('user.userName', userName)
    })
  }

  it('lists, creates and updates incidents, and uploads and downloads a file', async () => {
    const { visitor } = await signedIn('david.loo')
    const rows = (await (await call(visitor, list)).json()) as { result: readonly unknown[] }
    expect(rows.result).to.have.length(3)
    const headers = { 'Content-Type': 'application/json' }
    const created = await call(visitor, '/api/prod/now/table/incident', {
      method: 'POST',
      body: JSON.stringify({ short_description: 'No coffee' }),
      headers,
    })
    expect(created.status).to.equal(201)
    const { result } = (await created.json()) as { result: { sys_id: string } }
    const path = `/api/prod/now/table/incident/${result.sys_id}`
    const update = { method: 'PATCH', body: JSON.stringify({ urgency: '1' }), headers }
    expect(await (await call(visitor, path, update)).json()).to.have.nested.property('result.urgency', '1')
    const query = new URLSearchParams({
      table_name: 'incident',
      table_sys_id: result.sys_id,
      file_name: 'a b.txt',
    })
    const uploaded = await call(visitor, `/api/prod/now/attachment/file?${query.toString()}`, {
      method: 'POST',
      body: 'grounds',
      headers: { 'Content-Type': 'text/plain' },
    })
    expect(uploaded.status).to.equal(201)
    const file = ((await uploaded.json()) as { result: { sys_id: string } }).result.sys_id
    const download = await call(visitor, `/api/prod/now/attachment/${file}/file`)
    expect(download.headers.get('Content-Type')).to.equal('application/octet-stream')
    expect(await download.text()).to.equal('grounds')
  })

  it('ends the session when an admin revoked the tokens', async () => {
    const { emulator, visitor } = await signedIn('abel.tuter')
    emulator.revokeTokens('abel.tuter')
    const answer = await call(visitor, list)
    expect(answer.status).to.equal(401)
    expect(await readSession(visitor)).to.include({ connected: false, reason: 'revoked' })
  })

  it('tells a sleeping instance from a broken one', async () => {
    const { emulator, visitor } = await signedIn('abel.tuter')
    emulator.switches.hibernate = true
    expect(await (await call(visitor, list)).json()).to.have.nested.property(
      'error.code',
      'SNOW_INSTANCE_ASLEEP',
    )
  })
})
