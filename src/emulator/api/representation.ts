import { type MiddlewareHandler } from 'hono'
import { ApiError } from '../api-error.js'
import { type Instance } from '../instance.js'
import { type ApiContext, type ApiEnv } from './api-env.js'
import { xmlDocument } from './xml-document.js'

/** Answers in the representation that `Accept` names: JSON, or XML made of it. */
export function representation({ switches }: Instance): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const wanted = wantedType(c, switches['accept-required'])
    await next()
    if (wanted !== 'xml' || !/^application\/json\b/i.test(c.res.headers.get('Content-Type') ?? '')) return
    const { status, headers } = c.res
    const text = xmlDocument((await c.res.json()) as unknown)
    c.res = undefined
    headers.set('Content-Type', 'application/xml;charset=UTF-8')
    headers.delete('Content-Length')
    c.res = new Response(text, { status, headers })
  }
}

function wantedType(c: ApiContext, isRequired: boolean): 'json' | 'xml' | 'any' {
  // A file comes as what it is.
  if (c.req.path.endsWith('/file') || c.req.method === 'OPTIONS') return 'any'
  const accept = c.req.header('Accept')
  const isWrite = /^(POST|PUT|PATCH)$/.test(c.req.method)
  // Documented, though captures show that neither header is needed.
  if (isRequired && (accept === undefined || (isWrite && c.req.header('Content-Type') === undefined))) {
    throw new ApiError(400, 'Exception while reading request', 'The Accept or Content-Type header is missing')
  }
  if (accept === undefined || /\*\/\*|application\/(\*|json)/i.test(accept)) return 'json'
  if (/(application|text)\/xml/i.test(accept)) return 'xml'
  throw new ApiError(406, 'Not acceptable', 'Supported: application/json, application/xml')
}
