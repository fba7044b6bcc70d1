import { expect } from 'chai'
import { signInLimitMs } from '../../src/client/wait-for-sign-in.js'
import { guardHeader, guardValue } from '../../src/protocol/proxy-contract.js'
import { withCookies } from '../support/cookie-jar.js'
import { json, idOf } from '../support/scripted-instance.js'
import { call, deploy, host, proxyOrigin, readSession } from './deployment.js'

const redirectTo = (url: string): string => `?flow=redirect&return=${encodeURIComponent(url)}`
const minute = 60_000

describe('signing in', () => {
  it('goes from login over the callback to a session and to the instance', async () => {
    const { browser, signIn, instance } = deploy()
    const visitor = browser()
    expect(await readSession(visitor)).to.deep.equal({
      connected: false,
      instance: { id: 'prod', label: 'Acme IT', environment: 'production', url: instance.origin },
    })
    const page = await signIn(visitor)
    expect(page.status).to.equal(200)
    expect(page.text).to.contain('You are signed in.')
    expect(await readSession(visitor)).to.deep.include({
      connected: true,
      agent: false,
      user: { sysId: idOf('abel'), userName: 'abel', name: 'ABEL', email: 'abel@example.com' },
      connectedAt: '2026-11-20T00:00:00.000Z',
      expiresAt: '2026-11-27T00:00:00.000Z',
    })
    const list = await call(visitor, '/api/prod/now/table/incident?sysparm_limit=10')
    expect(await list.json()).to.deep.equal({ result: [{ of: 'abel' }] })
  })

  it('asks with state, PKCE and no scope', async () => {
    const { browser } = deploy()
    const { url } = await browser().navigate(`${proxyOrigin}/login/prod`)
    const asked = new URL(url)
    expect(asked.pathname).to.equal('/oauth_auth.do')
    expect([...asked.searchParams.keys()].sort()).to.deep.equal([
      'client_id',
      'code_challenge',
      'code_challenge_method',
      'redirect_uri',
      'response_type',
      'state',
    ])
    expect(asked.searchParams.get('code_challenge_method')).to.equal('S256')
    expect(asked.searchParams.get('redirect_uri')).to.equal(`${proxyOrigin}/callback/prod`)
  })

  it('counts when the page has given up waiting, after its ten minutes', async () => {
    const { browser, instance, clock } = deploy()
    const visitor = browser()
    const begun = await visitor.navigate(`${proxyOrigin}/login/prod`)
    clock.advance(2 * signInLimitMs - minute)
    expect((await visitor.navigate(instance.agree(begun.url, 'abel'))).text).to.contain('You are signed in.')
    expect(await readSession(visitor)).to.include({ connected: true })
  })

  it('returns to where the person was, in the redirect flow', async () => {
    const { browser, signIn } = deploy()
    const visitor = browser()
    const there = `${host}/tickets?open=1#here`
    expect((await signIn(visitor, 'abel', redirectTo(there))).url).to.equal(there)
    expect(await readSession(visitor)).to.include({ connected: true })
  })

  it('returns to the page without what stands behind it, when its address is too long for a cookie', async () => {
    const long = 'x'.repeat(5_000)
    const addresses = {
      [`${host}/tickets?open=1#${long}`]: `${host}/tickets?open=1`,
      [`${host}/tickets?open=${long}#here`]: `${host}/tickets`,
      [`${host}/tickets/${long}`]: `${host}/`,
      [`${host}/tickets#${'\\'.repeat(1_500)}`]: `${host}/tickets`,
    }
    for (const [there, shown] of Object.entries(addresses)) {
      const { browser, signIn } = deploy()
      expect((await signIn(browser(), 'abel', redirectTo(there))).url).to.equal(shown)
    }
  })

  it('does not begin when it would return elsewhere', async () => {
    const { browser } = deploy()
    for (const elsewhere of [
      'https://evil.example/',
      `${host}.evil.example/`,
      '//evil.example',
      'javascript:1',
    ]) {
      const page = await browser().navigate(`${proxyOrigin}/login/prod${redirectTo(elsewhere)}`)
      expect(page.status, elsewhere).to.equal(400)
      expect(page.text).to.contain('SNOW_REQUEST_REFUSED')
    }
  })

  it('lets several tabs sign in at once, in any order', async () => {
    const { browser, instance } = deploy()
    const visitor = browser()
    const first = await visitor.navigate(`${proxyOrigin}/login/prod`)
    const second = await visitor.navigate(`${proxyOrigin}/login/prod`)
    expect((await visitor.navigate(instance.agree(second.url, 'beth'))).status).to.equal(200)
    expect((await visitor.navigate(instance.agree(first.url, 'abel'))).status).to.equal(200)
    expect(await readSession(visitor)).to.have.nested.property('user.userName', 'abel')
  })

  it('forgets the oldest of many sign-ins that nobody finished', async () => {
    const { browser } = deploy()
    const visitor = browser()
    for (let tab = 0; tab < 30; tab += 1) await visitor.navigate(`${proxyOrigin}/login/prod`)
    expect(visitor.cookies.size).to.equal(6)
  })

  it('keeps the cookies out of reach of scripts and of other sites', async () => {
    const { browser, signIn } = deploy()
    const visitor = browser()
    await signIn(visitor)
    const [begun = '', ...ended] = visitor.setCookies
    // The instance redirects back from another site: Strict would not come along.
    expect(begun).to.match(
      /^__Host-Http-snowline-tx-[\w-]{8}=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax;/,
    )
    expect(ended).to.have.length(4)
    for (const line of ended) {
      expect(line).to.match(/^__Host-Http-snowline-(?:tx|session|access|ended)-[\w-]+=/)
      expect(line)
        .to.contain('; Path=/; HttpOnly; Secure; SameSite=Strict;')
        .and.not.to.match(/domain/i)
    }
  })

  it('drops prefix and Secure on loopback over http, for WebKit', async () => {
    const local = 'http://localhost:4500'
    const { proxy, instance } = deploy({ publicUrl: local, origins: ['http://localhost:4400'] })
    const visitor = withCookies({ [local]: proxy })
    const begun = await visitor.navigate(`${local}/login/prod`)
    await visitor.navigate(instance.agree(begun.url, 'abel'))
    expect([...visitor.cookies.keys()].sort()).to.deep.equal([
      `${local} snowline-access-prod`,
      `${local} snowline-session-prod`,
    ])
    expect(visitor.setCookies.join()).not.to.contain('Secure')
    expect(visitor.setCookies.every((line) => line.includes('; HttpOnly'))).to.equal(true)
  })

  it('works under a mount path', async () => {
    const mount = `${host}/servicenow`
    const { proxy, instance } = deploy({ publicUrl: `${mount}/` })
    const visitor = withCookies({ [host]: proxy })
    const begun = await visitor.navigate(`${mount}/login/prod`)
    expect(new URL(begun.url).searchParams.get('redirect_uri')).to.equal(`${mount}/callback/prod`)
    await visitor.navigate(instance.agree(begun.url, 'abel'))
    const headers = { [guardHeader]: guardValue }
    const answer = await visitor.fetchOf(host)(`${mount}/session/prod`, { headers })
    expect(await answer.json()).to.include({ connected: true })
    expect((await visitor.fetchOf(host)(`${host}/session/prod`, { headers })).status).to.equal(404)
  })

  it('shows a page of its own for an instance that is not configured', async () => {
    const { browser } = deploy()
    for (const id of ['nope', '__proto__', '%3Cscript%3E']) {
      const page = await browser().navigate(`${proxyOrigin}/login/${id}`)
      expect(page.status, id).to.equal(404)
      expect(page.text).to.contain('SNOW_INSTANCE_UNKNOWN').and.not.to.contain('<script>')
    }
  })
})

