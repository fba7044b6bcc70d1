import { expect } from 'chai'
import { isSnowError } from '../../src/shared/errors.js'
import { parseConfig } from '../../src/proxy/config.js'
import { createProxy, type ProxyOptions } from '../../src/proxy/create-proxy.js'
import { proxyOrigin, sealKey } from './deployment.js'

const prod = {
  label: 'Acme IT',
  environment: 'test',
  url: 'https://acme.service-now.com',
  clientId: 'client',
  clientSecret: 'secret',
}
const good = {
  publicUrl: proxyOrigin,
  origins: ['https://www.example.com'],
  sealKeys: [sealKey],
  instances: { prod },
}

const redisClient = { get: async () => null, set: async () => null, ping: async () => 'PONG' }

function problemsOf(config: unknown): readonly string[] {
  try {
    parseConfig(config)
    return []
  } catch (error) {
    if (!isSnowError(error) || error.code !== 'SNOW_CONFIG_INVALID') throw error
    return error.message.split('\n').slice(1)
  }
}

describe('parseConfig', () => {
  it('fills in what may be left out', () => {
    const { environment: _environment, label: _label, ...least } = prod
    const config = parseConfig({ ...good, instances: { prod: least } })
    expect(config.instances['prod']?.environment).to.equal('production')
    expect(config.session).to.deep.equal({ idleMs: 43_200_000, absoluteMs: 604_800_000 })
    expect(config.limits).to.include({ headersMs: 10_000, totalMs: 30_000 })
  })

  it('trims what was pasted with spaces', () => {
    const config = parseConfig({ ...good, instances: { prod: { ...prod, clientSecret: ' secret\n' } } })
    expect(config.instances['prod']?.clientSecret).to.equal('secret')
  })

  it('names everything that is missing at once', () => {
    const problems = problemsOf({ instances: { prod: {} } })
    expect(problems.map((line) => line.trim().split(':')[0])).to.deep.equal([
      'publicUrl',
      'origins',
      'sealKeys',
      'instances.prod.url',
      'instances.prod.clientId',
      'instances.prod.clientSecret',
    ])
    for (const line of problems) expect(line).to.contain('is missing; write ')
  })

  const wrong: readonly (readonly [string, object, string, string])[] = [
    ['no origins', { origins: [] }, 'origins', 'is empty'],
    ['any origin', { origins: ['*'] }, 'origins.0', 'is a pattern'],
    ['a pattern of origins', { origins: ['https://*.example.com'] }, 'origins.0', 'is a pattern'],
    [
      'an origin with a path',
      { origins: ['https://www.example.com/app'] },
      'origins.0',
      'write https://www.example.com',
    ],
    [
      'an origin with a slash',
      { origins: ['https://www.example.com/'] },
      'origins.0',
      'write https://www.example.com',
    ],
    [
      'an origin in capitals',
      { origins: ['https://WWW.example.com'] },
      'origins.0',
      'write https://www.example.com',
    ],
    [
      'an origin with its default port',
      { origins: ['https://www.example.com:443'] },
      'origins.0',
      'write https://www.example.com',
    ],
    ['an origin with a user', { origins: ['https://a@www.example.com'] }, 'origins.0', 'is not an origin'],
    ['the origin null', { origins: ['null'] }, 'origins.0', 'is not an origin'],
    ['an http origin', { origins: ['http://www.example.com'] }, 'origins.0', 'is plain http'],
    ['a text for origins', { origins: 'https://www.example.com' }, 'origins', 'is no list'],
    ['an http public URL', { publicUrl: 'http://sn.example.com' }, 'publicUrl', 'is plain http'],
    [
      'http for a host that begins with 127',
      { publicUrl: 'http://127.0.0.1.evil.example' },
      'publicUrl',
      'is plain http',
    ],
    ['another scheme', { publicUrl: 'ftp://sn.example.com' }, 'publicUrl', 'is not a web address'],
    ['a public URL with a query', { publicUrl: 'https://sn.example.com/?x=1' }, 'publicUrl', 'has a query'],
    ['a short seal key', { sealKeys: ['A'.repeat(42)] }, 'sealKeys.0', 'is shorter than 32 bytes'],
    ['a seal key of other letters', { sealKeys: ['!'.repeat(43)] }, 'sealKeys.0', 'is not base64url'],
    ['a seal key with a letter too many', { sealKeys: ['A'.repeat(45)] }, 'sealKeys.0', 'is not base64url'],
    ['no seal key', { sealKeys: [] }, 'sealKeys', 'is empty'],
    ['no instance', { instances: {} }, 'instances', 'is empty'],
    ['an id in capitals', { instances: { Prod: prod } }, 'instances.Prod', 'is no id'],
    [
      'an http instance',
      { instances: { prod: { ...prod, url: 'http://acme.service-now.com' } } },
      'instances.prod.url',
      'is plain http',
    ],
    [
      'an instance with a path',
      { instances: { prod: { ...prod, url: 'https://acme.service-now.com/nav_to.do' } } },
      'instances.prod.url',
      'has a path',
    ],
    [
      'an empty secret',
      { instances: { prod: { ...prod, clientSecret: '  ' } } },
      'instances.prod.clientSecret',
      'is empty',
    ],
    [
      'another environment',
      { instances: { prod: { ...prod, environment: 'live' } } },
      'instances.prod.environment',
      'production, test, development',
    ],
    ['an unknown key', { trustProxy: true }, 'trustProxy', 'is unknown; known here: publicUrl, origins'],
    [
      'an unknown key of an instance',
      { instances: { prod: { ...prod, secret: 'x' } } },
      'instances.prod.secret',
      'is unknown',
    ],
    ['an unknown limit', { limits: { requestSize: 1 } }, 'limits.requestSize', 'is unknown'],
    ['a limit of zero', { limits: { requestBytes: 0 } }, 'limits.requestBytes', 'is out of range'],
    [
      'a session longer than any refresh token',
      { session: { absoluteMs: 9e9 } },
      'session.absoluteMs',
      'is out of range',
    ],
  ]
  for (const [what, change, key, remark] of wrong) {
    it(`refuses ${what}, in one line`, () => {
      const problems = problemsOf({ ...good, ...change })
      expect(problems).to.have.length(1)
      expect(problems[0]?.startsWith(`  ${key}: `), problems[0]).to.equal(true)
      expect(problems[0]).to.contain(remark)
    })
  }

  for (const value of [undefined, null, 'text', [], 7]) {
    it(`refuses ${JSON.stringify(value) ?? 'undefined'} as a whole`, () => {
      expect(problemsOf(value)).not.to.be.empty
    })
  }

  it('never repeats a secret', () => {
    const message = problemsOf({
      ...good,
      sealKeys: ['canary-key!'],
      instances: { prod: { ...prod, clientSecret: 7, url: 'x' } },
    })
    expect(message.join()).not.to.contain('canary')
  })

  it('allows http on this machine', () => {
    for (const url of [
      'http://localhost:4500',
      'http://app.localhost',
      'http://127.0.0.1:1',
      'http://[::1]:2',
    ]) {
      expect(problemsOf({ ...good, publicUrl: url, origins: [url] }), url).to.be.empty
    }
  })

  it('is what a proxy asks before it answers anything', () => {
    for (const options of [{ ...good, origins: ['*'] }, undefined]) {
      expect(() => createProxy(options as ProxyOptions))
        .to.throw()
        .with.property('code', 'SNOW_CONFIG_INVALID')
    }
  })

  const misused: readonly (readonly [string, object, string, string])[] = [
    ['a client of Redis in place of a store', { store: redisClient }, 'store', 'createRedisStore(client)'],
    ['the guard of a file in place of a function', { guard: {} }, 'guard', 'is no function'],
    ['a text in place of onRequest', { onRequest: 'log' }, 'onRequest', 'is no function'],
    ['a promise in place of readiness', { readiness: Promise.resolve() }, 'readiness', 'is no function'],
    ['another fetch', { fetch: { fetch } }, 'fetch', 'is no function'],
  ]
  for (const [name, change, path, remedy] of misused) {
    it(`names ${name} with what else is wrong, before anything is asked`, () => {
      const options = { ...good, origins: [], ...change } as unknown as ProxyOptions
      let text = ''
      try {
        createProxy(options)
      } catch (error) {
        text = isSnowError(error) ? `${error.code} ${error.message}` : ''
      }
      expect(text).to.match(/^SNOW_CONFIG_INVALID 2 problems/)
      const line = text.split('\n').find((each) => each.startsWith(`  ${path}: `))
      expect(line).to.contain(remedy)
    })
  }

  it('takes a public URL with slashes at its end for one without', async () => {
    const proxy = createProxy({ ...good, publicUrl: `${proxyOrigin}/servicenow//` } as ProxyOptions)
    const answer = await proxy(
      new Request(`${proxyOrigin}/servicenow/oauth/prod/.well-known/oauth-authorization-server`),
    )
    expect(await answer.json()).to.have.nested.property('error.message', 'No bridge page is configured here')
  })
})
