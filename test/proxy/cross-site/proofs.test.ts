import { expect } from 'chai'
import { base64url, exportJWK, type JWK } from 'jose'
import { claimsOf, makeProof, newKey, type ProofOptions } from '../../support/dpop-proof.js'
import { ask, type Reply } from '../ask.js'
import { proxyOrigin } from '../deployment.js'
import { app, deployCrossSite, list, type CrossSiteDeployment } from './cross-site-deployment.js'
import { nonceOf, showHandle, type Showing } from './show-handle.js'

const listPath = new URL(list).pathname
const minute = 60_000

interface Connected extends CrossSiteDeployment {
  readonly key: CryptoKeyPair
  readonly handle: string
  /** A request to the relay that is right in all but what is given. */
  show(change?: Partial<Showing>): Promise<Reply>
}

async function connected(change: Parameters<typeof deployCrossSite>[0] = {}): Promise<Connected> {
  const deployment = deployCrossSite(change)
  const { proxy, clock, instance } = deployment
  const page = await deployment.page()
  const { accessToken: handle } = await deployment.connect(page)
  instance.requests.length = 0
  const right = { key: page.key, clock, handle, path: listPath }
  return { ...deployment, ...right, show: (wrong = {}) => showHandle(proxy, { ...right, ...wrong }) }
}

/** A token with any header over any claims, signed by `sign`. */
async function compact(
  header: object,
  options: ProofOptions,
  sign: (text: Uint8Array<ArrayBuffer>) => Promise<ArrayBuffer | Uint8Array>,
): Promise<string> {
  const [first, second] = [header, await claimsOf(options)].map((part) =>
    base64url.encode(JSON.stringify(part)),
  )
  const signature = await sign(new TextEncoder().encode(`${first}.${second}`))
  return `${first}.${second}.${base64url.encode(new Uint8Array(signature))}`
}

