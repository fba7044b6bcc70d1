import { expect } from 'chai'
import { call, createTestClock, emulatorAt, list, tokenRequest } from '../emulator/call.js'

// Browsers let no script send or read cookies: here they are headers like any other.
describe('a session that a token with a narrow scope opened', () => {
  it('keeps the scope of the token, whether it still lives or not', async () => {
    const emulator = emulatorAt(createTestClock(), { incidents: 10 })
    const admin = emulator.asUser('admin')
    const [client] = await list(
      emulator,
      'oauth_entity',
      { sysparm_query: 'client_id=snowline-demo' },
      { as: 'admin' },
    )
    admin.create('oauth_entity_scope', { oauth_entity: client!.sys_id, oauth_entity_scope: 'counts' })
    admin.create('sys_auth_scope_api', { scope: 'counts', rest_api: 'now/stats', active: 'true' })
    const fields = { grant_type: 'password', username: 'abel.tuter', password: 'snowline', scope: 'counts' }
    const { access_token: token } = (await tokenRequest(emulator, fields)).body as { access_token: string }
    const ask = (path: string, headers: Readonly<Record<string, string>>) =>
      call(emulator, path, { as: '', headers })
    const counts = '/api/now/stats/incident?sysparm_count=true'
    const rows = '/api/now/table/incident?sysparm_limit=1'

    const opened = await ask(counts, { Authorization: `Bearer ${token}` })
    const cookies = opened.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!)
    const Cookie = cookies.find((cookie) => cookie.startsWith('JSESSIONID='))!
    const userToken = (await ask(rows, { Cookie })).headers.get('X-UserToken-Response')!
    const bySession = { Cookie, 'X-UserToken': userToken }
    expect((await ask(counts, bySession)).status).to.equal(200)
    expect((await ask(rows, bySession)).status).to.equal(403)

    const asked = await ask('/angular.do?sysparm_type=get_user', { Authorization: `Bearer ${token}` })
    const opening = asked.headers.get('Set-Cookie')!.split(';')[0]!
    const proof = asked.headers.get('X-UserToken-Response')!
    expect((await ask(rows, { Cookie: opening, 'X-UserToken': proof })).status).to.equal(403)

    await call(emulator, `/oauth_revoke_token.do?token=${token}`, { as: '' })
    const outlived = { Cookie, Authorization: `Bearer ${token}` }
    expect((await ask(counts, outlived)).status).to.equal(200)
    expect((await ask(rows, outlived)).status).to.equal(403)
  })
})
