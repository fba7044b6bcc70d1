import { expect } from 'chai'
import express from 'express'
import { Hono } from 'hono'
import { createAdaptorServer } from '@hono/node-server'
import { once } from 'node:events'
import { createServer, request as httpRequest, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createProxy, type ProxyOptions, type RequestRecord } from '../../src/proxy/create-proxy.js'
import { createExpressProxy } from '../../src/proxy/express.js'
import { withCookies, type TestBrowser } from '../support/cookie-jar.js'
import { serverAt } from '../support/http-client.js'
import { createScriptedInstance, json, type ScriptedInstance } from '../support/scripted-instance.js'
import { createTestClock } from '../support/test-clock.js'
import { systemClock } from '../../src/shared/clock.js'
import { host, optionsFor } from '../proxy/deployment.js'

const site = 'https://www.example.com'
const list = '/api/prod/now/table/incident'
const file = `/api/prod/now/attachment/${'0'.repeat(32)}/file`
const upload = `/api/prod/now/attachment/file?table_name=incident&table_sys_id=${'0'.repeat(32)}&file_name=a.bin`

interface Mounted {
  readonly instance: ScriptedInstance
  readonly records: RequestRecord[]
  readonly port: number
  readonly browser: TestBrowser
  /** Signs in at the mount and returns how script of the page calls it. */
  signIn(): Promise<(path: string, init?: RequestInit) => Promise<Response>>
}

const servers: Server[] = []

/** An application with the proxy in it, behind a port of this machine. */
async function mounted(
  path: string,
  application: (options: ProxyOptions) => Parameters<typeof createServer>[1] | Server,
): Promise<Mounted> {
  const instance = createScriptedInstance()
  const records: RequestRecord[] = []
  const options = {
    ...optionsFor(instance, createTestClock()),
    clock: systemClock,
    publicUrl: `${site}${path}`,
    onRequest: (record: RequestRecord) => records.push(record),
  }
  const made = application(options)
  const server = typeof made === 'object' && 'listen' in made ? (made as Server) : createServer(made)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  servers.push(server)
  const { port } = server.address() as AddressInfo
  const browser = withCookies({ [site]: serverAt({ port }) })
  return {
    instance,
    records,
    port,
    browser,
    async signIn() {
      const consent = await browser.navigate(`${site}${path}/login/prod`)
      const page = await browser.navigate(instance.agree(consent.url, 'abel'))
      expect(page.text).to.contain('You are signed in.')
      const call = browser.fetchOf(host)
      return (address, init = {}) =>
        call(`${site}${path}${address}`, {
          ...init,
          headers: { 'X-Snowline': '1', ...(init.headers as Record<string, string>) },
        })
    },
  }
}

async function closeServers(): Promise<void> {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
}