describe('a proof', () => {
  it('that is right lets one request in', async () => {
    const { show, instance } = await connected()
    expect((await show()).json).to.deep.equal({ result: [{ of: 'abel' }] })
    expect(instance.requests).to.have.length(1)
  })

  const wrongs: readonly (readonly [string, Partial<ProofOptions>])[] = [
    ['for another method', { claims: { htm: 'POST' } }],
    ['for the method in other letters', { claims: { htm: 'get' } }],
    ['for no method', { claims: { htm: undefined } }],
    ['for http', { claims: { htu: list.replace('https', 'http') } }],
    ['for another host', { claims: { htu: list.replace('sn.', 'evil.') } }],
    ['for another port', { claims: { htu: list.replace('.com', '.com:8443') } }],
    ['for a user of the host', { claims: { htu: list.replace('://', '://abel@') } }],
    ['for another path', { claims: { htu: `${proxyOrigin}/api/prod/now/table/sys_user` } }],
    ['for a slash more', { claims: { htu: `${list}/` } }],
    ['for other letters', { claims: { htu: list.replace('incident', 'Incident') } }],
    ['for an escaped path', { claims: { htu: list.replace('incident', 'inc%69dent') } }],
    ['for a path alone', { claims: { htu: listPath } }],
    ['for another instance', { claims: { htu: list.replace('/prod/', '/other/') } }],
    ['for no address', { claims: { htu: undefined } }],
    ['for another handle', { accessToken: 'another' }],
    ['for no handle', { claims: { ath: undefined } }],
    ['without a name', { claims: { jti: undefined } }],
    ['with an empty name', { claims: { jti: '' } }],
    ['with an endless name', { claims: { jti: 'x'.repeat(257) } }],
    ['without a time', { claims: { iat: undefined } }],
    ['of a time that is text', { claims: { iat: '1' } }],
    ['of the future', { claims: { iat: 4_000_000_000 } }],
    ['of long ago', { claims: { iat: 1_000_000_000 } }],
    ['of no type', { header: { typ: undefined } }],
    ['of another type', { header: { typ: 'JWT' } }],
    ['of no key', { header: { jwk: undefined } }],
    ['larger than any', { claims: { padding: 'x'.repeat(4096) } }],
  ]
  for (const [what, proof] of wrongs) {
    it(`${what} lets nothing in`, async () => {
      const { show, instance } = await connected()
      const reply = await show({ proof })
      expect([reply.status, reply.code, reply.oauth], reply.text).to.deep.equal([
        401,
        'SNOW_PROOF_REFUSED',
        'invalid_dpop_proof',
      ])
      expect(instance.requests).to.be.empty
    })
  }

  it('may name query and fragment, which do not count', async () => {
    const { show } = await connected()
    const htu = `${list}?sysparm_limit=1#x`
    expect((await show({ proof: { claims: { htu } } })).status).to.equal(200)
    expect(
      (await show({ path: `${listPath}?sysparm_limit=2`, proof: { claims: { htu: list } } })).status,
    ).to.equal(200)
  })

  it('may name the address as URLs are written: scheme and host in any letters, the default port', async () => {
    const { show } = await connected()
    const htu = list.replace('https://sn.example.com', 'HTTPS://SN.Example.com:443')
    expect((await show({ proof: { claims: { htu } } })).status).to.equal(200)
  })

  it('of another key lets nothing in, though everything else is right', async () => {
    const { show, instance } = await connected()
    const reply = await show({ key: await newKey() })
    expect([reply.status, reply.code, reply.oauth]).to.deep.equal([
      401,
      'SNOW_NOT_CONNECTED',
      'invalid_token',
    ])
    expect(instance.requests).to.be.empty
  })

  it('is asked for once more where only the nonce is missing, foreign or older than two minutes', async () => {
    const { show, instance, proxy, clock } = await connected()
    const old = await nonceOf(proxy)
    clock.advance(2 * minute)
    const foreign = await nonceOf(deployCrossSite({ sealKeys: ['B'.repeat(43)] }).proxy)
    for (const nonce of [undefined, '', 'x', old, foreign]) {
      const reply = await show({ proof: { claims: { nonce } } })
      expect([reply.status, reply.code, reply.oauth], String(nonce)).to.deep.equal([
        401,
        'SNOW_PROOF_REFUSED',
        'use_dpop_nonce',
      ])
      expect(reply.headers.get('DPoP-Nonce')).to.equal(await nonceOf(proxy))
    }
    expect(instance.requests).to.be.empty
  })

  it('made ahead of time is worth nothing two minutes later', async () => {
    const { show, proxy, clock, instance } = await connected()
    const nonce = await nonceOf(proxy)
    const iat = Math.floor(clock.now() / 1000)
    clock.advance(90_000)
    const within = await show({ proof: { claims: { nonce, iat: iat + 90 } } })
    instance.requests.length = 0
    clock.advance(30_000)
    const later = await show({ proof: { claims: { nonce, iat: iat + 120 } } })
    expect([within.status, later.oauth]).to.deep.equal([200, 'use_dpop_nonce'])
    expect(instance.requests).to.be.empty
  })

  it('is good once', async () => {
    const { proxy, key, handle, clock, instance } = await connected()
    const proof = await makeProof(key, {
      method: 'GET',
      url: list,
      iat: Math.floor(clock.now() / 1000),
      nonce: await nonceOf(proxy),
      accessToken: handle,
    })
    const headers = { Origin: app, Authorization: `DPoP ${handle}`, DPoP: proof }
    expect((await ask(proxy, `GET ${listPath}`, headers)).status).to.equal(200)
    clock.advance(minute)
    for (let time = 0; time < 3; time += 1) {
      const again = await ask(proxy, `GET ${listPath}`, headers)
      expect([again.status, again.oauth]).to.deep.equal([401, 'invalid_dpop_proof'])
    }
    expect(instance.requests).to.have.length(1)
  })

  it('has a name that only its own key has used', async () => {
    const deployment = await connected()
    const { show, page, connect, clock, proxy } = deployment
    const claims = { jti: 'the-same-name' }
    expect((await show({ proof: { claims } })).status).to.equal(200)
    const other = await page()
    const { accessToken } = await connect(other, 'beth')
    const reply = await showHandle(proxy, {
      key: other.key,
      clock,
      handle: accessToken,
      path: listPath,
      proof: { claims },
    })
    expect(reply.json).to.deep.equal({ result: [{ of: 'beth' }] })
  })

  it('comes alone: of two, none counts', async () => {
    const { proxy, key, handle, clock, instance } = await connected()
    const nonce = await nonceOf(proxy)
    const iat = Math.floor(clock.now() / 1000)
    const proofs = await Promise.all(
      [1, 2].map(() => makeProof(key, { method: 'GET', url: list, iat, nonce, accessToken: handle })),
    )
    const headers = new Headers({ Origin: app, Authorization: `DPoP ${handle}` })
    for (const proof of proofs) headers.append('DPoP', proof)
    const reply = await ask(proxy, `GET ${listPath}`, headers)
    expect([reply.status, reply.oauth]).to.deep.equal([401, 'invalid_dpop_proof'])
    expect(instance.requests).to.be.empty
  })
})