describe('a callback that is refused', () => {
  it('comes to another browser than the one that began', async () => {
    const { browser, instance } = deploy()
    const attacker = browser()
    const victim = browser()
    const begun = await attacker.navigate(`${proxyOrigin}/login/prod`)
    const page = await victim.navigate(instance.agree(begun.url, 'mallory'))
    expect(page.status).to.equal(400)
    expect(page.text).to.contain('SNOW_STATE_INVALID')
    expect(await readSession(victim)).to.include({ connected: false })
    expect(instance.tokenRequests).to.be.empty
  })

  it('comes a second time', async () => {
    const { browser, instance } = deploy()
    const visitor = browser()
    const begun = await visitor.navigate(`${proxyOrigin}/login/prod`)
    const back = instance.agree(begun.url, 'abel')
    await visitor.navigate(back)
    expect((await visitor.navigate(back)).text).to.contain('SNOW_STATE_INVALID')
    expect(instance.tokenRequests).to.have.length(1)
  })

  it('has a changed state', async () => {
    const { browser, instance } = deploy()
    const visitor = browser()
    const begun = await visitor.navigate(`${proxyOrigin}/login/prod`)
    const back = new URL(instance.agree(begun.url, 'abel'))
    const state = back.searchParams.get('state') ?? ''
    for (const changed of [
      '',
      'x',
      state.slice(1),
      `${state.slice(0, 42)}${state.endsWith('A') ? 'B' : 'A'}`,
    ]) {
      back.searchParams.set('state', changed)
      expect((await visitor.navigate(back.href)).text, changed).to.contain('SNOW_STATE_INVALID')
    }
    expect(instance.tokenRequests).to.be.empty
    back.searchParams.set('state', state)
    expect((await visitor.navigate(back.href)).status, 'the true one still counts').to.equal(200)
  })

  it('belongs to another instance', async () => {
    const base = deploy()
    const settings = { url: base.instance.origin, clientId: 'client', clientSecret: 'canary-client-secret' }
    const { browser, instance } = deploy({ instances: { prod: settings, hostile: settings } })
    const visitor = browser()
    const begun = await visitor.navigate(`${proxyOrigin}/login/prod`)
    const back = instance.agree(begun.url, 'abel').replace('/callback/prod', '/callback/hostile')
    expect((await visitor.navigate(back)).text).to.contain('SNOW_STATE_INVALID')
    expect(instance.tokenRequests).to.be.empty
  })

  it('names another issuer', async () => {
    const { browser, instance } = deploy()
    const visitor = browser()
    const begun = await visitor.navigate(`${proxyOrigin}/login/prod`)
    const back = `${instance.agree(begun.url, 'abel')}&iss=https%3A%2F%2Fevil.example`
    expect((await visitor.navigate(back)).text).to.contain('SNOW_STATE_INVALID')
    expect(instance.tokenRequests).to.be.empty
  })

  it('comes after twenty minutes, and offers to start again', async () => {
    const { browser, instance, clock } = deploy()
    const visitor = browser()
    const there = `${host}/tickets`
    const begun = await visitor.navigate(`${proxyOrigin}/login/prod${redirectTo(there)}`)
    clock.advance(22 * minute)
    const page = await visitor.navigate(instance.agree(begun.url, 'abel'))
    expect(page.text).to.contain('SNOW_STATE_EXPIRED')
    expect(page.text).to.contain('Start again').and.to.contain('Back to www.example.com')
    expect(page.text).to.contain(`href="${there}"`)
  })

  it('says that the person pressed Deny', async () => {
    const { browser, instance } = deploy()
    const visitor = browser()
    const begun = await visitor.navigate(`${proxyOrigin}/login/prod`)
    const state = new URL(begun.url).searchParams.get('state') ?? ''
    const page = await visitor.navigate(`${proxyOrigin}/callback/prod?error=access_denied&state=${state}`)
    expect(page.status).to.equal(403)
    expect(page.text).to.contain('SNOW_SIGN_IN_DENIED').and.to.contain('/login/prod?flow=popup')
    expect([...visitor.cookies.keys()].filter((name) => name.includes('-tx-'))).to.be.empty
    expect(instance.tokenRequests).to.be.empty
    expect(await readSession(visitor)).to.have.nested.property('failure.code', 'SNOW_SIGN_IN_DENIED')
    await visitor.navigate(`${proxyOrigin}/login/prod`)
    expect(await readSession(visitor), 'another attempt begins without it').not.to.have.property('failure')
  })
})

