import { type MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { type ApiEnv } from '../api/api-env.js'
import { type Instance } from '../instance.js'
import { sessionCookie } from '../pages/page-session.js'
import { overloadPage } from '../pages/overload-page.js'
import { Turns } from './turns.js'

/**
 * Makes requests wait for their turn: those of one session run one after the other, and all of them
 * share the instance's few places for integrations when the switch `semaphores` gives it any.
 */
export function ownTurn(instance: Instance): MiddlewareHandler<ApiEnv> {
  const places = new Turns(instance.clock)
  const sessions = new Map<string, Turns>()
  return async (c, next) => {
    if (c.env.inner !== undefined) return next()
    const { semaphores, 'semaphore-queue': inLine, 'semaphore-overflow': status } = instance.switches
    const cookie = getCookie(c, sessionCookie)
    const id = cookie !== undefined && cookie === c.get('session')?.id ? cookie : undefined
    const own = id === undefined ? undefined : (sessions.get(id) ?? new Turns(instance.clock))
    if (id !== undefined && own !== undefined) sessions.set(id, own)
    const session = (await own?.take(1, Infinity)) ?? 0
    try {
      const semaphore = semaphores === 0 ? 0 : await places.take(semaphores, inLine)
      if (semaphore === undefined) {
        c.res = await overloadPage(Number(status))
        return
      }
      try {
        c.set('waited', { semaphore, session })
        await next()
      } finally {
        if (semaphores > 0) places.leave()
      }
    } finally {
      own?.leave()
      if (id !== undefined && own?.isIdle === true) sessions.delete(id)
    }
  }
}
