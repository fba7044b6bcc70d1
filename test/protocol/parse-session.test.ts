import { expect } from 'chai'
import { parseSession } from '../../src/protocol/parse-session.js'
import { proxyPath } from '../../src/protocol/proxy-contract.js'
import { thrownBy } from './codes.js'

const instance = { id: 'prod', label: 'Acme IT', environment: 'production', url: 'https://acme.example' }
const connected = {
  connected: true,
  instance,
  user: { sysId: '1'.repeat(32), userName: 'abel.tuter', name: 'Abel Tuter', email: 'a@example.com' },
  agent: false,
  connectedAt: '2026-11-20T00:00:00Z',
  expiresAt: '2026-11-21T00:00:00Z',
}

describe('parseSession', () => {
  it('reads both kinds', () => {
    expect(parseSession(connected)).to.deep.equal(connected)
    expect(parseSession({ connected: false, instance })).to.deep.equal({ connected: false, instance })
    expect(parseSession({ connected: false, instance, reason: 'revoked' })).to.have.property(
      'reason',
      'revoked',
    )
    expect(parseSession({ connected: false, instance, reason: 'other' })).not.to.have.property('reason')
  })

  it('reads who acts, where the application connects by an account of its own', () => {
    const byAccount = { ...instance, serviceAccount: true }
    const acting = { ...connected, instance: byAccount, actingAs: 'CxM Integration' }
    expect(parseSession(acting)).to.deep.equal(acting)
    expect(parseSession({ connected: false, instance: byAccount })).to.have.nested.property(
      'instance.serviceAccount',
      true,
    )
    for (const actingAs of ['', null, {}]) {
      expect(parseSession({ ...connected, actingAs })).not.to.have.property('actingAs')
    }
  })
  const refused: readonly unknown[] = [
    null,
    'connected',
    {},
    { ...connected, connected: 'true' },
    { ...connected, user: undefined },
    { ...connected, expiresAt: 'never' },
    { ...connected, instance: { ...instance, url: 'javascript:alert(1)' } },
    { ...connected, instance: { ...instance, environment: 'moon' } },
  ]
  for (const body of refused) {
    it(`refuses ${JSON.stringify(body)?.slice(0, 60)}`, () =>
      expect(thrownBy(() => parseSession(body)).code).to.equal('SNOW_BAD_RESPONSE'))
  }
})

describe('proxyPath', () => {
  it('keeps ids inside their segments', () => {
    expect(proxyPath.session('a/b')).to.equal('/session/a%2Fb')
    expect(proxyPath.login('x')).to.equal('/login/x')
    expect(proxyPath.callback('x')).to.equal('/callback/x')
    expect(proxyPath.logout('x')).to.equal('/logout/x')
    expect(proxyPath.relay('prod', '/api/now/table/incident')).to.equal('/api/prod/now/table/incident')
  })
})
