import { delay, untilAborted, withDeadline } from '../shared/abort.js'
import { isSnowError, SnowError, toSnowError } from '../shared/errors.js'
import { toAnswerError } from '../protocol/error-body.js'
import { parseJson } from '../protocol/json-body.js'
import { guardHeader, guardValue, hostTokenHeader, userHeader } from '../protocol/proxy-contract.js'
import { createRateBudget } from './rate-budget.js'
import { readText } from './read-text.js'
import { retryDelay } from './retry.js'
import type { ClientSettings } from './settings.js'
import type { CallOptions, HostToken } from './types.js'

export interface WireRequest extends CallOptions {
  readonly method?: 'GET' | 'POST' | 'PATCH'
  /** Below the proxy's mount, as `proxyPath` gives it. */
  readonly path: string
  readonly parameters?: URLSearchParams
  readonly body?: string | Blob
  readonly contentType?: string
  /** sys_id of the user that it is meant to run as; the proxy refuses it for anybody else. */
  readonly user?: string | undefined
  /** Milliseconds for one try, its body included. */
  readonly deadlineMs?: number
  /** A reading request that whoever asks repeats anyway. */
  readonly once?: boolean
  /** Changes something on the instance: when the answer is lost, nobody knows whether it did. */
  readonly changes?: boolean
}

/** The one place of the SDK that calls `fetch`. Every failure is a `SnowError`. */
export interface Transport {
  /** Sends, and reads the JSON of the answer. What `read` throws counts as the answer's failure. */
  json<T>(request: WireRequest, read: (body: unknown, headers: Headers) => T): Promise<T>
  /** Sends; the answer's status is all that counts. */
  send(request: WireRequest): Promise<void>
  /** Sends, and gives the answer's bytes without a type that a browser would run. */
  bytes(request: WireRequest): Promise<Blob>
}

const defaultDeadlineMs = 35_000

type Reader<T> = (response: Response) => Promise<T>

/** `send` is `fetch` with what proves the session. */
export function createTransport(
  settings: ClientSettings,
  send: (url: string, init: RequestInit) => Promise<Response>,
): Transport {
  const { clock, random } = settings
  const budget = createRateBudget(clock)

  async function attempt<T>(request: WireRequest, read: Reader<T>, onSent: () => void): Promise<T> {
    const { signal, deadlineMs = defaultDeadlineMs } = request
    const work = async (ended: AbortSignal): Promise<T> => {
      if (ended.aborted) throw ended.reason
      const { hostToken } = settings
      const host = hostToken && (await untilAborted(hostHeaders(hostToken), ended))
      onSent()
      // A `fetch` that is a function in the page may not listen to its signal.
      return untilAborted(exchange(request, read, { signal: ended, host }), ended)
    }
    return withDeadline(deadlineMs, signal, work, clock)
  }

  async function exchange<T>(request: WireRequest, read: Reader<T>, sending: Sending): Promise<T> {
    const response = await send(urlOf(settings, request), initOf(request, sending)).catch((cause) => {
      throw isSnowError(cause) ? cause : unreachable(cause)
    })
    if (!response.ok) {
      const { status, headers } = response
      throw toAnswerError({ status, headers, text: await readText(response) }, clock.now())
    }
    return read(response)
  }

  async function run<T>(request: WireRequest, read: Reader<T>): Promise<T> {
    const { method = 'GET', signal, priority } = request
    const startedAt = clock.now()
    for (let number = 1; ; number += 1) {
      await budget.admit(priority === 'background', signal).catch((thrown) => {
        throw failureOf(thrown, signal)
      })
      let sent = false
      try {
        return await attempt(request, read, () => (sent = true))
      } catch (thrown) {
        const error = failureOf(thrown, signal)
        // Nothing was sent on: the proxy has renewed the token, or the form has.
        if (error.code === 'SNOW_TOKEN_EXPIRED' && number === 1) continue
        if (error.code === 'SNOW_RATE_LIMITED') budget.block(error.retryAfterMs ?? 0)
        if (request.changes && sent && !provesNothingChanged(error)) throw outcomeUnknown(error)
        const wait =
          method === 'GET' &&
          !request.once &&
          retryDelay(error, { number, elapsedMs: clock.now() - startedAt }, random)
        if (typeof wait !== 'number') throw error
        await delay(wait, signal, clock).catch((reason) => {
          throw failureOf(reason, signal)
        })
      }
    }
  }

  const start = <T>(request: WireRequest, read: Reader<T>): Promise<T> => {
    const call = run(request, read)
    return request.priority === 'background' ? call : budget.track(call)
  }

  return {
    json: (request, read) =>
      start(request, async (response) => {
        const { status, headers } = response
        return read(parseJson({ status, headers, text: await readText(response) }), headers)
      }),
    send: (request) => start(request, async (response) => void (await response.body?.cancel())),
    bytes: (request) =>
      start(request, async (response) => {
        const blob = await response.blob().catch((cause) => {
          throw unreachable(cause)
        })
        return blob.slice(0, blob.size, 'application/octet-stream')
      }),
  }
}

