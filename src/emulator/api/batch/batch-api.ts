import { type Hono } from 'hono'
import { type Instance } from '../../instance.js'
import { type ApiContext, type ApiEnv } from '../api-env.js'
import { jsonBody } from '../json-body.js'
import { type BatchItem, encodeBase64, readBatchRequest } from './batch-request.js'
import { reasonPhrase } from './reason-phrase.js'

const megabyte = 1024 * 1024
const mostAnswered = 10 * megabyte
/** The quota rule for batches: what is not begun by then stays unserviced. */
const secondsForAll = 30

/** The Batch API: `/api/now/v1/batch` sends several requests at once, as the person who sent it. */
export function addBatchApi(app: Hono<ApiEnv>, instance: Instance): void {
  app.on('POST', ['/api/now/batch', '/api/now/:version{v1}/batch'], async (c) => {
    const most = Math.min(instance.switches['batch-megabytes'], 10) * megabyte
    const { id, items } = readBatchRequest(await jsonBody(c, most))
    const startedAt = instance.clock.now()
    const serviced: object[] = []
    const unserviced: string[] = []
    for (const item of items) {
      const isLate = instance.clock.now() - startedAt >= secondsForAll * 1000
      const answer = isLate ? undefined : await service(app, instance, c, item)
      if (answer === undefined) unserviced.push(item.id)
      else serviced.push(answer)
    }
    return c.json({ batch_request_id: id, serviced_requests: serviced, unserviced_requests: unserviced })
  })
}

/** The answer to one request; `undefined` when it is larger than an item may be. */
async function service(
  app: Hono<ApiEnv>,
  instance: Instance,
  c: ApiContext,
  item: BatchItem,
): Promise<object | undefined> {
  const startedAt = instance.clock.now()
  const response = await answerTo(app, instance, c, item)
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length > mostAnswered) return undefined
  const headers = [...response.headers].map(([name, value]) => ({ name, value }))
  return {
    id: item.id,
    body: encodeBase64(bytes),
    status_code: response.status,
    status_text: reasonPhrase(response.status),
    headers: item.excludeHeaders ? [] : headers.filter(({ name }) => name !== 'set-cookie'),
    execution_time: instance.clock.now() - startedAt,
  }
}

async function answerTo(
  app: Hono<ApiEnv>,
  instance: Instance,
  c: ApiContext,
  item: BatchItem,
): Promise<Response> {
  const url = ownUrl(c, item.url)
  if (url === undefined || /^\/api\/now\/(v1\/)?batch\/?$/.test(url.pathname)) {
    const detail = 'A batch carries requests to paths of this instance, and no other batch'
    const error = { message: 'Requested URI does not represent any resource', detail }
    return Response.json({ error, status: 'failure' }, { status: 400 })
  }
  const logged = instance.log.addRequest({
    at: instance.clock.now(),
    method: item.method,
    path: url.pathname,
    search: url.search,
    transactionId: c.env.logged.transactionId,
    user: c.get('who').userName,
    status: 0,
  })
  const request = requestOf(url, item)
  const response =
    request === undefined
      ? new Response(null, { status: 405 })
      : await app.fetch(request, { logged, inner: { who: c.get('who'), scope: c.get('scope') ?? '' } })
  logged.status = response.status
  logged.durationMs = instance.clock.now() - logged.at
  return response
}

function ownUrl(c: ApiContext, path: string): URL | undefined {
  if (!path.startsWith('/')) return undefined
  const { origin } = new URL(c.req.url)
  const url = new URL(path, origin)
  return url.origin === origin && url.pathname.startsWith('/api/') ? url : undefined
}

/** `undefined` for a method or header that no request can have. */
function requestOf(url: URL, { method, headers, body }: BatchItem): Request | undefined {
  const isRead = method === 'GET' || method === 'HEAD'
  try {
    return new Request(url, {
      method,
      headers: headers.map(([name, value]) => [name, value] as [string, string]),
      ...(isRead || body === undefined ? {} : { body }),
    })
  } catch {
    return undefined
  }
}
