import type { IncomingHttpHeaders } from 'node:http'
import type { ReadableHeaders } from '../gate.js'

/** The headers of Node's server, read as a `Headers` is, without making one. */
export function headerView(headers: IncomingHttpHeaders): ReadableHeaders {
  const read = (name: string): string | undefined => {
    const value = headers[name.toLowerCase()]
    return typeof value === 'object' ? value.join(', ') : value
  }
  return { get: (name) => read(name) ?? null, has: (name) => read(name) !== undefined }
}
