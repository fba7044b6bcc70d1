import { expect } from 'chai'
import { isSame, readAuthorization } from '../../../src/proxy/doctor/facts/authorization.js'
import type { WireAnswer } from '../../../src/proxy/doctor/wire.js'

const origin = 'https://acme.service-now.com'
const redirectUri = 'https://sn.example.com/callback/prod'
const state = 'c3RhdGU'
const request = { origin, redirectUri, sent: ['client-1', redirectUri, state] }

function answer(status: number, text: string, location?: string): WireAnswer {
  const headers = new Headers(location === undefined ? {} : { Location: location })
  return {
    status,
    headers,
    text,
    json: text.startsWith('{') ? (JSON.parse(text) as WireAnswer['json']) : undefined,
  }
}

const kinds: readonly (readonly [string, WireAnswer, object])[] = [
  [
    'a redirect to the login page',
    answer(302, '', '/oauth_login.do?goto=%2Foauth_auth.do'),
    { kind: 'sign-in' },
  ],
  [
    'a redirect to an identity provider',
    answer(302, '', 'https://login.idp.test/saml?x=1'),
    { kind: 'sign-in' },
  ],
  [
    'a login form under 200',
    answer(200, '<p>Error? No: log in</p><input type="password">'),
    { kind: 'sign-in' },
  ],
  [
    'a page of single sign-on under 200',
    answer(200, '<script>location="/idp"</script>'),
    { kind: 'sign-in' },
  ],
  [
    '"Invalid redirect_uri" as a page',
    answer(400, '<h1>Invalid redirect_uri</h1>'),
    { kind: 'refused', about: 'redirect' },
  ],
  [
    '"Invalid redirect_uri" as JSON under 401',
    answer(401, '{"error_description":"Invalid redirect_uri","error":"invalid_request"}'),
    { kind: 'refused', about: 'redirect' },
  ],
  [
    'a refusal under status 200',
    answer(200, '<body>Invalid client_id</body>'),
    { kind: 'refused', about: 'client' },
  ],
  ['a missing state', answer(200, 'Missing State parameter in request'), { kind: 'refused', about: 'state' }],
  ['a missing challenge', answer(400, 'code_challenge is missing'), { kind: 'refused', about: 'pkce' }],
  ['another language', answer(403, '<p>Nicht erlaubt</p>'), { kind: 'refused', about: 'unknown' }],
  ['an error at our callback', answer(302, '', `${redirectUri}?error=invalid_scope`), { kind: 'returned' }],
  [
    'an error at another registered callback',
    answer(302, '', `https://other.example/cb?error=access_denied&state=${state}`),
    { kind: 'returned' },
  ],
  ['no such page', answer(404, 'Page not found'), { kind: 'absent' }],
]

describe('readAuthorization', () => {
  for (const [name, given, expected] of kinds) {
    it(`reads ${name}`, () => expect(readAuthorization(given, request)).to.include(expected))
  }

  it('throws for an instance that sleeps or fails', () => {
    const hibernating = answer(200, '<h1>Your instance is hibernating</h1>')
    expect(() => readAuthorization(hibernating, request))
      .to.throw()
      .with.property('code', 'SNOW_INSTANCE_ASLEEP')
    expect(() => readAuthorization(answer(503, 'x'), request))
      .to.throw()
      .with.property('code', 'SNOW_INSTANCE_FAILED')
  })

  it('sees that two pages are the same, though each repeats its request', () => {
    const read = (clientId: string, page: (id: string) => string) =>
      readAuthorization(answer(400, page(clientId)), { ...request, sent: [clientId] })
    const refusal = (id: string): string =>
      `<p>Client ${id} is invalid</p><!-- ${id} --><input value="${id}">`
    expect(isSame(read('543e5655f777', refusal), read('another-client', refusal))).to.equal(true)
    expect(
      isSame(
        read('543e5655f777', refusal),
        read('543e5655f777', () => 'Invalid redirect'),
      ),
    ).to.equal(false)
    expect(
      isSame(read('543e5655f777', refusal), readAuthorization(answer(302, '', '/login.do'), request)),
    ).to.equal(false)
  })
})
