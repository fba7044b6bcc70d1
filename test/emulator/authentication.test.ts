import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { demoApiKey } from '../../src/emulator/seed/access.js'
import { bearer, setProperty, userOf, userSysId, whoAmI } from './access.js'
import { call, createTestClock, emulatorAt, tokensFor } from './call.js'

const refused = {
  error: { message: 'User is not authenticated', detail: 'Required to provide Auth information' },
  status: 'failure',
}
const restriction = 'glide.authenticate.basic_auth.restriction'

function basic(userName: string, password = 'snowline'): { as: string; headers: { Authorization: string } } {
  return { as: '', headers: { Authorization: `Basic ${btoa(`${userName}:${password}`)}` } }
}

describe('authentication of API calls', () => {
  let emulator: Emulator
  beforeEach(() => {
    emulator = createEmulator({ incidents: 1 })
  })

  it('knows a person by bearer token, password, key and token in the address', async () => {
    const { access_token } = await tokensFor(emulator, 'abel.tuter')
    expect(await userOf(emulator, bearer(access_token))).to.equal('abel.tuter')
    expect(await userOf(emulator, basic('david.loo'))).to.equal('david.loo')
    const key = { as: '', headers: { 'x-sn-apikey': demoApiKey } }
    expect(await userOf(emulator, key)).to.equal('snowline.service')
    const inAddress = `${whoAmI}?access_token=${access_token}`
    expect(await userOf(emulator, { as: '' }, inAddress)).to.equal('abel.tuter')
  })

  it('answers every failure with the same 401', async () => {
    const id = await userSysId(emulator, 'david.loo')
    emulator.asUser('admin').update('sys_user', id, { locked_out: 'true' })
    const { access_token } = await tokensFor(emulator, 'abel.tuter')
    emulator.revokeTokens('abel.tuter')
    for (const [why, options] of Object.entries({
      nothing: { as: '' },
      'wrong password': basic('beth.anglin', 'wrong'),
      'unknown user': basic('nobody'),
      'locked user': basic('david.loo'),
      'revoked token': bearer(access_token),
      'foreign token': bearer('x'.repeat(86)),
      'no scheme': { as: '', headers: { Authorization: 'Bearer' } },
      'unknown scheme': { as: '', headers: { Authorization: `Digest ${access_token}` } },
      'wrong key': { as: '', headers: { 'x-sn-apikey': demoApiKey.toUpperCase() } },
      'empty key': { as: '', headers: { 'x-sn-apikey': '' } },
      'broken base64': { as: '', headers: { Authorization: 'Basic %%%' } },
    })) {
      const answer = await call(emulator, whoAmI, options)
      expect(answer.status, why).to.equal(401)
      expect(answer.body, why).to.deep.equal(refused)
      expect(answer.headers.get('WWW-Authenticate'), why).to.equal('Basic realm="Service-now"')
      expect(answer.headers.get('X-Is-Logged-In'), why).to.equal('false')
    }
  })

  it('words the 401 as older instances do when switched', async () => {
    emulator.switches['auth-error-text'] = 'older'
    expect((await call(emulator, whoAmI, { as: '' })).text).to.contain('"User Not Authenticated"')
  })

  it('locks a person out of living tokens', async () => {
    const { access_token } = await tokensFor(emulator, 'david.loo')
    const id = await userSysId(emulator, 'david.loo')
    emulator.asUser('admin').update('sys_user', id, { active: 'false' })
    expect(await userOf(emulator, bearer(access_token))).to.equal('401')
  })

  it('asks a user with a second factor for it', async () => {
    const id = await userSysId(emulator, 'david.loo')
    emulator.asUser('admin').update('sys_user', id, { enable_multifactor_authn: 'true' })
    const answer = await call(emulator, whoAmI, basic('david.loo'))
    expect([answer.status, answer.headers.get('X-MFA_TOKEN')]).to.deep.equal([401, 'invalid'])
    const wrong = await call(emulator, whoAmI, basic('david.loo', 'wrong'))
    expect(wrong.headers.has('X-MFA_TOKEN')).to.equal(false)
  })

  it('keeps basic authentication for users with its role, and tells a restricted one from nothing', async () => {
    await setProperty(emulator, `${restriction}.active`, 'true')
    expect(await userOf(emulator, basic('david.loo')), 'not enforced yet').to.equal('david.loo')
    const { access_token } = await tokensFor(emulator, 'david.loo')
    const id = await userSysId(emulator, 'beth.anglin')
    const admin = emulator.asUser('admin')
    const role = admin.create('sys_user_role', { name: 'snc_basic_auth_api_access' })
    admin.create('sys_user_has_role', { user: id, role: role.sys_id!, state: 'active' })
    await setProperty(emulator, `${restriction}.enforce`, 'true')
    const restricted = await call(emulator, whoAmI, basic('david.loo'))
    const wrong = await call(emulator, whoAmI, basic('david.loo', 'wrong'))
    expect([restricted.status, restricted.text]).to.deep.equal([401, wrong.text])
    const names = (answer: typeof wrong): string[] => [...answer.headers.keys()].sort()
    expect(names(restricted)).to.deep.equal(names(wrong))
    expect(await userOf(emulator, basic('beth.anglin'))).to.equal('beth.anglin')
    expect(await userOf(emulator, bearer(access_token))).to.equal('david.loo')
  })

  it('enforces the restriction from its date on', async () => {
    const clock = createTestClock(Date.UTC(2026, 10, 20, 12))
    emulator = emulatorAt(clock, { incidents: 1 })
    await setProperty(emulator, `${restriction}.active`, 'true')
    await setProperty(emulator, `${restriction}.enforcement_date`, '2026-11-21 00:00:00')
    expect(await userOf(emulator, basic('david.loo'))).to.equal('david.loo')
    clock.advance(12 * 3_600_000)
    expect(await userOf(emulator, basic('david.loo'))).to.equal('401')
  })

  it('closes its APIs to people without a role, when switched', async () => {
    emulator.switches['api-role'] = 'snc_platform_rest_api_access'
    const { access_token } = await tokensFor(emulator, 'abel.tuter')
    const answer = await call(emulator, whoAmI, bearer(access_token))
    expect(answer.status).to.equal(403)
    expect(answer.body).to.deep.equal({
      error: { message: 'User Not Authorized', detail: 'Failed API level ACL Validation' },
      status: 'failure',
    })
    const id = await userSysId(emulator, 'abel.tuter')
    const admin = emulator.asUser('admin')
    const role = admin.create('sys_user_role', { name: 'snc_platform_rest_api_access' })
    admin.create('sys_user_has_role', { user: id, role: role.sys_id!, state: 'active' })
    expect(await userOf(emulator, bearer(access_token))).to.equal('abel.tuter')
  })

  it('shows public knowledge and its keys to everybody, and nothing else', async () => {
    const articles = await call(emulator, '/api/sn_km_api/knowledge/articles', { as: '' })
    expect(articles.status).to.equal(200)
    expect(articles.headers.get('X-Is-Logged-In')).to.equal('false')
    expect(articles.headers.get('X-Is-Visitor')).to.equal('true')
    expect((await call(emulator, '/api/now/oauth/jwks', { as: '' })).status).to.equal(200)
    expect((await call(emulator, '/api/now/table/kb_knowledge', { as: '' })).status).to.equal(401)
    const wrong = basic('beth.anglin', 'wrong')
    expect((await call(emulator, '/api/sn_km_api/knowledge/articles', wrong)).status).to.equal(401)
  })
})
