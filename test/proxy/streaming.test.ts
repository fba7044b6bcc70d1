import { expect } from 'chai'
import { canSendStreams } from '../../src/proxy/can-send-streams.js'
import type { ProxyAnswer, ProxyOptions } from '../../src/proxy/create-proxy.js'
import { makeProof } from '../support/dpop-proof.js'
import { flush } from '../support/flush.js'
import { createScriptedInstance, json } from '../support/scripted-instance.js'
import { app, deployCrossSite } from './cross-site/cross-site-deployment.js'
import { nonceOf } from './cross-site/show-handle.js'
import { host, proxyOrigin } from './deployment.js'

const id = '0'.repeat(32)
const uploadPath = `/api/prod/now/attachment/file?table_name=incident&table_sys_id=${id}&file_name=a.bin`
const downloadPath = `/api/prod/now/attachment/${id}/file`
const kilobytes = (count: number): Uint8Array<ArrayBuffer> => new Uint8Array(count * 1024).fill(7)

type Form = 'same-site' | 'cross-site'

/** What the API of the instance does with one request; the body is as the proxy sends it. */
type Api = (init: RequestInit, token: string) => Promise<Response>

interface Transfer {
  readonly body?: ReadableStream<Uint8Array>
  readonly signal?: AbortSignal
  readonly length?: number
}

interface Relay {
  api: Api
  readonly cookies: Map<string, string>
  /** Access tokens that the instance takes. */
  readonly tokens: Map<string, string>
  advance(ms: number): void
  send(method: string, path: string, transfer?: Transfer): Promise<ProxyAnswer>
}

/** Somebody who is signed in, with an instance whose API sees bodies as streams. */
async function signedIn(form: Form, change: Partial<ProxyOptions> = {}): Promise<Relay> {
  const instance = createScriptedInstance()
  const isApi = (url: string): boolean => url.includes('/attachment')
  const deployment = deployCrossSite({
    ...change,
    fetch: async (input, init = {}) => {
      if (!isApi(String(input))) return instance.fetch(input, init)
      const token = new Headers(init.headers).get('Authorization')?.slice('Bearer '.length) ?? ''
      if (!instance.tokens.has(token)) return json({ error: { message: 'User is not authenticated' } }, 401)
      return relay.api(init, token)
    },
  })
  const { proxy, clock, browser } = deployment
  const visitor = browser()
  const page = await deployment.page({ browser: visitor })
  const attempt = form === 'cross-site' ? await page.authorize() : undefined
  const consent = await visitor.navigate(attempt?.url ?? `${proxyOrigin}/login/prod`)
  const landed = await visitor.navigate(instance.agree(consent.url, 'abel'))
  const handle = attempt === undefined ? '' : (await page.redeem(attempt, landed.url)).accessToken

  async function credentials(method: string, path: string): Promise<Record<string, string>> {
    if (form === 'same-site') {
      const Cookie = [...visitor.cookies].map(([name, value]) => `${name.split(' ')[1]}=${value}`).join('; ')
      return { Origin: host, 'X-Snowline': '1', Cookie }
    }
    const proof = await makeProof(page.key, {
      method,
      url: `${proxyOrigin}${path}`,
      iat: Math.floor(clock.now() / 1000),
      nonce: await nonceOf(proxy),
      accessToken: handle,
    })
    return { Origin: app, Authorization: `DPoP ${handle}`, DPoP: proof }
  }

  const relay: Relay = {
    api: () => Promise.resolve(json({ result: {} }, 201)),
    cookies: visitor.cookies,
    tokens: instance.tokens,
    advance: clock.advance,
    async send(method, path, { body, signal = new AbortController().signal, length } = {}) {
      const headers = new Headers(await credentials(method, path))
      if (body !== undefined) headers.set('Content-Type', 'application/octet-stream')
      if (length !== undefined) headers.set('Content-Length', String(length))
      const request = { method, url: `${proxyOrigin}${path}`, headers, signal, body: body ?? null }
      return (await proxy({
        ...request,
        arrayBuffer: () => new Response(body ?? null).arrayBuffer(),
      })) as ProxyAnswer
    },
  }
  return relay
}

async function codeOf({ body }: ProxyAnswer): Promise<string | undefined> {
  const { error } = (await new Response(body).json()) as { error?: { code?: string } }
  return error?.code
}

const readerOf = ({ body }: RequestInit): ReadableStreamDefaultReader<Uint8Array> =>
  (body as ReadableStream<Uint8Array>).getReader()

/** A stream that sends each part when it is told to. */
function source(): {
  readonly stream: ReadableStream<Uint8Array>
  readonly cancelled: Promise<unknown>
  /** Resolves once all that was pushed has been taken. */
  drained(): Promise<void>
  push(part: Uint8Array): void
  end(): void
  fail(error: Error): void
} {
  let controller: ReadableStreamDefaultController<Uint8Array>
  let onCancel: (reason: unknown) => void
  let onPull = (): void => undefined
  const cancelled = new Promise((resolve) => (onCancel = resolve))
  const stream = new ReadableStream<Uint8Array>(
    {
      start: (given) => void (controller = given),
      pull: () => onPull(),
      cancel: (reason) => onCancel(reason),
    },
    { highWaterMark: 0 },
  )
  return {
    stream,
    cancelled,
    drained: () => new Promise((resolve) => (onPull = resolve)),
    push: (part) => controller.enqueue(part),
    end: () => controller.close(),
    fail: (error) => controller.error(error),
  }
}

