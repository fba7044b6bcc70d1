import { ApiError } from '../../api-error.js'

/** One of the requests that a batch carries. */
export interface BatchItem {
  readonly id: string
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: Uint8Array<ArrayBuffer> | undefined
  readonly excludeHeaders: boolean
}

export interface BatchRequest {
  readonly id: string
  readonly items: readonly BatchItem[]
}

/** Reads a batch; throws 400 for one that is none at all. */
export function readBatchRequest(body: Readonly<Record<string, unknown>>): BatchRequest {
  const { batch_request_id: id, rest_requests: items } = body
  if (!Array.isArray(items)) {
    throw new ApiError(400, 'Invalid batch request', 'rest_requests must be a list of requests')
  }
  return { id: textOf(id), items: items.map((item: unknown, at) => readItem(item, at)) }
}

function readItem(given: unknown, at: number): BatchItem {
  if (typeof given !== 'object' || given === null) {
    throw new ApiError(400, 'Invalid batch request', `rest_requests[${at}] is not an object`)
  }
  const item = given as Readonly<Record<string, unknown>>
  return {
    id: textOf(item.id),
    method: (textOf(item.method) || 'GET').toUpperCase(),
    url: textOf(item.url),
    headers: Array.isArray(item.headers) ? item.headers.flatMap(readHeader) : [],
    body: decoded(textOf(item.body), at),
    excludeHeaders: item.exclude_response_headers === true || item.exclude_response_headers === 'true',
  }
}

function readHeader(given: unknown): [string, string][] {
  if (typeof given !== 'object' || given === null) return []
  const { name, value } = given as Readonly<Record<string, unknown>>
  return typeof name === 'string' && name !== '' ? [[name, textOf(value)]] : []
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function decoded(text: string, at: number): Uint8Array<ArrayBuffer> | undefined {
  if (text === '') return undefined
  try {
    return Uint8Array.from(atob(text.replace(/\s/g, '')), (letter) => letter.charCodeAt(0))
  } catch {
    throw new ApiError(400, 'Invalid batch request', `The body of rest_requests[${at}] is not base64`)
  }
}

/** Base64 of any bytes, in pieces that a call can take as arguments. */
export function encodeBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  }
  return btoa(text)
}
