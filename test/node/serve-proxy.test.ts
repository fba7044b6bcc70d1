import { expect } from 'chai'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { Agent, request, type IncomingMessage, type Server } from 'node:http'
import { serveProxy, type ServedProxy } from '../../src/proxy/node.js'
import { host, optionsFor, proxyOrigin } from '../proxy/deployment.js'
import { withCookies } from '../support/cookie-jar.js'
import { serverAt } from '../support/http-client.js'
import { createScriptedInstance, type ScriptedInstance } from '../support/scripted-instance.js'
import { createTestClock, type TestClock } from '../support/test-clock.js'

interface Served extends ServedProxy {
  readonly instance: ScriptedInstance
  /** Asks over a connection that is kept, and reads the answer to its end. */
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  /** Resolves when `/ready` waits for its check. */
  readonly waiting: Promise<void>
  readonly clock: TestClock
  /** Ends the check that `/ready` waits for. */
  release(): void
}

interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: string
}

/** A served proxy whose `/ready` takes until it is released. */
async function served(): Promise<Served> {
  let began = (): void => undefined
  const waiting = new Promise<void>((resolve) => (began = resolve))
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => (release = resolve))
  const clock = createTestClock()
  const instance = createScriptedInstance()
  const options = {
    ...optionsFor(instance, clock),
    readiness: () => {
      began()
      return released
    },
  }
  const proxy = await serveProxy(options, { port: 0 })
  const agent = new Agent({ keepAlive: true })
  return {
    ...proxy,
    instance,
    waiting,
    clock,
    release,
    get: (path, headers = {}) =>
      new Promise((resolve, reject) => {
        const sent = request(`${proxy.url}${path}`, { agent, headers }, (answer) => {
          let text = ''
          answer.setEncoding('utf8').on('data', (part: string) => (text += part))
          answer.once('error', reject)
          answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text }))
        })
        sent.once('error', reject)
        sent.end()
      }),
  }
}

describe('serveProxy', () => {
  it('answers what is under way before it ends, and takes nothing new', async () => {
    const proxy = await served()
    expect((await proxy.get('/health')).headers.connection).to.equal('keep-alive')
    const underWay = proxy.get('/ready')
    await proxy.waiting
    const closed = proxy.close({ graceMs: 60_000 })
    const refused = await proxy.get('/health').catch((error: NodeJS.ErrnoException) => error.code)
    expect(refused).to.equal('ECONNREFUSED')
    proxy.release()
    const answer = await underWay
    expect(answer.status).to.equal(200)
    expect(answer.headers.connection).to.equal('close')
    expect(await closed).to.equal(0)
  })

  it('cuts off what takes longer than the grace, and says how many', async () => {
    const proxy = await served()
    const underWay = proxy.get('/ready').catch((error: NodeJS.ErrnoException) => error.code)
    await proxy.waiting
    const closed = proxy.close({ graceMs: 25_000 })
    proxy.clock.advance(25_000)
    expect(await closed).to.equal(1)
    expect(await underWay).to.equal('ECONNRESET')
    proxy.release()
  })

  it('says that it is not ready while it lingers, and answers all the same', async () => {
    const proxy = await served()
    proxy.release()
    expect((await proxy.get('/ready')).status).to.equal(200)
    const closed = proxy.close({ lingerMs: 5_000 })
    expect(await proxy.get('/ready')).to.include({ status: 503, text: '{"status":"not ready"}' })
    expect((await proxy.get('/health')).status).to.equal(200)
    const session = await proxy.get('/session/prod', { Origin: host, 'X-Snowline': '1' })
    expect(session.status).to.equal(200)
    proxy.clock.advance(5_000)
    expect(await closed).to.equal(0)
  })

  it('lets a file end whose beginning was sent, and keeps no connection after it', async () => {
    const proxy = await served()
    const { instance } = proxy
    const port = Number(new URL(proxy.url).port)
    const browser = withCookies({ [proxyOrigin]: serverAt({ port, agent: new Agent({ keepAlive: true }) }) })
    const consent = await browser.navigate(`${proxyOrigin}/login/prod`)
    await browser.navigate(instance.agree(consent.url, 'abel'))
    let end = (): void => undefined
    instance.api = () => {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(new Uint8Array(1_000))
          end = () => {
            controller.enqueue(new Uint8Array(1_000))
            controller.close()
          }
        },
      })
      return new Response(body, { headers: { 'Content-Type': 'image/png' } })
    }
    const answer = await browser.fetchOf(host)(
      `${proxyOrigin}/api/prod/now/attachment/${'0'.repeat(32)}/file`,
      { headers: { 'X-Snowline': '1' } },
    )
    const closed = proxy.close({ graceMs: 60_000 })
    end()
    expect((await answer.arrayBuffer()).byteLength).to.equal(2_000)
    expect(await closed).to.equal(0)
  })

  it('is not held up by a connection that nobody uses', async () => {
    const proxy = await served()
    await proxy.get('/health')
    expect(await proxy.close()).to.equal(0)
  })

  it('leaves uploads the time that its limits give them', async () => {
    const seen: number[] = []
    const note = (message: unknown): void =>
      void seen.push((message as { readonly server: Server }).server.requestTimeout)
    subscribe('http.server.request.start', note)
    for (const fileMs of [1_000, 300_000, 1_200_000]) {
      const options = { ...optionsFor(createScriptedInstance(), createTestClock()), limits: { fileMs } }
      const proxy = await serveProxy(options, { port: 0 })
      await fetch(`${proxy.url}/health`).then((answer) => answer.text())
      await proxy.close()
    }
    unsubscribe('http.server.request.start', note)
    // Node's own limit ends a body that nobody waits for; ours comes first, and has a code.
    expect(seen).to.deep.equal([300_000, 330_000, 1_230_000])
  })

  it('takes the cookies of many instances', async () => {
    const proxy = await served()
    const cookies = Array.from({ length: 12 }, (_, at) => `snowline-session-${at}=${'x'.repeat(3_000)}`)
    const answer = await proxy.get('/session/prod', {
      Origin: host,
      'X-Snowline': '1',
      Cookie: cookies.join('; '),
    })
    expect(answer.status).to.equal(200)
    await proxy.close()
  })

  it('rejects when its port is taken', async () => {
    const proxy = await served()
    const port = Number(new URL(proxy.url).port)
    const second = await serveProxy(optionsFor(createScriptedInstance(), createTestClock()), { port }).catch(
      (error: NodeJS.ErrnoException) => error.code,
    )
    expect(second).to.equal('EADDRINUSE')
    await proxy.close()
  })
})
