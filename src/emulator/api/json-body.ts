import { ApiError } from '../api-error.js'
import { type ApiContext } from './api-env.js'

const most = 10 * 1024 * 1024

/** The object that a write carries; of an array the first, as on an instance. */
export async function jsonBody(c: ApiContext): Promise<Record<string, unknown>> {
  const type = c.req.header('Content-Type') ?? ''
  if (type !== '' && !/^(application|text)\/([\w.-]+\+)?json\b/i.test(type)) {
    throw new ApiError(415, 'Unsupported Media Type', `Media type not supported: ${type.slice(0, 100)}`)
  }
  checkSize(Number(c.req.header('Content-Length') ?? '0'))
  const bytes = await c.req.arrayBuffer()
  checkSize(bytes.byteLength)
  const text = new TextDecoder().decode(bytes)
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
function checkSize(bytes: number): void {
  if (!(bytes > most)) return
  throw new ApiError(
    413,
    'Exception while reading request',
    `Rejected large REST payload with content-length = ${bytes} bytes. Max allowed: ${most} bytes.`,
  )
}
