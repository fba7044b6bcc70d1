import { expect } from 'chai'
import { makeProof } from '../../support/dpop-proof.js'
import { ask, type Reply } from '../ask.js'
import { proxyOrigin } from '../deployment.js'
import { app, bridge, deployCrossSite, type CrossSiteDeployment } from './cross-site-deployment.js'
import { nonceOf } from './show-handle.js'

const form = 'application/x-www-form-urlencoded'

interface Armed extends CrossSiteDeployment {
  /** A form with a proof, and a code that would be redeemed by it. */
  readonly fields: URLSearchParams
  post(body: string | ReadableStream<Uint8Array>, change?: Posting): Promise<Reply>
}

interface Posting {
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
}

async function armed(): Promise<Armed> {
  const deployment = deployCrossSite()
  const { proxy, clock, instance, land } = deployment
  const page = await deployment.page()
  const attempt = await page.authorize()
  const landed = await land(attempt.url)
  instance.requests.length = 0
  return {
    ...deployment,
    fields: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: app,
      redirect_uri: bridge,
      code: new URL(landed).searchParams.get('code') ?? '',
      code_verifier: attempt.verifier,
    }),
    async post(body, { path = '/token/prod', headers = {} } = {}) {
      const proof = await makeProof(page.key, {
        method: 'POST',
        url: `${proxyOrigin}${path}`,
        iat: Math.floor(clock.now() / 1000),
        nonce: await nonceOf(proxy),
      })
      return ask(proxy, `POST ${path}`, { Origin: app, DPoP: proof, 'Content-Type': form, ...headers }, body)
    },
  }
}

interface StallingBody {
  readonly stream: ReadableStream<Uint8Array>
  /** Resolves once more is waited for. */
  readonly awaited: Promise<void>
  readonly cancelled: Promise<unknown>
}

/** A body that sends `first`, and then nothing until it is given up. */
function stalling(first: string): StallingBody {
  let wait: () => void
  let stop: (reason: unknown) => void
  const awaited = new Promise<void>((resolve) => (wait = resolve))
  const cancelled = new Promise((resolve) => (stop = resolve))
  const stream = new ReadableStream<Uint8Array>(
    {
      start: (controller) => controller.enqueue(new TextEncoder().encode(first)),
      pull() {
        wait()
        return new Promise(() => undefined)
      },
      cancel: (reason) => stop(reason),
    },
    { highWaterMark: 0 },
  )
  return { stream, awaited, cancelled }
}

