import { once } from 'node:events'
import {
  Agent,
  createServer,
  request,
  type IncomingMessage,
  type RequestListener,
  type RequestOptions,
  type Server,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGzip, gzipSync } from 'node:zlib'
import { expect } from 'chai'
import { serveProxy, type ServedProxy } from '../../src/proxy/node.js'
import { host, optionsFor } from '../proxy/deployment.js'
import { createScriptedInstance } from '../support/scripted-instance.js'
import { createTestClock } from '../support/test-clock.js'

/*
 * The relay between two real servers: what streams, `fetch` and sockets make of each other cannot be seen
 * where functions call functions.
 */

const id = '0'.repeat(32)
const uploadPath = `/api/prod/now/attachment/file?table_name=incident&table_sys_id=${id}&file_name=a.bin`
const downloadPath = `/api/prod/now/attachment/${id}/file`
const listPath = '/api/prod/now/table/incident'
const megabyte = 1024 * 1024

interface Relay {
  readonly port: number
  /** With the session of somebody who is signed in. */
  readonly headers: Readonly<Record<string, string>>
  /** Access tokens that the instance takes. */
  readonly tokens: Map<string, string>
  /** Client secrets that it takes. */
  readonly secrets: Set<string>
}

const upstreams: Server[] = []
const proxies: ServedProxy[] = []

afterEach(async () => {
  for (const upstream of upstreams.splice(0)) {
    upstream.closeAllConnections()
    upstream.close()
  }
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()))
})