describe('the signature of a proof', () => {
  async function tryProof(
    deployment: Connected,
    make: (options: ProofOptions) => Promise<string>,
  ): Promise<Reply> {
    const { proxy, handle, clock } = deployment
    const proof = await make({
      method: 'GET',
      url: list,
      iat: Math.floor(clock.now() / 1000),
      nonce: await nonceOf(proxy),
      accessToken: handle,
    })
    const reply = await ask(proxy, `GET ${listPath}`, {
      Origin: app,
      Authorization: `DPoP ${handle}`,
      DPoP: proof,
    })
    expect(deployment.instance.requests).to.be.empty
    return reply
  }

  const typ = 'dpop+jwt'
  const none = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array())

  it('is there, and is ES256, by the very key that it names', async () => {
    const deployment = await connected()
    const jwk = await exportJWK(deployment.key.publicKey)
    const ecdsa = { name: 'ECDSA', hash: 'SHA-256' }
    const own = deployment.key.privateKey
    const hmac = await crypto.subtle.importKey(
      'raw',
      new TextEncoder().encode(JSON.stringify(jwk)),
      { name: 'HMAC', hash: 'SHA-256' },
      false,
      ['sign'],
    )
    const rsa = await crypto.subtle.generateKey(
      {
        name: 'RSASSA-PKCS1-v1_5',
        modulusLength: 2048,
        publicExponent: new Uint8Array([1, 0, 1]),
        hash: 'SHA-256',
      },
      false,
      ['sign', 'verify'],
    )
    const p384 = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-384' }, false, [
      'sign',
      'verify',
    ])
    const stranger = await newKey()
    const cases: Readonly<Record<string, (options: ProofOptions) => Promise<string>>> = {
      'alg none': (options) => compact({ typ, alg: 'none', jwk }, options, none),
      'no alg': (options) => compact({ typ, jwk }, options, none),
      'ES256 with an empty signature': (options) => compact({ typ, alg: 'ES256', jwk }, options, none),
      'HS256 over the public key': (options) =>
        compact({ typ, alg: 'HS256', jwk }, options, (text) => crypto.subtle.sign('HMAC', hmac, text)),
      'HS256 over a key that it brings': (options) =>
        compact({ typ, alg: 'HS256', jwk: { kty: 'oct', k: 'AAAA' } }, options, (text) =>
          crypto.subtle.sign('HMAC', hmac, text),
        ),
      RS256: async (options) =>
        compact({ typ, alg: 'RS256', jwk: await exportJWK(rsa.publicKey) }, options, (text) =>
          crypto.subtle.sign('RSASSA-PKCS1-v1_5', rsa.privateKey, text),
        ),
      ES384: async (options) =>
        compact({ typ, alg: 'ES384', jwk: await exportJWK(p384.publicKey) }, options, (text) =>
          crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-384' }, p384.privateKey, text),
        ),
      'the key of another': (options) =>
        compact({ typ, alg: 'ES256', jwk }, options, (text) =>
          crypto.subtle.sign(ecdsa, stranger.privateKey, text),
        ),
      'a key that is text': (options) =>
        compact({ typ, alg: 'ES256', jwk: JSON.stringify(jwk) }, options, (text) =>
          crypto.subtle.sign(ecdsa, own, text),
        ),
      'a header that it calls critical': (options) =>
        compact({ typ, alg: 'ES256', jwk, crit: ['x'], x: 1 }, options, (text) =>
          crypto.subtle.sign(ecdsa, own, text),
        ),
      'a key that is an address': (options) =>
        compact({ typ, alg: 'ES256', jku: 'https://evil.example/keys', kid: '1' }, options, (text) =>
          crypto.subtle.sign(ecdsa, own, text),
        ),
    }
    for (const [what, make] of Object.entries(cases)) {
      const reply = await tryProof(deployment, make)
      expect([reply.status, reply.oauth], what).to.deep.equal([401, 'invalid_dpop_proof'])
    }
    // And the same by hand, right in everything, is let in.
    const { proxy, handle, clock } = deployment
    const right = await compact(
      { typ, alg: 'ES256', jwk },
      {
        method: 'GET',
        url: list,
        iat: Math.floor(clock.now() / 1000),
        nonce: await nonceOf(proxy),
        accessToken: handle,
      },
      (text) => crypto.subtle.sign(ecdsa, own, text),
    )
    const headers = { Origin: app, Authorization: `DPoP ${handle}`, DPoP: right }
    expect((await ask(proxy, `GET ${listPath}`, headers)).status).to.equal(200)
  })

  it('is by a key whose private half stays at home', async () => {
    // A page that makes an exportable key and puts all of it into the proof has given it away.
    const key = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ])
    const deployment = await connected()
    const whole: JWK = await exportJWK(key.privateKey)
    const ecdsa = { name: 'ECDSA', hash: 'SHA-256' }
    const reply = await tryProof(deployment, (options) =>
      compact({ typ, alg: 'ES256', jwk: whole }, options, (text) =>
        crypto.subtle.sign(ecdsa, key.privateKey, text),
      ),
    )
    expect(whole.d).to.be.a('string')
    expect(reply.oauth).to.equal('invalid_dpop_proof')
  })

  it('is no text that is none', async () => {
    const deployment = await connected()
    for (const text of ['', ' ', '.', '..', 'a.b.c', 'e30.e30.', 'null', '{}', 'ä', 'x'.repeat(5000)]) {
      const { proxy, handle, instance } = deployment
      const headers = new Headers({ Origin: app, Authorization: `DPoP ${handle}` })
      // A header is bytes: what is more cannot be sent.
      headers.set('DPoP', [...text].every((letter) => letter < '\u0100') ? text : '')
      const reply = await ask(proxy, `GET ${listPath}`, headers)
      expect([reply.status, reply.oauth], text.slice(0, 10)).to.deep.equal([401, 'invalid_dpop_proof'])
      expect(instance.requests).to.be.empty
    }
  })
})