function urlOf({ proxy }: ClientSettings, { path, parameters }: WireRequest): string {
  const search = parameters?.toString()
  return `${proxy}${path}${search ? `?${search}` : ''}`
}

interface Sending {
  readonly signal: AbortSignal
  /** Headers that tell who the host says is there, where it has to. */
  readonly host: Readonly<Record<string, string>> | undefined
}

async function hostHeaders(hostToken: HostToken): Promise<Readonly<Record<string, string>>> {
  try {
    const token = await hostToken()
    return token === '' ? {} : { [hostTokenHeader]: token }
  } catch (cause) {
    throw new SnowError('SNOW_NOT_CONNECTED', 'The host page gave no token', { cause })
  }
}

function initOf(request: WireRequest, { signal, host }: Sending): RequestInit {
  const { method = 'GET', body, contentType, user } = request
  const type = contentType ?? (body === undefined ? undefined : 'application/json')
  return {
    method,
    headers: {
      Accept: 'application/json',
      [guardHeader]: guardValue,
      ...(user !== undefined && { [userHeader]: user }),
      ...host,
      ...(type !== undefined && { 'Content-Type': type }),
    },
    ...(body !== undefined && { body }),
    cache: 'no-store',
    redirect: 'error',
    signal,
  }
}

/** `navigator.onLine` is only a hint, so it is asked after a request failed, never before one. */
function unreachable(cause: unknown): SnowError {
  return globalThis.navigator?.onLine === false
    ? new SnowError('SNOW_OFFLINE', 'The browser is offline', { cause })
    : new SnowError('SNOW_PROXY_UNREACHABLE', 'The Snowline proxy cannot be reached', { cause })
}

function failureOf(thrown: unknown, signal: AbortSignal | undefined): SnowError {
  if (signal?.aborted && !isSnowError(thrown)) {
    return new SnowError('SNOW_ABORTED', 'The call was aborted', { cause: thrown })
  }
  return toSnowError(thrown)
}

/** An answer that refuses came before anything was written; 408 and 5xx may come after. */
function provesNothingChanged({ code, status }: SnowError): boolean {
  return status !== undefined && status >= 400 && status < 500 && code !== 'SNOW_TIMEOUT'
}

function outcomeUnknown(cause: SnowError): SnowError {
  if (cause.code === 'SNOW_OUTCOME_UNKNOWN') return cause
  const { status, transactionId, instanceMessage } = cause
  return new SnowError(
    'SNOW_OUTCOME_UNKNOWN',
    'The answer to a change was lost: it may or may not have happened',
    {
      cause,
      ...(status !== undefined && { status }),
      ...(transactionId !== undefined && { transactionId }),
      ...(instanceMessage !== undefined && { instanceMessage }),
    },
  )
}
