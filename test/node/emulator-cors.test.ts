import { expect } from 'chai'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { setProperty, whoAmI } from '../emulator/access.js'
import { type Answer, call, type CallOptions } from '../emulator/call.js'

// Only here: a page cannot set Origin.

const Origin = 'https://app.example.com'
const path = '/api/now/table/incident?sysparm_limit=1'

function preflight(method: string, origin = Origin): CallOptions {
  return {
    method: 'OPTIONS',
    as: '',
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': method,
      'Access-Control-Request-Headers': 'authorization',
    },
  }
}

function addRule(emulator: Emulator, changes: Record<string, string> = {}): void {
  emulator.asUser('admin').create('sys_cors_rule', {
    name: 'App',
    rest_api: 'now/table',
    domain: Origin,
    http_methods: 'GET,PATCH',
    http_headers: 'Authorization,Content-Type',
    exposed_headers: 'X-Total-Count,Link',
    max_age: '600',
    ...changes,
  })
}

function corsOf({ headers }: Answer): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => name.startsWith('access-control-')))
}

describe('CORS rules of the emulator', () => {
  let emulator: Emulator
  beforeEach(() => {
    emulator = createEmulator({ incidents: 2 })
  })

  it('says nothing without a rule, but runs the request', async () => {
    const answer = await call(emulator, '/api/now/table/incident', { json: {}, headers: { Origin } })
    expect(answer.status).to.equal(201)
    expect(corsOf(answer)).to.deep.equal({})
    const asked = await call(emulator, path, preflight('GET'))
    expect(corsOf(asked)).to.deep.equal({})
  })

  it('answers a preflight without authentication, as the rule says', async () => {
    addRule(emulator)
    const asked = await call(emulator, path, preflight('PATCH'))
    expect([asked.status, asked.text]).to.deep.equal([200, ''])
    expect(corsOf(asked)).to.deep.equal({
      'access-control-allow-origin': Origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-methods': 'GET,PATCH',
      'access-control-allow-headers': 'Authorization,Content-Type',
      'access-control-max-age': '600',
    })
    expect(corsOf(await call(emulator, path, preflight('DELETE')))).to.deep.equal({})
  })

  it('exposes the listed headers, with errors too', async () => {
    addRule(emulator)
    const expected = {
      'access-control-allow-origin': Origin,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': 'X-Total-Count,Link',
    }
    const answer = await call(emulator, path, { headers: { Origin } })
    expect(corsOf(answer)).to.deep.equal(expected)
    expect(answer.headers.get('Vary')).to.equal('Origin')
    const refused = await call(emulator, path, { as: '', headers: { Origin } })
    expect([refused.status, corsOf(refused)]).to.deep.equal([401, expected])
    expect(corsOf(await call(emulator, path)), 'no origin').to.deep.equal({})
  })

  it('ties a rule to one API, or to a path', async () => {
    addRule(emulator)
    expect(corsOf(await call(emulator, whoAmI, { headers: { Origin } }))).to.deep.equal({})
    addRule(emulator, { rest_api: '', web_resource_path: '/api/now/ui/*', exposed_headers: '' })
    expect(corsOf(await call(emulator, whoAmI, { headers: { Origin } }))).to.include({
      'access-control-allow-origin': Origin,
    })
  })

  for (const [domain, origin, matches] of [
    ['*', 'https://anywhere.test', true],
    ['https://*.example.com', 'https://app.example.com', true],
    ['https://*.example.com', 'https://a.b.example.com', true],
    ['https://*.example.com', 'http://app.example.com', false],
    ['https://*.example.com', 'https://example.com', false],
    ['https://*.example.com', 'https://app.example.com.attacker.test', false],
    ['https://app.*.com', 'https://app.example.com', false],
    ['app.example.com', 'https://app.example.com', false],
    ['https://app.example.com', 'https://app.example.com:8443', false],
  ] as const) {
    it(`${matches ? 'lets' : 'does not let'} ${origin} in by the domain ${domain}`, async () => {
      addRule(emulator, { domain })
      const cors = corsOf(await call(emulator, path, { headers: { Origin: origin } }))
      expect(cors['access-control-allow-origin']).to.equal(matches ? origin : undefined)
      expect(cors).not.to.have.property('access-control-allow-credentials')
    })
  }

  it('keeps answers to preflights for no time by default', async () => {
    addRule(emulator, { max_age: '' })
    expect(corsOf(await call(emulator, path, preflight('GET')))['access-control-max-age']).to.equal('0')
  })

  it('is off by property, or for an inactive rule', async () => {
    addRule(emulator, { active: 'false' })
    expect(corsOf(await call(emulator, path, { headers: { Origin } }))).to.deep.equal({})
    addRule(emulator)
    await setProperty(emulator, 'glide.rest.cors.enabled', 'false')
    expect(corsOf(await call(emulator, path, { headers: { Origin } }))).to.deep.equal({})
  })

  it('opens the OAuth endpoints only by their own property', async () => {
    addRule(emulator, { domain: '*' })
    const token = async (): Promise<Record<string, string>> =>
      corsOf(await call(emulator, '/oauth_token.do', { as: '', body: 'x', headers: { Origin } }))
    expect(await token()).to.deep.equal({})
    expect(corsOf(await call(emulator, '/oauth_token.do', preflight('POST')))).to.deep.equal({})
    for (const [value, allowed] of [
      [Origin, Origin],
      ['app.example.com', Origin],
      ['*', '*'],
      ['https://other.example.com', undefined],
    ] as const) {
      await setProperty(emulator, 'glide.oauth.cors.allowed.origin', value)
      expect((await token())['access-control-allow-origin'], value).to.equal(allowed)
      const asked = corsOf(await call(emulator, '/oauth_token.do', preflight('POST')))
      expect(asked['access-control-allow-origin'], value).to.equal(allowed)
      expect(asked).not.to.have.property('access-control-allow-credentials')
    }
  })
})