for (const form of ['same-site', 'cross-site'] as const) {
  describe(`an upload (${form})`, () => {
    it('passes through as it comes: the instance has the first bytes before the last are sent', async function () {
      if (!canSendStreams()) this.skip()
      const relay = await signedIn(form)
      const file = source()
      let first: (bytes: number) => void
      const arrived = new Promise<number>((resolve) => (first = resolve))
      let total = 0
      relay.api = async (init) => {
        expect((init as { duplex?: string }).duplex).to.equal('half')
        const reader = readerOf(init)
        for (;;) {
          const { done, value } = await reader.read()
          if (done) return json({ result: { size_bytes: String(total) } }, 201)
          total += value.byteLength
          first(total)
        }
      }
      const answer = relay.send('POST', uploadPath, { body: file.stream })
      file.push(kilobytes(64))
      expect(await arrived).to.equal(65_536)
      for (let part = 0; part < 5; part += 1) file.push(kilobytes(64))
      file.end()
      expect((await answer).status).to.equal(201)
      expect(total).to.equal(6 * 65_536)
    })

    it('is not read ahead of the instance', async function () {
      if (!canSendStreams()) this.skip()
      const relay = await signedIn(form)
      let pulled = 0
      const body = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            pulled += 1
            controller.enqueue(kilobytes(64))
          },
        },
        { highWaterMark: 0 },
      )
      let reach: () => void
      const reached = new Promise<void>((resolve) => (reach = resolve))
      relay.api = async (init) => {
        await readerOf(init).read()
        reach()
        return new Promise(() => undefined)
      }
      const ended = new AbortController()
      const answer = relay.send('POST', uploadPath, { body, signal: ended.signal })
      await reached
      await flush(20)
      expect(pulled).to.equal(1)
      ended.abort()
      expect(await codeOf(await answer)).to.equal('SNOW_ABORTED')
    })

    it('breaks off over the limit, whatever its length was said to be', async () => {
      for (const length of [undefined, 300_000]) {
        const relay = await signedIn(form, { limits: { uploadBytes: 400_000 } })
        const file = source()
        let outcome = 'not reached'
        relay.api = async (init) => {
          outcome = 'whole'
          await new Response(init.body ?? null).arrayBuffer().catch((error: unknown) => {
            outcome = 'broken off'
            throw error
          })
          return json({ result: {} }, 201)
        }
        const answer = relay.send('POST', uploadPath, {
          body: file.stream,
          ...(length === undefined ? {} : { length }),
        })
        for (let part = 0; part < 7; part += 1) file.push(kilobytes(64))
        await file.cancelled
        const { status } = await answer
        expect(status).to.equal(413)
        expect(await codeOf(await answer)).to.equal('SNOW_FILE_TOO_LARGE')
        expect(outcome).to.equal(canSendStreams() ? 'broken off' : 'not reached')
      }
    })

    it('that says that it is too large is refused unread', async () => {
      const relay = await signedIn(form, { limits: { uploadBytes: 400_000 } })
      relay.api = () => Promise.reject(new Error('reached'))
      const answer = await relay.send('POST', uploadPath, { body: source().stream, length: 400_001 })
      expect([answer.status, await codeOf(answer)]).to.deep.equal([413, 'SNOW_FILE_TOO_LARGE'])
    })

    it('that its sender breaks off is broken off at the instance too', async () => {
      const relay = await signedIn(form)
      const file = source()
      let outcome = 'not reached'
      relay.api = async (init) => {
        await new Response(init.body ?? null).arrayBuffer().catch((error: unknown) => {
          outcome = 'broken off'
          throw error
        })
        outcome = 'whole'
        return json({ result: {} }, 201)
      }
      const answer = relay.send('POST', uploadPath, { body: file.stream })
      file.push(kilobytes(64))
      await file.drained()
      file.fail(new TypeError('reset by its sender'))
      expect([(await answer).status, await codeOf(await answer)]).to.deep.equal([499, 'SNOW_ABORTED'])
      expect(outcome).to.equal(canSendStreams() ? 'broken off' : 'not reached')
    })

    it('that does not end is given up', async () => {
      const relay = await signedIn(form)
      const file = source()
      relay.api = async (init) => {
        await new Response(init.body ?? null).arrayBuffer()
        return json({ result: {} }, 201)
      }
      const answer = relay.send('POST', uploadPath, { body: file.stream })
      file.push(kilobytes(64))
      await file.drained()
      relay.advance(300_000)
      expect((await answer).status).to.equal(canSendStreams() ? 504 : 408)
      expect(await codeOf(await answer)).to.equal('SNOW_TIMEOUT')
    })

    it('that meets a dead token is to be sent again, with what is new already', async function () {
      if (!canSendStreams()) this.skip()
      const relay = await signedIn(form)
      relay.tokens.clear()
      const body = (): ReadableStream<Uint8Array> => new Blob([kilobytes(300)]).stream()
      const answer = await relay.send('POST', uploadPath, { body: body() })
      expect([answer.status, await codeOf(answer)]).to.deep.equal([401, 'SNOW_TOKEN_EXPIRED'])
      const renewed = answer.headers.getSetCookie()
      if (form === 'cross-site') {
        expect(answer.headers.get('WWW-Authenticate')).to.contain('error="invalid_token"')
        expect(renewed).to.be.empty
        return
      }
      expect(renewed.map((line) => line.split('=')[0])).to.include('__Host-Http-snowline-access-prod')
      for (const line of renewed) {
        const [pair = ''] = line.split(';')
        const at = pair.indexOf('=')
        relay.cookies.set(`${proxyOrigin} ${pair.slice(0, at)}`, pair.slice(at + 1))
      }
      let bytes = 0
      relay.api = async (init) => {
        bytes = (await new Response(init.body ?? null).arrayBuffer()).byteLength
        return json({ result: {} }, 201)
      }
      expect((await relay.send('POST', uploadPath, { body: body() })).status).to.equal(201)
      expect(bytes).to.equal(300 * 1024)
    })

    it('of at most 256 kB is kept, and sent again after a dead token', async function () {
      const relay = await signedIn(form)
      relay.tokens.clear()
      const bodies: number[] = []
      relay.api = async (init) => {
        bodies.push((await new Response(init.body ?? null).arrayBuffer()).byteLength)
        return json({ result: {} }, 201)
      }
      const body = new Blob([kilobytes(256)]).stream()
      const answer = await relay.send('POST', uploadPath, { body, length: 262_144 })
      // Only the widget renews a handle.
      expect(answer.status).to.equal(form === 'same-site' ? 201 : 401)
      expect(bodies).to.deep.equal(form === 'same-site' ? [262_144] : [])
    })
  })

  describe(`a download (${form})`, () => {
    const typed = { 'Content-Type': 'application/octet-stream' }

    it('comes as it is sent: the page has the first bytes before the last are there', async () => {
      const relay = await signedIn(form)
      const file = source()
      relay.api = () => Promise.resolve(new Response(file.stream, { headers: typed }))
      file.push(kilobytes(64))
      const { body } = await relay.send('GET', downloadPath)
      const reader = (body as ReadableStream<Uint8Array>).getReader()
      expect((await reader.read()).value).to.have.length(65_536)
      file.push(kilobytes(1))
      expect((await reader.read()).value).to.have.length(1024)
      file.end()
      expect((await reader.read()).done).to.equal(true)
    })

    it('that nobody reads on is cancelled at the instance', async () => {
      const relay = await signedIn(form)
      const file = source()
      relay.api = () => Promise.resolve(new Response(file.stream, { headers: typed }))
      file.push(kilobytes(64))
      const { body } = await relay.send('GET', downloadPath)
      const reader = (body as ReadableStream<Uint8Array>).getReader()
      await reader.read()
      await reader.cancel('the page left')
      expect(await file.cancelled).to.equal('the page left')
    })

    it('breaks off over the limit, or when it takes too long, or with the instance', async () => {
      const ways: readonly (readonly [string, (relay: Relay, file: ReturnType<typeof source>) => void])[] = [
        ['SNOW_FILE_TOO_LARGE', (_, file) => file.push(kilobytes(64))],
        ['SNOW_TIMEOUT', (relay) => relay.advance(300_000)],
        ['SNOW_INSTANCE_UNREACHABLE', (_, file) => file.fail(new TypeError('reset'))],
      ]
      for (const [code, act] of ways) {
        const relay = await signedIn(form, { limits: { downloadBytes: 100_000 } })
        const file = source()
        relay.api = () => Promise.resolve(new Response(file.stream, { headers: typed }))
        file.push(kilobytes(64))
        const { body } = await relay.send('GET', downloadPath)
        const reader = (body as ReadableStream<Uint8Array>).getReader()
        await reader.read()
        act(relay, file)
        const error = await reader.read().catch((thrown: unknown) => thrown)
        expect(error).to.have.property('code', code)
      }
    })

    it('that was not begun when the page left is given up at the instance', async () => {
      const relay = await signedIn(form)
      const left = new AbortController()
      let abandoned = false
      let reach: () => void
      const reached = new Promise<void>((resolve) => (reach = resolve))
      relay.api = ({ signal }) => {
        signal?.addEventListener('abort', () => (abandoned = true))
        reach()
        return new Promise(() => undefined)
      }
      const answer = relay.send('GET', downloadPath, { signal: left.signal })
      await reached
      left.abort()
      expect([(await answer).status, await codeOf(await answer)]).to.deep.equal([499, 'SNOW_ABORTED'])
      expect(abandoned).to.equal(true)
    })
  })
}
