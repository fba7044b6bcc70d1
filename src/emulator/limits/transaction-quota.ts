import { type MiddlewareHandler } from 'hono'
import { delay } from '../../shared/abort.js'
import { type ApiEnv } from '../api/api-env.js'
import { restApiOf } from '../api/rest-apis.js'
import { type Instance } from '../instance.js'

const error = {
  detail: 'Transaction cancelled: maximum execution time exceeded. Check logs for error trace.',
  message: 'Transaction cancelled: maximum execution time exceeded',
}

/**
 * Cancels transactions that take longer than their quota rule allows. What they wrote by then stays
 * written. Captures show both 500 and a cut list under status 200: the switch decides.
 */
export function transactionQuota(instance: Instance): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const mode = instance.switches['transaction-cancel']
    const needed = instance.switches['transaction-seconds']
    await next()
    if (c.env.inner !== undefined) return
    const quota = mode === 'off' ? undefined : quotaOf(instance, c.req.path)
    const isOver = quota !== undefined && (needed > quota || needed === 0)
    const seconds = Math.min(needed, quota ?? needed)
    if (seconds > 0) await delay(seconds * 1000, c.req.raw.signal, instance.clock)
    if (isOver) c.res = await cancelled(c.res, mode)
  }
}

/** Seconds that the instance gives this path, by the first active rule for its API. */
function quotaOf({ store }: Instance, path: string): number | undefined {
  const api = restApiOf(path)?.id
  for (const row of store.table('sysrule_quota').all()) {
    if (row.active !== 'false' && row.rest_api === api) return Number(row.maximum_duration ?? '0')
  }
  return undefined
}

async function cancelled(answer: Response, mode: '200' | '500' | 'off'): Promise<Response> {
  const body: unknown = await answer.json().catch(() => undefined)
  const rows: unknown = (body as { result?: unknown } | undefined)?.result
  const failure = JSON.stringify({ error, status: 'failure' })
  const headers = { 'Content-Type': 'application/json;charset=UTF-8' }
  // Only a list is streamed; anything else is still whole when its time is over.
  if (mode !== '200' || !Array.isArray(rows)) return new Response(failure, { status: 500, headers })
  const sent = rows.slice(0, Math.ceil(rows.length / 2)).map((row) => JSON.stringify(row))
  // Broken JSON also where no row was sent yet, so that nobody reads an empty list.
  const text = `{"result":[${sent.length === 0 ? '{' : sent.join(',')}""],${failure.slice(1)}`
  return new Response(text, { status: 200, headers })
}
