import { gunzipSync } from 'node:zlib'
import { Client } from 'undici'

/** One request, ready to be sent again and again. */
export interface Prepared {
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

/** Where requests go, and which: one after the other, from the first again after the last. */
export interface Target {
  readonly url: string
  readonly requests: readonly Prepared[]
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly text: string
}

export interface Loaded {
  readonly requests: number
  readonly seconds: number
}

/** One request on a connection of its own, with its answer, decompressed. */
export async function ask({ url, requests }: Target): Promise<Answer> {
  const client = new Client(url)
  const { path, headers } = requests[0]!
  const response = await client.request({ method: 'GET', path, headers })
  const bytes = Buffer.from(await response.body.arrayBuffer())
  const isPacked = response.headers['content-encoding'] === 'gzip'
  const text = (isPacked ? gunzipSync(bytes) : bytes).toString()
  await client.close()
  return { status: response.statusCode, headers: response.headers, text }
}

export interface Load {
  /** How long, or how many requests, whichever is over first. */
  readonly ms?: number
  readonly requests?: number
}

/** Keep-alive connections to one server, each with one request at a time. */
export interface Connections {
  /** Keeps all of them busy. Rejects when an answer is not 200. */
  drive(load: Load): Promise<Loaded>
  /** The microseconds of each request on the first of them, one after the other. */
  latencies(ms: number): Promise<readonly number[]>
  close(): Promise<void>
}

/** Opens so many connections and sends a first request on each, so that nobody measures how they open. */
export async function connect({ url, requests }: Target, count: number): Promise<Connections> {
  const clients = Array.from({ length: count }, () => new Client(url))
  const [first] = clients
  if (first === undefined) throw new RangeError('No connections')
  let turn = 0
  const next = (): Prepared => requests[turn++ % requests.length]!
  await Promise.all(clients.map((client) => exchange(client, next())))
  return {
    async drive({ ms = Infinity, requests: most = Infinity }) {
      const started = performance.now()
      let sent = 0
      const work = clients.map(async (client) => {
        while (sent < most && performance.now() - started < ms) {
          sent += 1
          await exchange(client, next())
        }
      })
      await Promise.all(work)
      return { requests: sent, seconds: (performance.now() - started) / 1000 }
    },
    async latencies(ms) {
      const times: number[] = []
      const end = performance.now() + ms
      for (let started = performance.now(); started < end; started = performance.now()) {
        await exchange(first, next())
        times.push((performance.now() - started) * 1000)
      }
      return times
    },
    async close() {
      await Promise.all(clients.map((client) => client.close()))
    },
  }
}

/** Resolves at the end of the answer. `dispatch`, because what asks shares the machine with what answers. */
function exchange(client: Client, { path, headers }: Prepared): Promise<void> {
  return new Promise((resolve, reject) => {
    let status = 0
    client.dispatch(
      { method: 'GET', path, headers },
      {
        onRequestStart: () => undefined,
        onResponseStart: (_, code) => {
          status = code
        },
        onResponseData: () => undefined,
        onResponseEnd: () => {
          if (status === 200) resolve()
          else reject(new Error(`${path.split('?')[0]} was answered ${status}`))
        },
        onResponseError: (_, error) => reject(error),
      },
    )
  })
}