describe('a form', () => {
  it('is taken with any charset, and with parameters that nobody knows', async () => {
    const { post, fields } = await armed()
    fields.set('resource', 'https://acme.service-now.example')
    const headers = { 'Content-Type': 'Application/X-WWW-Form-URLencoded;charset=UTF-8' }
    expect((await post(fields.toString(), { headers })).status).to.equal(200)
  })

  it('with a field that is there twice is refused, whichever it is', async () => {
    const { post, fields, instance } = await armed()
    for (const [name, value] of [...fields, ['anything', 'x'] as const]) {
      const doubled = new URLSearchParams([...fields, [name, value], [name, value]])
      const reply = await post(doubled.toString())
      expect([reply.status, reply.oauth, reply.code], name).to.deep.equal([
        400,
        'invalid_request',
        'SNOW_REQUEST_REFUSED',
      ])
    }
    expect((await post('token=a&token=b', { path: '/logout/prod' })).oauth).to.equal('invalid_request')
    expect(instance.requests).to.be.empty
  })

  it('is refused as JSON, multipart, text, or nothing that says what it is', async () => {
    const { post, fields, instance } = await armed()
    const bodies: readonly (readonly [string, string])[] = [
      ['application/json', JSON.stringify(Object.fromEntries(fields))],
      ['multipart/form-data; boundary=x', fields.toString()],
      ['text/plain', fields.toString()],
      ['application/x-www-form-urlencoded-not', fields.toString()],
      [`${form}, application/json`, fields.toString()],
      [`application/json, ${form}`, fields.toString()],
      ['', fields.toString()],
    ]
    for (const [type, body] of bodies) {
      const token = await post(body, { headers: { 'Content-Type': type } })
      // JSON asks for direct mode, which is off.
      const expected =
        type === 'application/json' ? [404, 'SNOW_ROUTE_UNKNOWN'] : [415, 'SNOW_REQUEST_REFUSED']
      expect([token.status, token.code], type).to.deep.equal(expected)
      const logout = await post(body, { path: '/logout/prod', headers: { 'Content-Type': type } })
      expect([logout.status, logout.code], type).to.deep.equal([415, 'SNOW_REQUEST_REFUSED'])
    }
    expect(instance.requests).to.be.empty
  })

  it('is at most 64 kB, whatever it says of its length', async () => {
    const { post, fields, instance } = await armed()
    const room = 65_536 - fields.toString().length - '&padding='.length
    for (const [padding, isTaken] of [
      [room, true],
      [room + 1, false],
      [1_000_000, false],
    ] as const) {
      const body = `${fields.toString()}&padding=${'x'.repeat(padding)}`
      for (const headers of [{}, { 'Content-Length': String(body.length) }, { 'Content-Length': '1' }]) {
        const type = isTaken ? 'nonsense' : 'authorization_code'
        const reply = await post(body.replace('authorization_code', type), { headers })
        expect([reply.status, reply.oauth], `${body.length}`).to.deep.equal(
          isTaken ? [400, 'unsupported_grant_type'] : [413, 'invalid_request'],
        )
      }
    }
    expect(instance.requests).to.be.empty
  })

  it('that says that it is too long is refused unread', async () => {
    const { post } = await armed()
    const body = stalling('grant_type=')
    const reply = await post(body.stream, { headers: { 'Content-Length': '65537' } })
    expect(reply.status).to.equal(413)
  })

  it('of endless length is read no further than its limit', async () => {
    const { post } = await armed()
    let pulled = 0
    let stop: () => void
    const cancelled = new Promise<void>((resolve) => (stop = resolve))
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(16_384))
      },
      cancel: () => stop(),
    })
    expect((await post(stream)).status).to.equal(413)
    await cancelled
    expect(pulled).to.be.lessThan(8)
  })

  it('that does not end is given up, and says so', async () => {
    for (const path of ['/token/prod', '/logout/prod']) {
      const { post, clock, instance } = await armed()
      const body = stalling('grant_type=authorization_code&')
      const reply = post(body.stream, { path })
      await body.awaited
      clock.advance(30_000)
      const { status, oauth, code } = await reply
      expect([status, oauth, code], path).to.deep.equal([408, 'invalid_request', 'SNOW_TIMEOUT'])
      await body.cancelled
      expect(instance.requests).to.be.empty
    }
  })

  it('that breaks off is an error of its sender, not of the proxy', async () => {
    const failures: unknown[] = []
    const { proxy } = deployCrossSite({ onFailure: (failure) => failures.push(failure) })
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => controller.error(new TypeError('reset')),
    })
    const reply = await ask(proxy, 'POST /token/prod', { Origin: app, 'Content-Type': form }, stream)
    expect([reply.status, reply.code]).to.deep.equal([499, 'SNOW_ABORTED'])
    expect(failures).to.be.empty
  })

  it('of thousands of names takes no longer than one of few', async () => {
    const { post } = await armed()
    const names = Array.from({ length: 16_000 }, (_, at) => at.toString(36)).join('&')
    const reply = await post(names)
    expect(reply.oauth).to.equal('unsupported_grant_type')
    const started = performance.now()
    await post(names)
    expect(performance.now() - started).to.be.lessThan(500)
  })

  it('of bytes that are no text is a form without the right fields', async () => {
    const { post } = await armed()
    const reply = await post(new Blob([new Uint8Array([0xff, 0xfe, 0x3d, 0x80, 0x26])]).stream())
    expect(reply.oauth).to.equal('unsupported_grant_type')
  })
})
