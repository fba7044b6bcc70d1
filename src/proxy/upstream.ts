import { untilAborted, withDeadline } from '../shared/abort.js'
import type { Clock } from '../shared/clock.js'
import { isSnowError, SnowError } from '../shared/errors.js'

export interface UpstreamOptions {
  readonly fetch: typeof fetch
  readonly clock: Clock
  /** Time until the headers of an answer. */
  readonly headersMs: number
  /** Time until the end of an answer. */
  readonly totalMs: number
}

/** The way to the instances: every request leaves here, bounded in time, with failures that have a code. */
export interface Upstream {
  /** One request until its headers: no redirect followed, no cookie sent or kept. */
  fetch(url: string, init: RequestInit): Promise<Response>
  /** Runs `work`, which fetches and reads, within the total time and until `signal` aborts. */
  within<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>
}

export function createUpstream(options: UpstreamOptions): Upstream {
  const { clock, headersMs, totalMs } = options
  return {
    async fetch(url, init) {
      return coded(() =>
        bounded(headersMs, init.signal ?? undefined, clock, (signal) =>
          options.fetch(url, {
            ...init,
            signal,
            redirect: 'manual',
            credentials: 'omit',
            cache: 'no-store',
          }),
        ),
      )
    },
    within: (signal, work) => coded(() => bounded(totalMs, signal, clock, work)),
  }
}

/** A deadline that also holds when `work` ignores its signal. */
function bounded<T>(
  ms: number,
  signal: AbortSignal | undefined,
  clock: Clock,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  return withDeadline(ms, signal, (inner) => untilAborted(work(inner), inner), clock)
}

async function coded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isSnowError(error)) throw error
    if (error instanceof DOMException && error.name === 'AbortError') {
      throw new SnowError('SNOW_ABORTED', 'The request was abandoned', { cause: error })
    }
    // fetch says no more than "failed": refused, reset, unresolved and broken TLS look alike.
    throw new SnowError('SNOW_INSTANCE_UNREACHABLE', 'The instance cannot be reached', { cause: error })
  }
}

export interface ReadOptions {
  readonly maxBytes: number
  readonly signal?: AbortSignal
  /** What is thrown when there is more. */
  readonly tooLarge: () => SnowError
}

/** All bytes of a stream, counted as they come (after decompression); stops reading at the limit. */
export async function readBytes(
  body: ReadableStream<Uint8Array> | null | undefined,
  { maxBytes, signal, tooLarge }: ReadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  if (body === null || body === undefined) return new Uint8Array()
  const reader = body.getReader()
  const chunks: Uint8Array[] = []
  let length = 0
  try {
    for (;;) {
      const next = reader.read()
      const { done, value } = await untilAborted(next, signal)
      if (done) break
      length += value.byteLength
      if (length > maxBytes) throw tooLarge()
      chunks.push(value)
    }
  } catch (error) {
    reader.cancel(error).catch(() => undefined)
    throw error
  }
  return joined(chunks, length)
}

/** The text of an answer of the instance. */
export async function readText(response: Response, maxBytes: number, signal?: AbortSignal): Promise<string> {
  const bytes = await readBytes(response.body, {
    maxBytes,
    ...(signal === undefined ? {} : { signal }),
    tooLarge: () => new SnowError('SNOW_BAD_RESPONSE', `The instance answered more than ${maxBytes} bytes`),
  })
  return new TextDecoder().decode(bytes)
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.byteLength
  }
  return all
}
