import { expect } from 'chai'
import * as oauth from 'oauth4webapi'
import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator } from '../../src/emulator/emulator-options.js'
import { bearer, setProperty, userOf } from './access.js'
import { origin, redirectUri } from './call.js'

const server: oauth.AuthorizationServer = {
  issuer: origin,
  authorization_endpoint: `${origin}/oauth_auth.do`,
  token_endpoint: `${origin}/oauth_token.do`,
  revocation_endpoint: `${origin}/oauth_revoke_token.do`,
}

// A generic client of another maker: what it accepts, any client of the standard accepts.
describe('oauth4webapi against the emulator', () => {
  let emulator: Emulator
  let options: { [oauth.customFetch]: (url: string, init: RequestInit) => Promise<Response> }
  beforeEach(() => {
    emulator = createEmulator({ incidents: 1 })
    options = { [oauth.customFetch]: (url, init) => emulator.fetch(new Request(url, init)) }
  })

  async function signIn(client: oauth.Client, auth: oauth.ClientAuth, verifier?: string) {
    const state = oauth.generateRandomState()
    const codeVerifier = oauth.generateRandomCodeVerifier()
    const url = new URL(server.authorization_endpoint!)
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: client.client_id,
      redirect_uri: redirectUri,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    }).toString()
    const landed = new URL(await emulator.authorize(url.href, 'beth.anglin'))
    const parameters = oauth.validateAuthResponse(server, client, landed, state)
    return oauth.authorizationCodeGrantRequest(
      server,
      client,
      auth,
      parameters,
      redirectUri,
      verifier ?? codeVerifier,
      options,
    )
  }

  for (const [kind, client, auth] of [
    ['confidential', { client_id: 'snowline-demo' }, oauth.ClientSecretPost('snowline-demo-secret')],
    ['public', { client_id: 'snowline-demo-public' }, oauth.None()],
  ] as const) {
    it(`signs in and refreshes as a ${kind} client`, async () => {
      const response = await signIn(client, auth)
      // ServiceNow's empty scope is one thing that the standard does not know.
      const tokens = await oauth.processAuthorizationCodeResponse(
        server,
        client,
        await withoutScope(response),
      )
      expect(tokens).to.include({ token_type: 'bearer', expires_in: 1799 })
      expect(await userOf(emulator, bearer(tokens.access_token))).to.equal('beth.anglin')
      const refresh = tokens.refresh_token!
      const again = await oauth.refreshTokenGrantRequest(server, client, auth, refresh, options)
      const fresh = await oauth.processRefreshTokenResponse(server, client, await withoutScope(again))
      expect(fresh.refresh_token).to.equal(refresh)
      const revoked = await oauth.revocationRequest(server, client, auth, refresh, options)
      await oauth.processRevocationResponse(revoked)
      const refused = await oauth.refreshTokenGrantRequest(server, client, auth, refresh, options)
      expect(refused.status).to.equal(401)
    })
  }

  it('signs in with client credentials', async () => {
    await setProperty(emulator, 'glide.oauth.inbound.client.credential.grant_type.enabled', 'true')
    const client = { client_id: 'snowline-demo' }
    const auth = oauth.ClientSecretPost('snowline-demo-secret')
    const response = await oauth.clientCredentialsGrantRequest(server, client, auth, {}, options)
    const tokens = await oauth.processClientCredentialsResponse(server, client, response)
    expect(tokens).to.include({ scope: 'useraccount' })
    expect(tokens).not.to.have.property('refresh_token')
  })

  it('fails on the error bodies of an instance, which are 401 whatever is wrong', async () => {
    const client = { client_id: 'snowline-demo' }
    for (const [auth, verifier, error] of [
      [oauth.ClientSecretPost('wrong'), undefined, 'server_error'],
      [oauth.ClientSecretBasic('snowline-demo-secret'), undefined, 'server_error'],
      [oauth.ClientSecretPost('snowline-demo-secret'), 'x'.repeat(43), 'invalid_request'],
    ] as const) {
      const response = await signIn(client, auth, verifier)
      expect(response.status).to.equal(401)
      expect(await response.clone().json()).to.have.property('error', error)
      const failure: unknown = await oauth
        .processAuthorizationCodeResponse(server, client, response)
        .catch((reason: unknown) => reason)
      expect(failure).to.be.instanceOf(Error)
    }
  })

  it('discovers the endpoints once they are described', async () => {
    emulator.switches['openid-configuration'] = true
    const path = '/.well-known/openid-configuration'
    const response = await emulator.fetch(new Request(`${origin}${path}`))
    const found = await oauth.processDiscoveryResponse(new URL(origin), response)
    expect(found).to.deep.include(server)
  })
})

async function withoutScope(response: Response): Promise<Response> {
  const { scope: _, ...body } = (await response.json()) as Record<string, unknown>
  return Response.json(body, response)
}
