import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { bareTokenRequest, bearer, changeClient, setProperty, userOf, userSysId } from './access.js'
import { call, tokenRequest, tokensFor } from './call.js'

const denied = { error_description: 'access_denied', error: 'server_error' }
const password = { grant_type: 'password', username: 'david.loo', password: 'snowline' }
const secret = { client_id: 'snowline-demo', client_secret: 'snowline-demo-secret' }
const jwtBearer = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

type Tokens = { access_token: string; refresh_token?: string; scope: string }

function encode(value: object): string {
  return btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** A client's own key, registered at the instance, and what it signs. */
async function assertionKey(): Promise<{
  readonly jwk: string
  sign(claims: object): Promise<string>
}> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
  return {
    jwk: JSON.stringify(await crypto.subtle.exportKey('jwk', publicKey)),
    async sign(claims) {
      const signed = `${encode({ alg: 'ES256' })}.${encode(claims)}`
      const how = { name: 'ECDSA', hash: 'SHA-256' }
      const bytes = await crypto.subtle.sign(how, privateKey, new TextEncoder().encode(signed))
      const text = btoa(String.fromCharCode(...new Uint8Array(bytes)))
      return `${signed}.${text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`
    },
  }
}

describe('grants of the token endpoint', () => {
  let emulator: Emulator
  beforeEach(() => {
    emulator = createEmulator({ incidents: 1 })
  })

  it('switches the password grant off by property', async () => {
    expect((await tokenRequest(emulator, password)).body).to.deep.include({ scope: 'useraccount' })
    await setProperty(emulator, 'glide.oauth.inbound.ropc.grant_type.disabled', 'true')
    expect((await tokenRequest(emulator, password)).body).to.deep.equal(denied)
  })

  it('gives no token to users who are locked, read only, or need a second factor', async () => {
    const id = await userSysId(emulator, 'david.loo')
    const admin = emulator.asUser('admin')
    const { refresh_token } = (await tokenRequest(emulator, password)).body as Tokens
    for (const column of ['locked_out', 'enable_multifactor_authn']) {
      admin.update('sys_user', id, { [column]: 'true' })
      expect((await tokenRequest(emulator, password)).body, column).to.deep.equal(denied)
      admin.update('sys_user', id, { [column]: 'false' })
    }
    const role = admin.create('sys_user_role', { name: 'snc_read_only' })
    admin.create('sys_user_has_role', { user: id, role: role.sys_id!, state: 'active' })
    expect((await tokenRequest(emulator, password)).body).to.deep.equal(denied)
    const refresh = { grant_type: 'refresh_token', refresh_token: refresh_token! }
    expect((await tokenRequest(emulator, refresh)).body).to.deep.equal(denied)
  })

  it('lets a client act as its application user only behind the property', async () => {
    const fields = { grant_type: 'client_credentials' }
    expect((await tokenRequest(emulator, fields)).body).to.deep.equal(denied)
    await setProperty(emulator, 'glide.oauth.inbound.client.credential.grant_type.enabled', 'true')
    const answer = await tokenRequest(emulator, fields)
    const tokens = answer.body as Tokens
    expect(tokens).to.deep.include({ scope: 'useraccount', token_type: 'Bearer', expires_in: 1799 })
    expect(tokens).not.to.have.property('refresh_token')
    expect(await userOf(emulator, bearer(tokens.access_token))).to.equal('snowline.service')
    await changeClient(emulator, 'snowline-demo', { user: '' })
    expect((await tokenRequest(emulator, fields)).body).to.deep.equal(denied)
  })

  it('takes an assertion signed by the registered key, and no other', async () => {
    const key = await assertionKey()
    const claims = {
      iss: 'snowline-demo',
      aud: 'snowline-demo',
      sub: 'beth.anglin',
      exp: Math.floor(emulator.clock.now() / 1000) + 60,
    }
    const ask = async (assertion: string) => tokenRequest(emulator, { grant_type: jwtBearer, assertion })
    expect((await ask(await key.sign(claims))).body, 'nothing registered').to.deep.equal(denied)
    await changeClient(emulator, 'snowline-demo', { jwt_key: key.jwk })
    const tokens = (await ask(await key.sign(claims))).body as Tokens
    expect(tokens).not.to.have.property('refresh_token')
    expect(await userOf(emulator, bearer(tokens.access_token))).to.equal('beth.anglin')
    const stranger = await assertionKey()
    for (const assertion of [
      await stranger.sign(claims),
      await key.sign({ ...claims, exp: 1 }),
      await key.sign({ ...claims, aud: 'other' }),
      await key.sign({ ...claims, sub: 'nobody' }),
      'no.assertion',
    ]) {
      expect((await ask(assertion)).body, assertion).to.deep.equal(denied)
    }
  })

  it('refuses an unknown grant like a wrong secret', async () => {
    const answer = await tokenRequest(emulator, {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    })
    expect([answer.status, answer.body]).to.deep.equal([401, denied])
  })

  it('gives scopes of the registry and useraccount, and refuses others', async () => {
    const fields = { ...password, scope: 'incident_read' }
    expect((await tokenRequest(emulator, fields)).body).to.deep.equal(denied)
    const [row] = (
      (await call(emulator, '/api/now/table/oauth_entity?client_id=snowline-demo', { as: 'admin' })).body as {
        result: { sys_id: string }[]
      }
    ).result
    const admin = emulator.asUser('admin')
    admin.create('oauth_entity_scope', { oauth_entity: row!.sys_id, oauth_entity_scope: 'incident_read' })
    const tokens = (await tokenRequest(emulator, fields)).body as Tokens
    expect(tokens.scope).to.equal('incident_read')
    const refused = await call(emulator, '/api/now/table/incident', bearer(tokens.access_token))
    expect(refused.status).to.equal(403)
    expect(refused.text).to.contain('Missing required api access scope')
    admin.create('sys_auth_scope_api', { rest_api: 'now/ui', scope: 'incident_read' })
    expect(await userOf(emulator, bearer(tokens.access_token))).to.equal('david.loo')
    admin.create('sys_auth_scope_api', { rest_api: 'now/batch', scope: 'incident_read' })
    const inside = { id: '1', method: 'GET', url: '/api/now/table/incident', headers: [] }
    const batch = await call(emulator, '/api/now/v1/batch', {
      ...bearer(tokens.access_token),
      json: { batch_request_id: '1', rest_requests: [inside] },
    })
    expect(batch.body, 'no way around by a batch').to.have.nested.property(
      'serviced_requests[0].status_code',
      403,
    )
    const all = (await tokenRequest(emulator, { ...password, scope: 'useraccount' })).body as Tokens
    expect(await userOf(emulator, bearer(all.access_token))).to.equal('david.loo')
  })

  it('takes parameters from the body alone, until a property lets the query carry some', async () => {
    const { grant_type, ...credentials } = password
    const search = `?grant_type=${grant_type}`
    const fields = { ...secret, ...credentials }
    expect((await bareTokenRequest(emulator, fields, { search })).body).to.deep.equal(denied)
    await setProperty(emulator, 'glide.oauth.allow.parameters.in.post.body.only', 'false')
    expect((await bareTokenRequest(emulator, fields, { search })).status).to.equal(200)
  })

  it('reads client credentials from the body; as basic authentication only when switched', async () => {
    const headers = { Authorization: `Basic ${btoa('snowline-demo:snowline-demo-secret')}` }
    expect((await bareTokenRequest(emulator, password, { headers })).body).to.deep.equal(denied)
    emulator.switches['client-secret-basic'] = true
    expect((await bareTokenRequest(emulator, password, { headers })).status).to.equal(200)
    const wrong = { Authorization: 'Basic %%%' }
    expect((await bareTokenRequest(emulator, password, { headers: wrong })).body).to.deep.equal(denied)
  })

  it('answers JSON that nobody stores, with errors as 401', async () => {
    for (const [fields, status] of [
      [password, 200],
      [{ ...password, password: 'wrong' }, 401],
    ] as const) {
      const answer = await tokenRequest(emulator, fields)
      expect(answer.status).to.equal(status)
      expect(answer.headers.get('Content-Type')).to.match(/^application\/json/)
      expect(answer.headers.get('Cache-Control')).to.equal('no-store')
    }
    const readable = await call(emulator, '/oauth_token.do', { as: '' })
    expect(readable.status, 'only POST').not.to.equal(200)
  })

  it('signs tokens when the registry says JWT, with a key of the published set', async () => {
    await changeClient(emulator, 'snowline-demo', { token_format: 'jwt' })
    const { access_token } = await tokensFor(emulator, 'abel.tuter')
    const [head, claims, signature] = access_token.split('.')
    const set = (await call(emulator, '/api/now/oauth/jwks', { as: '' })).body as { keys: JsonWebKey[] }
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
    const key = await crypto.subtle.importKey('jwk', set.keys[0]!, algorithm, false, ['verify'])
    const text = atob(signature!.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0))
    const signed = new TextEncoder().encode(`${head}.${claims}`)
    expect(await crypto.subtle.verify(algorithm, key, bytes, signed)).to.equal(true)
    expect(await userOf(emulator, bearer(access_token))).to.equal('abel.tuter')
  })

  it('describes itself only when switched', async () => {
    const path = '/.well-known/openid-configuration'
    expect((await call(emulator, path, { as: '' })).status).to.equal(404)
    emulator.switches['openid-configuration'] = true
    const { body } = await call(emulator, path, { as: '' })
    expect(body).to.deep.include({
      issuer: 'https://dev.example',
      token_endpoint: 'https://dev.example/oauth_token.do',
      jwks_uri: 'https://dev.example/api/now/oauth/jwks',
    })
    expect(body).not.to.have.property('userinfo_endpoint')
  })
})
