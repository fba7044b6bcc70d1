import type { Clock } from '../shared/clock.js'
import { SnowError, type SnowErrorOptions } from '../shared/errors.js'
import type { ProxyAnswer } from './exchange.js'
import { isHibernationPage } from './hibernation-page.js'
import { checkJsonEnding } from './json-ending.js'
import type { AnswerKind } from './relay-routes.js'
import { limitStream } from './limit-stream.js'
import { readBytes } from './upstream.js'

/** What of the instance's headers the page may see. Never `Set-Cookie`, nor anything we have not named. */
export const passedHeaders = [
  'Date',
  'Link',
  'Retry-After',
  'X-Attachment-Metadata',
  'X-RateLimit-Limit',
  'X-RateLimit-Reset',
  'X-RateLimit-Rule',
  'X-Total-Count',
  'X-Transaction-ID',
]

export interface AnswerLimits {
  readonly clock: Clock
  readonly responseBytes: number
  readonly downloadBytes: number
  readonly fileMs: number
}

/**
 * The instance's answer as the page may have it. Errors of the instance that are JSON pass with their
 * status; anything that is neither that nor what was asked for throws.
 */
export async function relayAnswer(
  response: Response,
  kind: AnswerKind,
  limits: AnswerLimits,
  signal: AbortSignal,
): Promise<ProxyAnswer> {
  if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
    discard(response)
    throw badResponse(response, 'The instance redirects instead of answering, as it does to its login page')
  }
  checkStatus(response.status, optionsOf(response))
  if (kind === 'file' && response.ok && isFile(response)) return fileAnswer(response, limits)
  const body = await readBytes(response.body, {
    maxBytes: limits.responseBytes,
    signal,
    tooLarge: () => badResponse(response, `The answer is larger than ${limits.responseBytes} bytes`),
  })
  if (response.status === 204) return { status: 204, headers: passed(response), body: null }
  if (!isJson(response) || (kind === 'file' && response.ok)) throw notWhatWasAsked(response, body)
  if (response.ok) checkJsonEnding(body, optionsOf(response))
  const headers = passed(response)
  headers.set('Content-Type', 'application/json')
  return { status: response.status, headers, body }
}

/** Bytes that no browser will show or run, whatever the file claims to be. */
function fileAnswer(response: Response, { clock, downloadBytes, fileMs }: AnswerLimits): ProxyAnswer {
  const headers = passed(response)
  const disposition = response.headers.get('Content-Disposition') ?? ''
  headers.set('Content-Type', 'application/octet-stream')
  headers.set('Content-Disposition', /^attachment\b/i.test(disposition) ? disposition : 'attachment')
  headers.set('Content-Security-Policy', "sandbox; default-src 'none'")
  const limits = {
    maxBytes: downloadBytes,
    deadline: { ms: fileMs, clock },
    tooLarge: () => new SnowError('SNOW_FILE_TOO_LARGE', `The file is larger than ${downloadBytes} bytes`),
    broken: (cause: unknown) => new SnowError('SNOW_INSTANCE_UNREACHABLE', 'The file broke off', { cause }),
  }
  return { status: 200, headers, body: response.body && limitStream(response.body, limits) }
}

/** An HTML file looks like an HTML error page, but only a file says that it is an attachment. */
function isFile(response: Response): boolean {
  const isPage = /^text\/html\b/i.test(response.headers.get('Content-Type') ?? '')
  return (
    !isPage ||
    response.headers.has('X-Attachment-Metadata') ||
    /^attachment\b/i.test(response.headers.get('Content-Disposition') ?? '')
  )
}

function isJson(response: Response): boolean {
  return /^application\/json\b/i.test(response.headers.get('Content-Type') ?? '')
}

function passed(response: Response): Headers {
  const headers = new Headers()
  for (const name of passedHeaders) {
    const value = response.headers.get(name)
    if (value !== null) headers.set(name, value)
  }
  return headers
}

function notWhatWasAsked(response: Response, body: Uint8Array): SnowError {
  const start = new TextDecoder().decode(body.subarray(0, 16_384))
  const { status } = response
  if (isHibernationPage(start)) return coded(response, 'SNOW_INSTANCE_ASLEEP', 'The instance is hibernating')
  if (status === 429) return coded(response, 'SNOW_RATE_LIMITED', 'The instance answered 429')
  if (status >= 500) return coded(response, 'SNOW_INSTANCE_FAILED', `The instance answered ${status}`)
  return badResponse(response, `The instance answered ${status} with something that is not JSON`)
}

/** Throws `SNOW_BAD_RESPONSE` for a status that no answer can have: it could not be passed on. */
export function checkStatus(status: number, options: SnowErrorOptions): void {
  if (status >= 200 && status <= 599) return
  throw new SnowError('SNOW_BAD_RESPONSE', `The instance answered ${status}, which is no status`, options)
}

function badResponse(response: Response, message: string): SnowError {
  return coded(response, 'SNOW_BAD_RESPONSE', message)
}

function coded(
  response: Response,
  code: 'SNOW_BAD_RESPONSE' | 'SNOW_INSTANCE_ASLEEP' | 'SNOW_INSTANCE_FAILED' | 'SNOW_RATE_LIMITED',
  message: string,
): SnowError {
  return new SnowError(code, message, optionsOf(response))
}

function optionsOf({ headers }: Response): SnowErrorOptions {
  const transactionId = headers.get('X-Transaction-ID')
  const retryAfterS = Number(headers.get('Retry-After') ?? Number.NaN)
  return {
    ...(transactionId === null ? {} : { transactionId }),
    ...(retryAfterS >= 0 ? { retryAfterMs: retryAfterS * 1000 } : {}),
  }
}

function discard(response: Response): void {
  response.body?.cancel().catch(() => undefined)
}
