import { createEmulator } from '../../src/emulator/create-emulator.js'
import type { Emulator, EmulatorOptions } from '../../src/emulator/emulator-options.js'
import type { Clock } from '../../src/shared/clock.js'

export const origin = 'https://dev.example'
export const redirectUri = 'https://host.example/callback/dev'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The parsed body; `undefined` when it is no JSON. */
  readonly body: unknown
}

export interface CallOptions {
  readonly method?: string
  /** `''`: no authentication. */
  readonly as?: string
  readonly json?: unknown
  readonly body?: BodyInit
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
}

/** One request to the emulator, by default as the agent Beth Anglin. */
export async function call(emulator: Emulator, path: string, options: CallOptions = {}): Promise<Answer> {
  const { as = 'beth.anglin', json, body, method, signal } = options
  const request = new Request(`${origin}${path}`, {
    method: method ?? (json === undefined && body === undefined ? 'GET' : 'POST'),
    headers: {
      ...(as === '' ? {} : { Authorization: `Basic ${btoa(`${as}:snowline`)}` }),
      ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...options.headers,
    },
    ...(json === undefined ? (body === undefined ? {} : { body }) : { body: JSON.stringify(json) }),
    ...(signal === undefined ? {} : { signal }),
  })
  const response = await emulator.fetch(request)
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, body: parse(text) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

type WireRow = Record<string, string> & { [reference: string]: unknown }

/** The rows of a list; fails when the answer is none. */
export async function list(
  emulator: Emulator,
  table: string,
  parameters: Readonly<Record<string, string>>,
  options: CallOptions = {},
): Promise<WireRow[]> {
  const answer = await call(emulator, `/api/now/table/${table}?${new URLSearchParams(parameters)}`, options)
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text}`)
  return (answer.body as { result: WireRow[] }).result
}

/** The `result` of an answer. */
export function resultOf(answer: Answer): WireRow {
  return (answer.body as { result: WireRow }).result
}

export interface TestClock extends Clock {
  advance(ms: number): void
}

/** A clock that stands still until it is moved. */
export function createTestClock(start = Date.UTC(2026, 10, 20, 12)): TestClock {
  let now = start
  let waiting: { at: number; callback: () => void }[] = []
  return {
    now: () => now,
    after(ms, callback) {
      const entry = { at: now + ms, callback }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter((each) => each !== entry)
      }
    },
    advance(ms) {
      now += ms
      const due = waiting.filter(({ at }) => at <= now)
      waiting = waiting.filter(({ at }) => at > now)
      for (const { callback } of due) callback()
    },
  }
}

export function emulatorAt(clock: Clock, options: EmulatorOptions = {}): Emulator {
  return createEmulator({ clock, ...options })
}

/** Signs in through OAuth and returns the token answer. */
export async function tokensFor(
  emulator: Emulator,
  userName: string,
): Promise<{ access_token: string; refresh_token: string }> {
  const landed = await emulator.authorize(authorizeUrl(), userName)
  const code = new URL(landed).searchParams.get('code') ?? ''
  const answer = await tokenRequest(emulator, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
  })
  return answer.body as { access_token: string; refresh_token: string }
}

export function authorizeUrl(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const url = new URL(`${origin}/oauth_auth.do`)
  const parameters = {
    response_type: 'code',
    client_id: 'snowline-demo',
    redirect_uri: redirectUri,
    state: 'b3BhcXVl',
    ...changes,
  }
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}

export function tokenRequest(emulator: Emulator, fields: Readonly<Record<string, string>>): Promise<Answer> {
  return call(emulator, '/oauth_token.do', {
    as: '',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      client_id: 'snowline-demo',
      client_secret: 'snowline-demo-secret',
      ...fields,
    }).toString(),
  })
}
