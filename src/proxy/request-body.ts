import { withDeadline } from '../shared/abort.js'
import type { Clock } from '../shared/clock.js'
import { isSnowError, SnowError } from '../shared/errors.js'
import type { ProxyRequest } from './exchange.js'
import { readBytes } from './upstream.js'

export interface BodyLimits {
  readonly maxBytes: number
  /** Time until the last byte. */
  readonly ms: number
  readonly clock: Clock
  /** What is thrown when there is more. */
  readonly tooLarge: () => SnowError
}

/**
 * The whole body of a request. Throws what `tooLarge` makes, `SNOW_TIMEOUT` (408) for a body that does not
 * end in time, `SNOW_ABORTED` for one that breaks off.
 */
export async function readBody(
  request: ProxyRequest,
  { maxBytes, ms, clock, tooLarge }: BodyLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('Content-Length') ?? 0) > maxBytes) throw tooLarge()
  try {
    return await withDeadline(ms, request.signal, (signal) => read(request, signal), clock)
  } catch (error) {
    if (!isSnowError(error)) throw new SnowError('SNOW_ABORTED', 'The request broke off', { cause: error })
    if (error.code !== 'SNOW_TIMEOUT') throw error
    throw new SnowError('SNOW_TIMEOUT', `The request took longer than ${ms} ms`, { status: 408 })
  }

  async function read({ body }: ProxyRequest, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    if (body) return readBytes(body, { maxBytes, signal, tooLarge })
    // Some browsers have no `Request.body`: there the proxy runs in a page, and the page is its only client.
    const whole = new Uint8Array(await request.arrayBuffer())
    if (whole.byteLength > maxBytes) throw tooLarge()
    return whole
  }
}
