import { expect } from 'chai'
import { userHeader } from '../../../src/protocol/proxy-contract.js'
import { readConfigFromEnv } from '../../../src/proxy/config-env.js'
import { createProxyHandler, type ProxyOptions } from '../../../src/proxy/create-proxy.js'
import { isSnowError } from '../../../src/shared/errors.js'
import { host, proxyOrigin, sealKey } from '../deployment.js'
import {
  byPassword,
  byToken,
  codeOf,
  deployService,
  guard,
  instanceOrigin,
  password,
  secret,
  setProperty,
} from './service-deployment.js'

const list = '/api/prod/now/table/incident?sysparm_fields=number&sysparm_limit=1'
const minute = 60_000
const openTables = ['incident']

const tokenRequests = (sent: readonly Request[]): number =>
  sent.filter(({ url }) => url.endsWith('/oauth_token.do')).length

describe('a service account', () => {
  for (const [name, account] of [
    ['by token', { ...byToken, openTables }],
    ['by password', { ...byPassword, openTables }],
  ] as const) {
    it(`${name}: is in the session, with the end of the host's token`, async () => {
      const service = await deployService({ account })
      const token = await service.keys.token({ sub: 'canary-subject', name: 'Canary Name' })
      const session = (await (await service.call('/session/prod', {}, token)).json()) as object
      expect(session).to.deep.include({
        connected: true,
        actingAs: 'CxM Integration',
        agent: true,
        connectedAt: '2026-11-20T00:00:00.000Z',
        expiresAt: '2026-11-20T00:05:00.000Z',
        instance: {
          id: 'prod',
          label: 'Acme IT',
          environment: 'production',
          url: instanceOrigin,
          serviceAccount: true,
        },
      })
      expect(session).to.have.nested.property('user.userName', 'snowline.service')
      expect((await service.call(list)).status).to.equal(200)
      const users = service.emulator.log.requestsTo('/api/').map(({ user }) => user)
      expect(new Set(users)).to.deep.equal(new Set(['snowline.service', 'admin']))
      // Nothing of the host's person goes on.
      for (const { url, headers } of service.sent) {
        expect(url + JSON.stringify([...headers])).not.to.match(/canary|Canary|host-token/i)
      }
    })

    it(`${name}: is asked for who it is once an hour, however many ask`, async () => {
      const service = await deployService({ account })
      await Promise.all([1, 2, 3].map(() => service.call('/session/prod')))
      const asked = (): number => service.sent.filter(({ url }) => url.includes('/sys_user?')).length
      expect(asked()).to.equal(1)
      service.clock.advance(61 * minute)
      await service.call('/session/prod')
      expect(asked()).to.equal(2)
    })

    it(`${name}: has no sign-in, no sign-out, no token and no metadata`, async () => {
      const service = await deployService({ account })
      for (const path of ['/login/prod', '/login/prod?flow=redirect', '/callback/prod?code=x&state=y']) {
        const page = await service.browser.navigate(`${proxyOrigin}${path}`)
        expect(page.status, path).to.equal(404)
        expect(page.text, path).to.contain('SNOW_NO_SIGN_IN').and.to.contain('nobody signs in here')
      }
      for (const path of ['/logout/prod', '/token/prod']) {
        const answer = await service.call(path, { method: 'POST', body: '{}' })
        expect(await codeOf(answer), path).to.equal('SNOW_NO_SIGN_IN')
      }
      const metadata = await service.call('/oauth/prod/.well-known/oauth-authorization-server')
      expect(await codeOf(metadata)).to.equal('SNOW_NO_SIGN_IN')
      expect(service.browser.setCookies).to.be.empty
    })

    it(`${name}: runs as nobody else`, async () => {
      const service = await deployService({ account })
      const answer = await service.call(list, { headers: { [userHeader]: 'a'.repeat(32) } })
      expect(await codeOf(answer)).to.equal('SNOW_USER_CHANGED')
    })

    it(`${name}: says by what it fails, and leaks no secret`, async () => {
      const service = await deployService({
        account: name === 'by token' ? account : { ...byPassword, openTables, password: 'canary-wrong' },
        instance: name === 'by token' ? { clientSecret: 'canary-wrong' } : {},
      })
      for (const path of [list, '/session/prod', list, '/session/prod']) {
        const answer = await service.call(path)
        expect(answer.status, path).to.equal(502)
        const text = await answer.text()
        expect(text, path).to.contain('SNOW_TOKEN_REFUSED').and.not.to.contain('canary')
      }
      expect(service.warnings.join()).not.to.contain('canary')
    })
  }

  it('gets one token for all who wait, and another when four fifths of its life are over', async () => {
    const service = await deployService({ account: { ...byToken, openTables } })
    await Promise.all([1, 2, 3, 4].map(() => service.call(list)))
    expect(tokenRequests(service.sent)).to.equal(1)
    service.clock.advance(23 * minute)
    await service.call(list)
    expect(tokenRequests(service.sent)).to.equal(1)
    service.clock.advance(2 * minute)
    await Promise.all([1, 2, 3, 4].map(() => service.call(list)))
    expect(tokenRequests(service.sent)).to.equal(2)
  })

  it('goes on with a token that still works while the instance gives no other', async () => {
    const service = await deployService({ account: { ...byToken, openTables } })
    await service.call(list)
    await setProperty(service.emulator, 'glide.oauth.inbound.client.credential.grant_type.enabled', 'false')
    service.clock.advance(25 * minute)
    expect((await service.call(list)).status).to.equal(200)
    service.clock.advance(6 * minute)
    const answer = await service.call(list)
    expect(answer.status).to.equal(502)
    expect(await answer.text()).to.contain('glide.oauth.inbound.client.credential.grant_type.enabled')
  })

  it('renews a token that died early, once', async () => {
    const service = await deployService({ account: { ...byToken, openTables } })
    await service.call(list)
    service.emulator.revokeTokens('snowline.service')
    expect((await service.call(list)).status).to.equal(200)
    expect(tokenRequests(service.sent)).to.equal(2)
    service.intercept = ({ url }) =>
      url.includes('/api/') ? Response.json({ error: { message: 'no' } }, { status: 401 }) : undefined
    expect(await codeOf(await service.call(list))).to.equal('SNOW_TOKEN_REFUSED')
    expect(tokenRequests(service.sent)).to.equal(3)
  })

  it('does not try refused credentials again for half a minute: instances lock accounts', async () => {
    const wrong = await deployService({ account: { ...byPassword, openTables, password: 'wrong' } })
    for (let call = 0; call < 5; call += 1) await wrong.call(list)
    expect(wrong.sent).to.have.length(1)
    wrong.clock.advance(31_000)
    await wrong.call(list)
    expect(wrong.sent).to.have.length(2)
    const off = await deployService({ account: { ...byToken, openTables }, instance: { clientSecret: 'x' } })
    for (let call = 0; call < 5; call += 1) await off.call(list)
    expect(tokenRequests(off.sent)).to.equal(1)
  })

  it('sends the previous secret too, while it is being changed', async () => {
    const service = await deployService({
      account: { ...byToken, openTables },
      instance: { clientSecret: 'new', previousClientSecret: secret },
    })
    expect((await service.call(list)).status).to.equal(200)
  })
})