describe('a token endpoint that does not cooperate', () => {
  const cases: readonly (readonly [string, () => Response, string])[] = [
    [
      'refuses as ServiceNow does',
      () => json({ error: 'server_error', error_description: 'access_denied' }, 401),
      'SNOW_TOKEN_REFUSED',
    ],
    ['answers 200 without a token', () => json({}), 'SNOW_TOKEN_REFUSED'],
    ['answers an empty token', () => json({ access_token: '', token_type: 'Bearer' }), 'SNOW_TOKEN_REFUSED'],
    [
      'answers without refresh token',
      () => json({ access_token: 'a', token_type: 'Bearer' }),
      'SNOW_TOKEN_REFUSED',
    ],
    [
      'answers another kind of token',
      () => json({ access_token: 'a', refresh_token: 'r', token_type: 'mac' }),
      'SNOW_TOKEN_REFUSED',
    ],
    ['answers null', () => json(null), 'SNOW_BAD_RESPONSE'],
    [
      'answers HTML',
      () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } }),
      'SNOW_BAD_RESPONSE',
    ],
    [
      'hibernates',
      () => new Response('<html>Your instance is hibernating', { headers: { 'Content-Type': 'text/html' } }),
      'SNOW_INSTANCE_ASLEEP',
    ],
    ['fails', () => new Response('', { status: 503 }), 'SNOW_INSTANCE_FAILED'],
    ['is rate limited', () => new Response('', { status: 429 }), 'SNOW_RATE_LIMITED'],
  ]
  for (const [what, answer, code] of cases) {
    it(`${what}: ${code}, no session`, async () => {
      const { browser, instance, signIn } = deploy()
      instance.intercept = ({ url }) => (url.endsWith('/oauth_token.do') ? answer() : undefined)
      const visitor = browser()
      const page = await signIn(visitor)
      expect(page.status).to.be.at.least(400)
      expect(page.text).to.contain(code).and.to.contain('Start again')
      expect(await readSession(visitor)).to.include({ connected: false })
    })
  }

  it('cannot be reached', async () => {
    const { browser, instance, signIn } = deploy()
    instance.intercept = () => Promise.reject(new TypeError('fetch failed'))
    expect((await signIn(browser())).text).to.contain('SNOW_INSTANCE_UNREACHABLE')
  })

  for (const expiresIn of ['1799', undefined, -5, 'soon', null]) {
    it(`says that tokens live ${String(expiresIn)} seconds`, async () => {
      const { browser, instance, signIn } = deploy()
      instance.expiresIn = expiresIn
      const visitor = browser()
      await signIn(visitor)
      expect((await call(visitor, '/api/prod/now/table/incident')).status).to.equal(200)
    })
  }
})