describe('the proxy in Express', () => {
  afterEach(closeServers)

  const mounts: Readonly<Record<string, readonly [string, Parameters<typeof mounted>[1]]>> = {
    'at the root': ['', (options) => express().use(createExpressProxy(options))],
    'at a path': ['/servicenow', (options) => express().use('/servicenow', createExpressProxy(options))],
    'at no path, with one in publicUrl': [
      '/servicenow',
      (options) => express().use(createExpressProxy(options)),
    ],
    'in a router': [
      '/apps/servicenow',
      (options) => express().use('/apps', express.Router().use('/servicenow', createExpressProxy(options))),
    ],
  }
  for (const [name, [path, application]] of Object.entries(mounts)) {
    it(`signs in, reads and writes when mounted ${name}`, async () => {
      const { signIn, instance, records } = await mounted(path, application)
      const call = await signIn()
      expect(await (await call('/session/prod')).json()).to.include({ connected: true })
      expect(await (await call(`${list}?sysparm_limit=1`)).json()).to.deep.equal({ result: [{ of: 'abel' }] })
      instance.api = async (request) => json({ result: await request.json() }, 201)
      const created = await call(list, {
        method: 'POST',
        body: '{"short_description":"ä"}',
        headers: { 'Content-Type': 'application/json' },
      })
      expect(created.status).to.equal(201)
      expect(await created.json()).to.deep.equal({ result: { short_description: 'ä' } })
      expect((await call('/logout/prod', { method: 'POST' })).status).to.equal(204)
      expect(await (await call('/session/prod')).json()).to.include({ connected: false })
      expect(records.map(({ route }) => route)).to.include('/api/:instance/now/table/:table')
    })
  }

  it('is reached when a server before it has taken the path off', async () => {
    const instance = createScriptedInstance()
    const options = { ...optionsFor(instance, createTestClock()), publicUrl: `${site}/servicenow` }
    const app = express().use('/inner', createExpressProxy(options))
    const server = createServer(app)
    servers.push(server)
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const answer = await serverAt(server.address() as AddressInfo)({
      ...readRequest(`${site}/inner/session/prod`),
      headers: new Headers({ Origin: host, 'X-Snowline': '1' }),
    })
    expect(answer.status).to.equal(200)
  })

  it('leaves what is not its own to the application', async () => {
    const { port } = await mounted('/servicenow', (options) =>
      express()
        .use(createExpressProxy(options))
        .use((_request, response) => void response.status(299).send('the application')),
    )
    const statusOf = async (path: string): Promise<number> =>
      (await serverAt({ port })(readRequest(`${site}${path}`))).status
    expect(await statusOf('/')).to.equal(299)
    expect(await statusOf('/servicenowhere')).to.equal(299)
    expect(await statusOf('/servicenow/nowhere')).to.equal(403)
  })

  it('refuses what is not configured when it is made', () => {
    expect(() => createExpressProxy({ publicUrl: site } as ProxyOptions))
      .to.throw()
      .with.property('code', 'SNOW_CONFIG_INVALID')
  })

  it('passes a file on as it comes, and its bytes are those of the instance', async () => {
    const { signIn, instance } = await mounted('', (options) => express().use(createExpressProxy(options)))
    const call = await signIn()
    const rest = deferred<void>()
    const bytes = pattern(5_000_000)
    instance.api = () =>
      attachment(async (write) => {
        write(bytes.subarray(0, 1_000))
        await rest.promise
        write(bytes.subarray(1_000))
      })
    const answer = await call(file)
    const reader = answer.body!.getReader()
    const first = await reader.read()
    // The end of the file is only made now that its beginning is here: nothing waited for the whole.
    rest.resolve()
    const pieces = [first.value ?? new Uint8Array()]
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) pieces.push(piece.value)
    expect(Buffer.compare(Buffer.concat(pieces), bytes)).to.equal(0)
  })

  it('takes an upload without a parser, and breaks an answer off when the instance does', async () => {
    const { signIn, instance } = await mounted('', (options) => express().use(createExpressProxy(options)))
    const call = await signIn()
    const bytes = pattern(5_000_000)
    let received: Uint8Array = new Uint8Array()
    instance.api = async (request) => {
      received = new Uint8Array(await request.arrayBuffer())
      return json({ result: {} }, 201)
    }
    const sent = await call(upload, {
      method: 'POST',
      body: bytes,
      headers: { 'Content-Type': 'application/octet-stream' },
    })
    expect(sent.status).to.equal(201)
    expect(Buffer.compare(received, bytes)).to.equal(0)
    instance.api = () =>
      attachment((write) => {
        write(bytes.subarray(0, 1_000))
        return Promise.reject(new Error('reset'))
      })
    const broken = await call(file)
      .then((answer) => answer.arrayBuffer())
      .catch((error: unknown) => error)
    expect(broken).to.be.an('error')
  })

  it('lets the instance know that the browser has left', async () => {
    const { signIn, instance, port, browser, records } = await mounted('', (options) =>
      express().use(createExpressProxy(options)),
    )
    await signIn()
    const arrived = deferred<AbortSignal>()
    instance.intercept = (request) => {
      arrived.resolve(request.signal)
      return new Promise(() => undefined)
    }
    const Cookie = [...browser.cookies].map(([key, value]) => `${key.split(' ')[1]}=${value}`).join('; ')
    const request = httpRequest({
      port,
      path: list,
      headers: { Origin: host, 'X-Snowline': '1', Cookie },
    })
    request.on('error', () => undefined)
    request.end()
    const signal = await arrived.promise
    const aborted = once(signal, 'abort')
    request.destroy()
    await aborted
    while (records.at(-1)?.code !== 'SNOW_ABORTED') await new Promise(setImmediate)
  })

  it('takes a file that breaks off for what it is: the browser has left', async () => {
    const { signIn, port, browser, records } = await mounted('', (options) =>
      express().use(createExpressProxy(options)),
    )
    await signIn()
    const Cookie = [...browser.cookies].map(([key, value]) => `${key.split(' ')[1]}=${value}`).join('; ')
    const request = httpRequest({
      port,
      path: upload,
      method: 'POST',
      headers: {
        Origin: host,
        'X-Snowline': '1',
        Cookie,
        'Content-Type': 'image/png',
        'Content-Length': '1000',
      },
    })
    request.on('error', () => undefined)
    await new Promise<void>((written) => request.write('x', () => written()))
    request.destroy()
    while (records.length < 3) await new Promise(setImmediate)
    expect(records.at(-1)).to.include({ status: 499, code: 'SNOW_ABORTED' })
  })

  it('warns of a mount that is not where sign-ins come back to', async () => {
    const warned: string[] = []
    const warn = console.warn
    console.warn = (text: string) => warned.push(text)
    try {
      for (const [path, mount, warnings] of [
        ['/servicenow', '/servicenow', 0],
        ['', '/servicenow', 1],
      ] as const) {
        const { port } = await mounted(path, (options) => express().use(mount, createExpressProxy(options)))
        warned.length = 0
        for (let asked = 0; asked < 2; asked += 1) {
          await serverAt({ port })(readRequest(`${site}${mount}/health`))
        }
        expect(warned).to.have.length(warnings)
      }
    } finally {
      console.warn = warn
    }
  })

  it('says what to do when a body parser was there first', async () => {
    const { signIn, records, instance } = await mounted('', (options) =>
      express().use(express.json()).use(createExpressProxy(options)),
    )
    const call = await signIn()
    const before = instance.requests.length
    const answer = await call(list, {
      method: 'POST',
      body: '{"short_description":"eaten"}',
      headers: { 'Content-Type': 'application/json' },
    })
    expect(answer.status).to.equal(500)
    const { error } = (await answer.json()) as { error: { code: string; message: string } }
    expect(error.code).to.equal('SNOW_CONFIG_INVALID')
    expect(error.message).to.contain('express.json()')
    expect(records.at(-1)).to.include({ code: 'SNOW_CONFIG_INVALID', status: 500 })
    expect(instance.requests).to.have.length(before)
    // What has no body was not eaten.
    expect((await call(list)).status).to.equal(200)
  })
})

