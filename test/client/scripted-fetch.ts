import { createClient } from '../../src/client/create-client.js'
import type { Client, ClientOptions } from '../../src/client/types.js'
import { isSnowError, type SnowError } from '../../src/shared/errors.js'
import { createTestClock, type TestClock } from '../support/test-clock.js'
import { expect } from 'chai'

export interface Sent {
  readonly url: URL
  readonly method: string
  readonly headers: Headers
  readonly init: RequestInit
}

/** What a request meets: an answer, or a function that makes one or throws. */
export type Reply = Response | ((sent: Sent) => Response | Promise<Response>)

export interface Script {
  readonly client: Client
  readonly clock: TestClock
  readonly sent: Sent[]
}

// Loaded before the first test, so that the parts that a client loads on first use are there in a microtask.
import '../../src/client/reading.js'
import '../../src/client/knowledge.js'

export const proxy = 'https://sn.example.com/mount'

/** A client whose requests meet the replies in turn; the last one stays. */
export function scripted(replies: readonly Reply[], options: Partial<ClientOptions> = {}): Script {
  const clock = createTestClock()
  const sent: Sent[] = []
  const client = createClient({
    proxy,
    instance: 'prod',
    clock,
    random: () => 0,
    async fetch(input, init = {}) {
      const request = {
        url: new URL(String(input)),
        method: init.method ?? 'GET',
        headers: new Headers(init.headers),
        init,
      }
      sent.push(request)
      const reply = replies[Math.min(sent.length, replies.length) - 1]
      if (reply === undefined) throw new Error('No reply is left')
      return typeof reply === 'function' ? reply(request) : reply.clone()
    },
    ...options,
  })
  return { client, clock, sent }
}

/** An answer whose body is there in a microtask: what browsers stream from a text takes tasks. */
export function answer(text: string, status = 200, headers: Record<string, string> = {}): Response {
  const body = new ReadableStream<Uint8Array>({
    start(stream) {
      if (text !== '') stream.enqueue(new TextEncoder().encode(text))
      stream.close()
    },
  })
  return new Response(body, { status, headers })
}

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return answer(JSON.stringify(body), status, { 'Content-Type': 'application/json', ...headers })
}

export const failure = (status: number, message = 'x', detail: string | null = null): Response =>
  json({ error: { message, detail }, status: 'failure' }, status)

export const lost = (): never => {
  throw new TypeError('Failed to fetch')
}

/** Never answers; rejects as `fetch` does when its signal aborts. */
export const silent = ({ init }: Sent): Promise<Response> =>
  new Promise((_, reject) => {
    init.signal?.addEventListener('abort', () => reject(init.signal?.reason))
  })

/** The `SnowError` that a promise rejects with; fails when it does not. */
export async function rejection(promise: Promise<unknown>): Promise<SnowError> {
  try {
    await promise
  } catch (error) {
    if (isSnowError(error)) return error
    throw error
  }
  return expect.fail('nothing was thrown')
}

/** Moves time step by step until the promise is settled. */
export async function until<T>(promise: Promise<T>, clock: TestClock, stepMs: number): Promise<T> {
  let settled = false
  const mark = (): void => {
    settled = true
  }
  promise.then(mark, mark)
  while (!settled) {
    await settle()
    clock.advance(stepMs)
  }
  return promise
}

/** Resolves when so many requests have left. */
export async function leaves(sent: readonly Sent[], count: number): Promise<void> {
  while (sent.length < count) await settle()
}

/** Lets everything happen that waits for nothing but promises and a few turns of the event loop. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) {
    const { port1, port2 } = new MessageChannel()
    await new Promise<void>((resolve) => {
      port1.onmessage = () => resolve()
      port2.postMessage(undefined)
    })
    port1.close()
  }
}

export const sysId = '9e528db1474321009db4b5b08b9a71a6'
export const otherId = '681ccaf9c0a8016400b98a06818d57c7'

/** A row as the Table API gives it. */
export function row(columns: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries({ sys_id: sysId, ...columns }).map(([name, value]) => [
      name,
      { value, display_value: value },
    ]),
  )
}

export const session = (change: Readonly<Record<string, unknown>> = {}): Record<string, unknown> => ({
  connected: true,
  instance: { id: 'prod', label: 'Acme IT', environment: 'production', url: 'https://acme.example' },
  user: { sysId: otherId, userName: 'abel.tuter', name: 'Abel Tuter', email: '' },
  agent: false,
  connectedAt: '2026-11-20T00:00:00Z',
  expiresAt: '2026-11-27T00:00:00Z',
  ...change,
})

export const signedOut = (): Record<string, unknown> => ({
  connected: false,
  instance: session()['instance'],
})