describe('who signed in', () => {
  it('is not guessed from a list: a dropped condition gives any user', async () => {
    const { browser, instance, signIn } = deploy()
    const rows = ['abel', 'beth'].map((name) => ({ sys_id: idOf(name), user_name: name }))
    instance.intercept = ({ url }) => (url.includes('/table/sys_user?') ? json({ result: rows }) : undefined)
    const page = await signIn(browser())
    expect(page.text).to.contain('SNOW_BAD_RESPONSE')
  })

  it('is asked of current_user where the instance has it', async () => {
    const { browser, instance, signIn } = deploy()
    instance.intercept = ({ url }) => {
      if (url.endsWith('/current_user')) {
        return json({
          result: { user_sys_id: idOf('abel'), user_name: 'abel', user_display_name: 'Abel Tuter' },
        })
      }
      // A row of somebody else must not become the session's user.
      return url.includes('/table/sys_user?')
        ? json({ result: [{ sys_id: idOf('beth'), name: 'Beth' }] })
        : undefined
    }
    const visitor = browser()
    await signIn(visitor)
    expect(await readSession(visitor)).to.deep.include({
      user: { sysId: idOf('abel'), userName: 'abel', name: 'Abel Tuter', email: '' },
    })
  })

  it('is an agent with itil or admin of their own, and with nothing else', async () => {
    const roles = (...rows: readonly (readonly [user: string, role: string])[]): Response =>
      json({ result: rows.map(([user, role]) => ({ user: idOf(user), 'role.name': role })) })
    const cases: readonly (readonly [Response, boolean])[] = [
      [roles(['abel', 'itil']), true],
      [roles(['abel', 'admin']), true],
      [roles(['beth', 'itil']), false],
      [roles(['abel', 'catalog']), false],
      [json({ error: { message: 'Insufficient rights' } }, 403), false],
      [new Response('<html>', { headers: { 'Content-Type': 'text/html' } }), false],
    ]
    for (const [answer, agent] of cases) {
      const { browser, instance, signIn } = deploy()
      instance.intercept = ({ url }) => (url.includes('/sys_user_has_role?') ? answer : undefined)
      const visitor = browser()
      await signIn(visitor)
      expect(await readSession(visitor)).to.include({ connected: true, agent })
    }
  })
})