/** A proxy on a port, whose instance answers API calls by `api` on another. */
async function serve(api: RequestListener, limits: Readonly<Record<string, number>> = {}): Promise<Relay> {
  const instance = createScriptedInstance()
  const upstream = createServer((incoming, outgoing) => {
    const token = incoming.headers.authorization?.slice('Bearer '.length) ?? ''
    if (instance.tokens.has(token)) return api(incoming, outgoing)
    outgoing.writeHead(401, { 'Content-Type': 'application/json' })
    outgoing.end('{"error":{"message":"User is not authenticated"},"status":"failure"}')
  }).listen(0, '127.0.0.1')
  upstreams.push(upstream)
  await once(upstream, 'listening')
  const at = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`
  const isApi = (url: string): boolean => /\/attachment|\/table\/incident/.test(url)
  const { clock: _, ...options } = optionsFor(instance, createTestClock())
  const served = await serveProxy(
    {
      ...options,
      limits,
      fetch: (input, init) =>
        isApi(String(input))
          ? fetch(String(input).replace(instance.origin, at), init)
          : instance.fetch(input, init),
    },
    { port: 0 },
  )
  proxies.push(served)
  const port = Number(new URL(served.url).port)
  // Not by `fetch`, which says that it is one: the proxy wants a window here.
  const begun = await get({ port, path: '/login/prod' })
  const back = new URL(instance.agree(begun.headers.location ?? '', 'abel'))
  const path = `${back.pathname}${back.search}`
  const ended = await get({ port, path, headers: { Cookie: pairsOf(begun) } })
  await textOf(ended)
  const headers = { Cookie: pairsOf(ended), Origin: host, 'X-Snowline': '1' }
  return { port, headers, tokens: instance.tokens, secrets: instance.secrets }
}

async function get(options: RequestOptions): Promise<IncomingMessage> {
  const [answer] = (await once(request(options).end(), 'response')) as [IncomingMessage]
  return answer
}

const pairsOf = ({ headers }: IncomingMessage): string =>
  (headers['set-cookie'] ?? [])
    .filter((line) => !/max-age=0/i.test(line))
    .map((line) => line.split(';')[0])
    .join('; ')

async function textOf(answer: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of answer.setEncoding('utf8')) text += String(part)
  return text
}

const codeOf = async (answer: IncomingMessage): Promise<string> =>
  (JSON.parse(await textOf(answer)) as { error: { code: string } }).error.code

const binary = { 'Content-Type': 'application/octet-stream' }

describe('a file between two servers', () => {
  it('goes up as it comes: the instance has the first bytes before the last are sent', async () => {
    let first: () => void
    const arrived = new Promise<void>((resolve) => (first = resolve))
    let bytes = 0
    const { port, headers } = await serve((incoming, outgoing) => {
      incoming.on('data', (part: Buffer) => {
        bytes += part.byteLength
        first()
      })
      incoming.on('end', () => {
        outgoing.writeHead(201, { 'Content-Type': 'application/json' })
        outgoing.end('{"result":{}}')
      })
    })
    const upload = request({ port, path: uploadPath, method: 'POST', headers: { ...headers, ...binary } })
    upload.write(Buffer.alloc(megabyte / 4))
    await arrived
    for (let part = 0; part < 15; part += 1) upload.write(Buffer.alloc(megabyte / 4))
    upload.end()
    const [answer] = (await once(upload, 'response')) as [IncomingMessage]
    expect([answer.statusCode, await textOf(answer), bytes]).to.deep.equal([
      201,
      '{"result":{}}',
      4 * megabyte,
    ])
  })

  it('breaks off over the limit, at the instance too', async () => {
    let broken: () => void
    const brokenOff = new Promise<void>((resolve) => (broken = resolve))
    const { port, headers } = await serve(
      (incoming) => {
        incoming.resume()
        incoming.on('close', () => {
          if (!incoming.complete) broken()
        })
      },
      { uploadBytes: megabyte },
    )
    const upload = request({ port, path: uploadPath, method: 'POST', headers: { ...headers, ...binary } })
    upload.on('error', () => undefined)
    const answered = once(upload, 'response') as Promise<[IncomingMessage]>
    for (let part = 0; part < 5; part += 1) upload.write(Buffer.alloc(megabyte / 4))
    const [answer] = await answered
    expect([answer.statusCode, await codeOf(answer)]).to.deep.equal([413, 'SNOW_FILE_TOO_LARGE'])
    await brokenOff
    upload.destroy()
  })

  it('is broken off at the instance when the page leaves on the way', async () => {
    let reach: () => void
    let broken: () => void
    const reached = new Promise<void>((resolve) => (reach = resolve))
    const brokenOff = new Promise<void>((resolve) => (broken = resolve))
    const { port, headers } = await serve((incoming) => {
      incoming.on('data', () => reach())
      incoming.on('error', () => undefined)
      incoming.on('close', () => {
        if (!incoming.complete) broken()
      })
    })
    const upload = request({ port, path: uploadPath, method: 'POST', headers: { ...headers, ...binary } })
    upload.on('error', () => undefined)
    upload.write(Buffer.alloc(megabyte / 2))
    await reached
    upload.destroy()
    await brokenOff
  })

  it('that meets a dead token is answered at once, with renewed cookies', async () => {
    const { port, headers, tokens } = await serve((_, outgoing) => outgoing.end())
    tokens.clear()
    const upload = request({ port, path: uploadPath, method: 'POST', headers: { ...headers, ...binary } })
    upload.on('error', () => undefined)
    upload.write(Buffer.alloc(megabyte / 2))
    const [answer] = (await once(upload, 'response')) as [IncomingMessage]
    expect([answer.statusCode, await codeOf(answer)]).to.deep.equal([401, 'SNOW_TOKEN_EXPIRED'])
    expect(String(answer.headers['set-cookie'])).to.contain('__Host-Http-snowline-access-prod=')
    upload.destroy()
  })

  const refusals: Readonly<Record<string, (relay: Relay) => Readonly<Record<string, string>>>> = {
    'is refused before any of it was sent on': ({ headers, secrets }) => {
      secrets.clear()
      const withoutToken = headers['Cookie']?.replace(/; __Host-Http-snowline-access-prod=[^;]*/, '')
      return { ...headers, Cookie: withoutToken ?? '' }
    },
    'meets a dead token': ({ headers, tokens }) => {
      tokens.clear()
      return headers
    },
  }
  const codes: Readonly<Record<string, string>> = {
    'is refused before any of it was sent on': 'SNOW_RECONNECT_NEEDED',
    'meets a dead token': 'SNOW_TOKEN_EXPIRED',
  }
  for (const [what, refuse] of Object.entries(refusals)) {
    it(`that ${what} is taken in to its end, and its connection serves the next request`, async () => {
      const relay = await serve((_, outgoing) => outgoing.end())
      const { port } = relay
      const headers = refuse(relay)
      const agent = new Agent({ keepAlive: true, maxSockets: 1 })
      const method = 'POST'
      const upload = request({ port, agent, path: uploadPath, method, headers: { ...headers, ...binary } })
      const answered = once(upload, 'response') as Promise<[IncomingMessage]>
      // Browsers read an answer when all has been sent: a server that stops reading keeps them for ever.
      const sent = once(upload, 'finish')
      for (let part = 0; part < 20; part += 1) upload.write(Buffer.alloc(megabyte))
      upload.end()
      const [answer] = await answered
      expect([answer.statusCode, await codeOf(answer)]).to.deep.equal([401, codes[what]])
      await sent
      const next = await get({ port, agent, path: '/health' })
      expect(await textOf(next)).to.equal('{"status":"ok"}')
      agent.destroy()
    })
  }

  it('comes down as it is sent, and is given up at the instance when the page leaves', async () => {
    let left: () => void
    const abandoned = new Promise<void>((resolve) => (left = resolve))
    const { port, headers } = await serve((_, outgoing) => {
      outgoing.writeHead(200, binary)
      outgoing.write(Buffer.alloc(megabyte / 4))
      outgoing.on('close', () => left())
    })
    const download = request({ port, path: downloadPath, headers }).end()
    const [answer] = (await once(download, 'response')) as [IncomingMessage]
    await once(answer, 'readable')
    answer.on('error', () => undefined)
    download.on('error', () => undefined)
    download.destroy()
    await abandoned
  })

  it('is not begun when the page has left before', async () => {
    let reach: () => void
    let left: () => void
    const reached = new Promise<void>((resolve) => (reach = resolve))
    const abandoned = new Promise<void>((resolve) => (left = resolve))
    const { port, headers } = await serve((_, outgoing) => {
      outgoing.on('close', () => left())
      reach()
    })
    const download = request({ port, path: downloadPath, headers }).end()
    download.on('error', () => undefined)
    await reached
    download.destroy()
    await abandoned
  })
})

describe('a compressed answer', () => {
  const gzip = { 'Content-Encoding': 'gzip' }
  const jsonType = { 'Content-Type': 'application/json' }

  it('is counted as what it becomes: a small one that is large inside is no list', async () => {
    const small = gzipSync(`{"result":[],"x":"${'0'.repeat(50 * megabyte)}"}`)
    expect(small.byteLength).to.be.lessThan(100_000)
    const { port, headers } = await serve(
      (_, outgoing) => {
        outgoing.writeHead(200, { ...jsonType, ...gzip })
        outgoing.end(small)
      },
      { responseBytes: megabyte },
    )
    const before = process.memoryUsage().rss
    const answer = await get({ port, path: listPath, headers })
    expect([answer.statusCode, await codeOf(answer)]).to.deep.equal([502, 'SNOW_BAD_RESPONSE'])
    // What comes after the limit is not even inflated.
    expect(process.memoryUsage().rss - before).to.be.lessThan(40 * megabyte)
  })

  it('that never ends is broken off as a download', async () => {
    let left: () => void
    const abandoned = new Promise<void>((resolve) => (left = resolve))
    const { port, headers } = await serve(
      (_, outgoing) => {
        outgoing.writeHead(200, { ...binary, ...gzip })
        const zip = createGzip()
        const zeros = Buffer.alloc(megabyte)
        const more = (): void => {
          while (!outgoing.destroyed && zip.write(zeros));
        }
        zip.on('drain', more)
        zip.pipe(outgoing)
        outgoing.on('close', () => left())
        more()
      },
      { downloadBytes: 20 * megabyte },
    )
    const answer = await get({ port, path: downloadPath, headers })
    let bytes = 0
    const outcome = await (async () => {
      for await (const part of answer) bytes += (part as Buffer).byteLength
      return 'whole'
    })().catch(() => 'broken off')
    expect(outcome).to.equal('broken off')
    expect(bytes).to.be.at.most(20 * megabyte)
    await abandoned
  })

  it('that is broken is no list', async () => {
    const { port, headers } = await serve((_, outgoing) => {
      outgoing.writeHead(200, { ...jsonType, ...gzip })
      outgoing.end(gzipSync('{"result":[]}').subarray(0, 15))
    })
    const answer = await get({ port, path: listPath, headers })
    expect(answer.statusCode).to.equal(502)
    expect(await codeOf(answer)).to.match(/^SNOW_(?:BAD_RESPONSE|INSTANCE_UNREACHABLE)$/)
  })
})
