import { ApiError } from '../api-error.js'
import { type ApiContext } from './api-env.js'
import { bodyBytes } from './request-body.js'

const largest = 10 * 1024 * 1024

/** The object that a write carries; of an array the first, as on an instance. */
export async function jsonBody(c: ApiContext, most = largest): Promise<Record<string, unknown>> {
  const type = c.req.header('Content-Type') ?? ''
  if (type !== '' && !/^(application|text)\/([\w.-]+\+)?json\b/i.test(type)) {
    throw new ApiError(415, 'Unsupported Media Type', `Media type not supported: ${type.slice(0, 100)}`)
  }
  const text = new TextDecoder().decode(
    await bodyBytes(c, { most, tooLarge: (bytes) => tooLarge(bytes, most) }),
  )
  if (text.trim() === '') return {}
  const value = parse(text)
  const body: unknown = Array.isArray(value) ? value[0] : value
  if (typeof body === 'object' && body !== null && !Array.isArray(body))
    return body as Record<string, unknown>
  throw unreadable('The payload is not a JSON object')
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreadable('The payload is not valid JSON')
  }
}

function unreadable(detail: string): ApiError {
  return new ApiError(400, 'Exception while reading request', detail)
}

/** The status of this answer is not confirmed by a capture. */
function tooLarge(bytes: number, most: number): ApiError {
  return new ApiError(
    413,
    'Exception while reading request',
    `Rejected large REST payload with content-length = ${bytes} bytes. Max allowed: ${most} bytes.`,
  )
}
