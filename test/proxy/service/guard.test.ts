import { expect } from 'chai'
import { exportJWK, generateKeyPair, UnsecuredJWT } from 'jose'
import { type Account, createHostKeys, deployService, guard, keysUrl } from './service-deployment.js'

const list = '/api/prod/now/table/incident?sysparm_fields=number&sysparm_limit=1'
const open = {
  grant: 'client_credentials',
  actingAs: 'CxM Integration',
  guard,
  openTables: ['incident'],
} satisfies Account

describe('the guard of a service account', () => {
  it('lets a person in whom the host signs for', async () => {
    const service = await deployService({ account: open })
    expect((await service.call(list)).status).to.equal(200)
  })

  it('refuses everybody else with what to change, and sends nothing to the instance', async () => {
    const service = await deployService({ account: open })
    const { keys, clock } = service
    const other = await createHostKeys(clock)
    const rsa = await generateKeyPair('RS256')
    const publicKey = new TextEncoder().encode(JSON.stringify(keys.jwks.keys[0]))
    const unsigned = new UnsecuredJWT({})
      .setIssuer(guard.issuer)
      .setAudience(guard.audience)
      .setSubject('person-1')
      .setExpirationTime(Math.floor(clock.now() / 1000) + 300)
      .encode()
    const attackers = { ...(await exportJWK(rsa.publicKey)), kid: 'host-1' }
    const tokens: Readonly<Record<string, string>> = {
      none: '',
      'no JWT': 'x.y.z',
      'too long': `${await keys.token()}${'A'.repeat(9000)}`,
      'alg none': unsigned,
      'a shared secret made of the public key': await keys.token({}, { alg: 'HS256', key: publicKey }),
      'another key under our name': await other.token(),
      'another kind of key under our name': await keys.token({}, { alg: 'RS256', key: rsa.privateKey }),
      'a key in its own header': await keys.token(
        {},
        { alg: 'RS256', key: rsa.privateKey, more: { jwk: attackers } },
      ),
      'keys of its own address': await other.token({}, { more: { jku: 'https://evil.example/jwks.json' } }),
      'a name of a key that is not there': await keys.token({}, { kid: 'host-2' }),
      'a critical header that nobody knows': await keys.token({}, { more: { crit: ['x'], x: 1 } }),
      'another issuer': await keys.token({ issuer: 'https://host.example.evil' }),
      'another audience': await keys.token({ audience: 'snowline-test' }),
      'no subject': await keys.token({ sub: '' }),
      expired: await keys.token({ livesFor: -61 }),
      'not yet': await keys.token({ startsIn: 62 }),
      'for a month': await keys.token({ livesFor: 30 * 86_400 }),
      tampered: (await keys.token()).replace(/\.[^.]+\./, `.${btoa('{"sub":"x"}').replaceAll('=', '')}.`),
    }
    for (const [what, token] of Object.entries(tokens)) {
      const answer = await service.call(list, {}, token)
      expect(answer.status, what).to.equal(401)
      const { error } = (await answer.json()) as { error: { code: string; message: string } }
      expect(error.code, what).to.equal('SNOW_NOT_CONNECTED')
      expect(error.message, what).to.match(/host token|X-Snowline-Host-Token/)
      if (token !== '') expect(error.message, what).not.to.contain(token)
      const session = await service.call('/session/prod', {}, token)
      expect(await session.json(), what).to.include({ connected: false })
    }
    expect(service.sent).to.be.empty
  })

  it('takes a clock that is a minute apart, and several audiences', async () => {
    const service = await deployService({ account: open })
    const { keys } = service
    for (const claims of [{ livesFor: -59 }, { startsIn: 59 }, { audience: ['other', guard.audience] }]) {
      expect((await service.call(list, {}, await keys.token(claims))).status).to.equal(200)
    }
  })

  it('reads the keys once in ten minutes, whatever comes', async () => {
    const service = await deployService({ account: open })
    await Promise.all([service.call(list), service.call(list), service.call(list)])
    expect(service.keyRequests).to.have.length(1)
    const made = await service.keys.token({}, { kid: 'made-up' })
    await service.call(list, {}, made)
    expect(service.keyRequests, 'a made-up key within the pause').to.have.length(1)
    service.clock.advance(31_000)
    await Promise.all([service.call(list, {}, made), service.call(list, {}, made)])
    expect(service.keyRequests, 'after the pause, once').to.have.length(2)
    await service.call(list, {}, made)
    expect(service.keyRequests).to.have.length(2)
    service.clock.advance(10 * 60_000)
    await service.call(list)
    expect(service.keyRequests, 'after ten minutes').to.have.length(3)
  })

  it('takes a new key of the host as soon as it is published, and forgets one that was taken back', async () => {
    const service = await deployService({ account: open })
    await service.call(list)
    const next = await createHostKeys(service.clock, 'host-2')
    const old = service.keys.jwks.keys.splice(0, 1, ...next.jwks.keys)
    expect(old).to.have.length(1)
    service.clock.advance(31_000)
    expect((await service.call(list, {}, await next.token())).status).to.equal(200)
    expect((await service.call(list, {}, await service.keys.token())).status).to.equal(401)
  })

  it('says that it cannot check where the keys cannot be read, and asks for them no faster', async () => {
    const service = await deployService({ account: open })
    let asked = 0
    for (const answer of [
      () => Promise.reject(new TypeError('fetch failed')),
      () => new Response('<html>', { status: 502 }),
      () => new Response('<html>'),
      () => Response.json({ keys: 'none' }),
      () => new Response(null, { status: 302, headers: { Location: 'https://evil.example/' } }),
      () => new Response('x'.repeat(70_000)),
    ]) {
      asked = 0
      service.intercept = ({ url }) => {
        if (url !== keysUrl) return undefined
        asked += 1
        return answer()
      }
      const refused = await service.call(list)
      expect(refused.status).to.equal(503)
      expect(await refused.json()).to.have.nested.property('error.code', 'SNOW_GUARD_FAILED')
      await service.call('/session/prod')
      expect(asked, String(answer)).to.equal(1)
      service.clock.advance(5000)
    }
    service.intercept = () => undefined
    expect((await service.call(list)).status).to.equal(200)
  })

  it('may be a function, which sees the request but never its body', async () => {
    const seen: string[] = []
    const service = await deployService({
      account: { ...open, guard: undefined },
      proxy: {
        guard: async (request, { instance }) => {
          expect(request).not.to.have.property('body')
          seen.push(`${instance} ${request.method} ${new URL(request.url).pathname}`)
          return request.headers.get('Cookie') === 'host=1' ? { subject: 'person-1' } : null
        },
      },
    })
    const refused = await service.call(list, {}, '')
    expect(refused.status).to.equal(401)
    service.browser.cookies.set('https://sn.example.com host', '1')
    expect((await service.call(list, {}, '')).status).to.equal(200)
    expect(await (await service.call('/session/prod', {}, '')).json()).to.include({
      connected: true,
      actingAs: 'CxM Integration',
      connectedAt: '2026-11-20T00:00:00.000Z',
      expiresAt: '2026-11-20T02:00:00.000Z',
    })
    expect(seen).to.include('prod GET /api/prod/now/table/incident')
  })

  it('that fails, hangs or says nonsense lets nobody in', async () => {
    const guards = [
      () => Promise.reject(new Error('canary: database is down')),
      () => {
        throw new Error('canary')
      },
      () => Promise.resolve({}),
      () => Promise.resolve({ subject: '' }),
      () => Promise.resolve(undefined),
      () => Promise.resolve(true),
    ]
    for (const broken of guards) {
      const service = await deployService({
        account: { ...open, guard: undefined },
        proxy: { guard: broken as never },
      })
      const answer = await service.call(list, {}, '')
      expect(answer.status).to.equal(503)
      const text = await answer.text()
      expect(text).to.contain('SNOW_GUARD_FAILED').and.not.to.contain('canary')
      expect(service.sent).to.be.empty
    }
    let asked = (): void => undefined
    const isAsked = new Promise<void>((resolve) => (asked = resolve))
    const service = await deployService({
      account: { ...open, guard: undefined },
      proxy: {
        guard: () => {
          asked()
          return new Promise(() => undefined)
        },
      },
    })
    const answer = service.call(list, {}, '')
    await isAsked
    service.clock.advance(10_000)
    expect((await answer).status).to.equal(503)
  })
})
