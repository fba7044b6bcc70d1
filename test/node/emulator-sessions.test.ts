import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import {
  bareTokenRequest,
  bearer,
  changeClient,
  setProperty,
  settle,
  userOf,
  whoAmI,
} from '../emulator/access.js'
import {
  type Answer,
  authorizeUrl,
  call,
  createTestClock,
  emulatorAt,
  type TestClock,
  tokensFor,
} from '../emulator/call.js'

// Only here: a page can neither send Cookie nor read Set-Cookie.

const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
const minute = 60_000

function sessionOf(answer: Answer): string {
  const cookie = answer.headers.getSetCookie().find((each) => each.startsWith('JSESSIONID='))
  return cookie?.split(';')[0] ?? ''
}

async function signIn(emulator: Emulator, password = 'snowline'): Promise<Answer> {
  return call(emulator, '/angular.do?sysparm_type=view_form.login', {
    as: '',
    headers: form,
    body: new URLSearchParams({ user_name: 'david.loo', user_password: password }).toString(),
  })
}

describe('sessions of the emulator', () => {
  let clock: TestClock
  let emulator: Emulator
  beforeEach(() => {
    clock = createTestClock()
    emulator = emulatorAt(clock, { incidents: 1 })
  })

  it('signs a command line in, and tells it the token of its session', async () => {
    const login = await signIn(emulator)
    expect(login.body).to.deep.include({ status: 'success' })
    const Cookie = sessionOf(login)
    expect(Cookie).to.match(/^JSESSIONID=[0-9A-F]{32}$/)
    const path = '/angular.do?sysparm_type=get_user'
    const told = await call(emulator, path, { method: 'POST', as: '', headers: { Cookie } })
    const token = told.headers.get('X-UserToken-Response')!
    expect([told.status, token.length]).to.deep.equal([401, 72])
    const known = await call(emulator, path, {
      method: 'POST',
      as: '',
      headers: { Cookie, 'X-UserToken': token },
    })
    expect(known.body).to.have.nested.property('user.userName', 'david.loo')
    expect(await userOf(emulator, { as: '', headers: { Cookie, 'X-UserToken': token } })).to.equal(
      'david.loo',
    )
  })

  it('refuses a wrong password and asks for a second factor there too', async () => {
    expect((await signIn(emulator, 'wrong')).body).to.deep.include({ status: 'error' })
    expect(sessionOf(await signIn(emulator, 'wrong'))).to.equal('')
    const unknown = await call(emulator, '/angular.do?sysparm_type=other', { as: '' })
    expect(unknown.status).to.equal(404)
  })

  it('tells a bearer token its X-UserToken too', async () => {
    const { access_token } = await tokensFor(emulator, 'beth.anglin')
    const told = await call(emulator, '/angular.do?sysparm_type=get_user', bearer(access_token))
    expect(told.status).to.equal(401)
    const headers = { Cookie: sessionOf(told), 'X-UserToken': told.headers.get('X-UserToken-Response')! }
    expect(await userOf(emulator, { as: '', headers })).to.equal('beth.anglin')
  })

  it('signs in by the form of /login.do, for pages and with X-UserToken for APIs', async () => {
    const login = await call(emulator, '/login.do', {
      as: '',
      headers: form,
      body: new URLSearchParams({ user_name: 'abel.tuter', user_password: 'snowline' }).toString(),
    })
    const Cookie = sessionOf(login)
    const url = new URL(authorizeUrl())
    const consent = await call(emulator, url.pathname + url.search, { as: '', headers: { Cookie } })
    expect(consent.text).to.contain('Abel Tuter').and.to.contain('Allow').and.to.contain('Deny')
    const bare = await call(emulator, whoAmI, { as: '', headers: { Cookie } })
    expect(bare.status).to.equal(401)
    expect(bare.text).to.contain('User is not authenticated')
    expect(bare.headers.get('X-Is-Logged-In')).to.equal('true')
    const token = bare.headers.get('X-UserToken-Response')!
    const wrong = { Cookie, 'X-UserToken': `${token}x` }
    expect(await userOf(emulator, { as: '', headers: wrong })).to.equal('401')
    const right = { Cookie, 'X-UserToken': token }
    expect(await userOf(emulator, { as: '', headers: right })).to.equal('abel.tuter')
    clock.advance(30 * minute)
    expect(await userOf(emulator, { as: '', headers: right }), 'idle for half an hour').to.equal('401')
  })

  it('gives consent on the page: Allow redirects with a code, Deny with an error', async () => {
    const login = await call(emulator, '/oauth_login.do', {
      as: '',
      headers: form,
      body: 'person=abel.tuter',
    })
    const headers = { ...form, Cookie: sessionOf(login) }
    const url = new URL(authorizeUrl())
    const page = await call(emulator, url.pathname + url.search, { as: '', headers })
    const formToken = /name="form_token" value="([^"]+)"/.exec(page.text)![1]!
    const decide = async (fields: Record<string, string>): Promise<Answer> =>
      call(emulator, url.pathname + url.search, {
        as: '',
        headers,
        body: new URLSearchParams(fields).toString(),
      })
    const allowed = await decide({ form_token: formToken, allow: 'true' })
    expect(allowed.status).to.equal(302)
    expect(allowed.headers.get('Location')).to.match(/\?code=[\w-]{86}&state=b3BhcXVl$/)
    const denied = await decide({ form_token: formToken, deny: 'true' })
    expect(denied.headers.get('Location')).to.match(/\?error=access_denied&state=b3BhcXVl$/)
    expect((await decide({ form_token: 'forged', allow: 'true' })).status).to.equal(403)
  })

  it('sets cookies on bearer calls that outlive the token, unless a property forbids it', async () => {
    const { access_token } = await tokensFor(emulator, 'abel.tuter')
    const first = await call(emulator, whoAmI, bearer(access_token))
    const Cookie = sessionOf(first)
    const headers = { Authorization: `Bearer ${access_token}`, Cookie }
    const second = await call(emulator, whoAmI, { as: '', headers })
    expect(sessionOf(second), 'the session goes on').to.equal('')
    emulator.revokeTokens('abel.tuter')
    expect(await userOf(emulator, { as: '', headers })).to.equal('abel.tuter')
    expect(await userOf(emulator, bearer(access_token))).to.equal('401')
    const property = 'glide.authenticate.oauth.post.token.expiration.cookie_auth.disabled'
    await setProperty(emulator, property, 'true')
    expect(await userOf(emulator, { as: '', headers })).to.equal('401')
  })

  it('ends an integration session after five minutes, then after a minute without use', async () => {
    const { access_token } = await tokensFor(emulator, 'abel.tuter')
    const Cookie = sessionOf(await call(emulator, whoAmI, bearer(access_token)))
    const headers = { Authorization: 'Bearer dead', Cookie }
    const alive = async (): Promise<string> => userOf(emulator, { as: '', headers })
    clock.advance(4 * minute)
    expect(await alive()).to.equal('abel.tuter')
    clock.advance(minute - 1)
    expect(await alive()).to.equal('abel.tuter')
    clock.advance(minute - 1)
    expect(await alive()).to.equal('abel.tuter')
    clock.advance(minute)
    expect(await alive()).to.equal('401')
  })

  it('refuses a token call with the cookies of an API session, unless switched', async () => {
    const { access_token } = await tokensFor(emulator, 'abel.tuter')
    const Cookie = sessionOf(await call(emulator, whoAmI, bearer(access_token)))
    const fields = {
      grant_type: 'password',
      username: 'abel.tuter',
      password: 'snowline',
      client_id: 'snowline-demo',
      client_secret: 'snowline-demo-secret',
    }
    expect((await bareTokenRequest(emulator, fields)).status).to.equal(200)
    const refused = await bareTokenRequest(emulator, fields, { headers: { Cookie } })
    expect(refused.body).to.deep.equal({ error_description: 'access_denied', error: 'server_error' })
    emulator.switches['token-with-cookies'] = 'accepted'
    expect((await bareTokenRequest(emulator, fields, { headers: { Cookie } })).status).to.equal(200)
  })

  it('opens pages with a token’s session, unless the token is restricted to APIs', async () => {
    await changeClient(emulator, 'snowline-demo', { enforce_token_restrictions: 'true' })
    const opens = async (): Promise<boolean> => {
      const { access_token } = await tokensFor(emulator, 'abel.tuter')
      const Cookie = sessionOf(await call(emulator, whoAmI, bearer(access_token)))
      const url = new URL(authorizeUrl())
      return (await call(emulator, url.pathname + url.search, { as: '', headers: { Cookie } })).status === 200
    }
    expect(await opens()).to.equal(true)
    await setProperty(emulator, 'glide.oauth.enforce_restricted_binding_for_ui', 'true')
    expect(await opens()).to.equal(false)
  })

  it('lets requests of one session run one after the other, and says how long they waited', async () => {
    emulator.switches['transaction-seconds'] = 5
    const { access_token } = await tokensFor(emulator, 'abel.tuter')
    const opening = call(emulator, whoAmI, bearer(access_token))
    await settle()
    clock.advance(5000)
    const headers = { Authorization: `Bearer ${access_token}`, Cookie: sessionOf(await opening) }
    const answers = [1, 2].map(() => call(emulator, whoAmI, { as: '', headers }))
    await settle()
    clock.advance(5000)
    await settle()
    clock.advance(5000)
    const [one, two] = await Promise.all(answers)
    expect(one!.headers.get('Server-Timing')).to.contain('sesh_wait;dur=0')
    expect(two!.headers.get('Server-Timing')).to.contain('sesh_wait;dur=5000')
  })

  it('sends the cookies of an instance, in its order', async () => {
    const { access_token } = await tokensFor(emulator, 'abel.tuter')
    const answer = await call(emulator, whoAmI, bearer(access_token))
    const cookies = answer.headers.getSetCookie()
    expect(cookies.map((cookie) => cookie.split('=')[0])).to.deep.equal([
      'JSESSIONID',
      'glide_user',
      'glide_user_session',
      'glide_user_route',
      'glide_node_id_for_js',
      'glide_session_store',
    ])
    expect(cookies[1]).to.match(/^glide_user=; Max-Age=0;/)
    expect(cookies[3]).to.match(/^glide_user_route=glide\.[0-9a-f]{32}; Max-Age=2147483647;/)
    expect(cookies[4]).to.match(/^glide_node_id_for_js=[0-9a-f]{64}; Path=\/; Secure$/)
    expect(cookies[5]).to.match(/^glide_session_store=[0-9A-F]{32}; Max-Age=300;/)
    const older = createEmulator({
      incidents: 1,
      switches: { 'server-header': 'ServiceNow', 'session-store-age': 1800 },
    })
    const before = (await call(older, whoAmI)).headers.getSetCookie()
    expect(before.join()).to.contain('Max-Age=1800').and.to.contain('BIGipServerpool_dev=')
  })
})