describe('the configuration of a service account', () => {
  function messageOf(instance: object, more: Partial<ProxyOptions> = {}): string {
    try {
      createProxyHandler({
        publicUrl: proxyOrigin,
        origins: [host],
        sealKeys: [sealKey],
        instances: { prod: { url: instanceOrigin, ...instance } as never },
        ...more,
      })
      return ''
    } catch (error) {
      if (!isSnowError(error)) throw error
      expect(error.code).to.equal('SNOW_CONFIG_INVALID')
      return error.message
    }
  }
  const oauth = { clientId: 'client', clientSecret: 'canary-secret' }

  it('does not start without a guard, and says how to have one', () => {
    const { guard: _, ...unguarded } = byToken
    const message = messageOf({ ...oauth, serviceAccount: unguarded })
    expect(message).to.contain('instances.prod.serviceAccount.guard').and.to.contain('SNOWLINE_GUARD_JWKS')
    expect(messageOf({ ...oauth, serviceAccount: unguarded }, { guard: async () => null })).to.equal('')
    expect(messageOf({ ...oauth, serviceAccount: byToken })).to.equal('')
    const { guard: __, ...byPasswordAlone } = byPassword
    expect(messageOf({ serviceAccount: byPasswordAlone })).to.contain('serviceAccount.guard')
    expect(messageOf({ serviceAccount: byPassword })).to.equal('')
  })

  const wrong: readonly (readonly [string, object, string])[] = [
    ['no client', { serviceAccount: byToken }, 'prod.clientId: is missing'],
    ['direct mode', { ...oauth, direct: true, serviceAccount: byToken }, 'direct mode'],
    [
      'another grant',
      { ...oauth, serviceAccount: { ...byToken, grant: 'password' } },
      'serviceAccount.grant',
    ],
    ['no name', { ...oauth, serviceAccount: { ...byToken, actingAs: ' ' } }, 'actingAs'],
    ['no password', { serviceAccount: { ...byPassword, password: undefined } }, 'password'],
    ['a colon in the name', { serviceAccount: { ...byPassword, username: 'a:b' } }, 'username'],
    ['a user name by token', { ...oauth, serviceAccount: { ...byToken, username: 'a' } }, 'username'],
    [
      'a guard over http',
      { ...oauth, serviceAccount: { ...byToken, guard: { ...guard, jwksUrl: 'http://x.example' } } },
      'guard.jwksUrl',
    ],
    [
      'a guard without audience',
      { ...oauth, serviceAccount: { ...byToken, guard: { ...guard, audience: '' } } },
      'guard.audience',
    ],
    [
      'a table that is none',
      { ...oauth, serviceAccount: { ...byToken, openTables: ['sys_properties'] } },
      'openTables',
    ],
    [
      'files as a table',
      { ...oauth, serviceAccount: { ...byToken, filters: { sys_attachment: 'a=1' } } },
      'filters',
    ],
    [
      'a table twice',
      { ...oauth, serviceAccount: { ...byToken, filters: { incident: 'a=1' }, openTables } },
      'both in filters and in openTables',
    ],
    [
      'a system column',
      { ...oauth, serviceAccount: { ...byToken, writableColumns: ['sys_id'] } },
      'writableColumns',
    ],
    ...[
      '',
      'a',
      '^',
      'a=1^',
      'a=1^^b=2',
      'a=1^ORDERBYa',
      '123TEXTQUERY321=x',
      'aLIKEx',
      'a>1',
      'a=javascript:gs.nowDateTime()',
      'a=javascript:gs.getProperty("x")',
      'JOINincident.a=b.c!',
      'RLQUERYtask_sla.task,>=1^ENDRLQUERY',
      'a=1^NQ',
      'aSAMEASb',
      Array.from({ length: 65 }, (_, at) => `a=1^b=${at}`).join('^NQ'),
      `aIN${Array.from({ length: 70 }, () => 'x'.repeat(32)).join(',')}`,
      `a=${'x'.repeat(2001)}`,
    ].map(
      (filter) =>
        [
          `filter ${filter.slice(0, 30)}`,
          { ...oauth, serviceAccount: { ...byToken, filters: { incident: filter } } },
          'filters.incident',
        ] as const,
    ),
  ]
  for (const [what, instance, named] of wrong) {
    it(`names what is wrong: ${what}`, () => {
      const message = messageOf(instance)
      expect(message).to.contain(named)
      expect(message).not.to.match(/canary|snowline$/)
    })
  }

  it('takes every condition that the proxy can check', () => {
    for (const filter of [
      'assignment_group=8a5055c9c61122780043563ef53438e3^company=31bea3d53790200044e0bfc8bcbe5dec',
      'active=true^ORcategory=network^stateNOT IN7,8',
      'category!=network^company.nameSTARTSWITHAcme',
      'opened_by=javascript:gs.getUserID()^NQcaller_id=javascript:gs.getUserID()^EQ',
      'companyISEMPTY^assigned_toISNOTEMPTY^contact_type=',
    ]) {
      expect(messageOf({ ...oauth, serviceAccount: { ...byToken, filters: { incident: filter } } })).to.equal(
        '',
      )
    }
  })

  it('comes from variables, over a file', () => {
    const warnings: string[] = []
    const env = {
      SNOWLINE_PUBLIC_URL: proxyOrigin,
      SNOWLINE_ORIGINS: host,
      SNOWLINE_SEAL_KEYS: sealKey,
      SNOWLINE_INSTANCE_URL: instanceOrigin,
      SNOWLINE_INSTANCE_ID: 'prod',
      SNOWLINE_SERVICE_GRANT: 'basic',
      SNOWLINE_SERVICE_USERNAME: 'snowline.service',
      SNOWLINE_SERVICE_PASSWORD: ` ${password}-canary `,
      SNOWLINE_ACTING_AS: 'CxM Integration',
      SNOWLINE_GUARD_JWKS: guard.jwksUrl,
      SNOWLINE_GUARD_ISSUER: guard.issuer,
      SNOWLINE_GUARD_AUDIENCE: guard.audience,
    }
    const filters = { incident: 'active=true' }
    const file = { instances: { prod: { serviceAccount: { filters, guard: { audience: 'old' } } } } }
    const config = readConfigFromEnv(env, { file, onWarning: (text) => void warnings.push(text) })
    expect(config.instances['prod']?.serviceAccount).to.deep.equal({
      ...byPassword,
      password: `${password}-canary`,
      filters,
      openTables: ['sys_choice'],
      writableColumns: [],
    })
    expect(warnings).to.have.length(1)
    expect(warnings[0]).to.contain('SNOWLINE_SERVICE_PASSWORD').and.not.to.contain('canary')
    // What was checked once may be given to createProxy.
    expect(() => createProxyHandler(config)).not.to.throw()
    const several = readConfigFromEnv(
      {
        ...env,
        SNOWLINE_INSTANCES: 'prod,test',
        SNOWLINE_PROD_URL: instanceOrigin,
        SNOWLINE_PROD_CLIENT_ID: 'client',
        SNOWLINE_PROD_CLIENT_SECRET: 'x',
        SNOWLINE_TEST_URL: instanceOrigin,
        SNOWLINE_TEST_CLIENT_ID: 'client',
        SNOWLINE_TEST_CLIENT_SECRET: 'x',
        SNOWLINE_TEST_SERVICE_GRANT: 'client_credentials',
        SNOWLINE_TEST_ACTING_AS: 'CxM Integration',
      },
      { onWarning: () => undefined },
    )
    expect(several.instances['prod']).not.to.have.property('serviceAccount')
    expect(several.instances['test']).to.have.nested.property('serviceAccount.grant', 'client_credentials')
  })

  it('names a wrong value by its variable', () => {
    const env = { SNOWLINE_INSTANCE_URL: instanceOrigin, SNOWLINE_SERVICE_GRANT: 'basic' }
    expect(() => readConfigFromEnv(env, { onWarning: () => undefined }))
      .to.throw()
      .with.property('message')
      .that.contains('(SNOWLINE_SERVICE_USERNAME)')
      .and.contains('(SNOWLINE_ACTING_AS)')
  })
})