describe('the proxy in Hono', () => {
  afterEach(closeServers)

  it('is a line: its routes take the Request as it is', async () => {
    const { signIn } = await mounted('/servicenow', (options) => {
      const proxy = createProxy(options)
      const app = new Hono().all('/servicenow/*', (c) => proxy(c.req.raw))
      return createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
    })
    const call = await signIn()
    expect(await (await call(list)).json()).to.deep.equal({ result: [{ of: 'abel' }] })
  })
})

function pattern(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at += 1) bytes[at] = (at * 31 + (at >> 8)) & 0xff
  return bytes
}

/** A file of the instance, written while it is read. */
function attachment(write: (push: (bytes: Uint8Array) => void) => Promise<void>): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      write((bytes) => controller.enqueue(bytes)).then(
        () => controller.close(),
        (error: unknown) => controller.error(error),
      )
    },
  })
  return new Response(body, { headers: { 'Content-Type': 'application/octet-stream' } })
}

function readRequest(url: string) {
  return {
    method: 'GET',
    url,
    headers: new Headers(),
    signal: new AbortController().signal,
    body: null,
    arrayBuffer: () => Promise.resolve(new ArrayBuffer(0)),
  }
}

function deferred<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve!: (value: T) => void
  const promise = new Promise<T>((settle) => (resolve = settle))
  return { promise, resolve }
}
