import type { SignInFailure } from '../protocol/proxy-contract.js'
import { isSnowErrorCode } from '../shared/errors.js'
import type { SnowErrorCode } from '../shared/error-codes.js'
import type { Instance, Settled } from './settle.js'

const rememberedS = 120

/**
 * Remembers why a sign-in came to nothing, so that the widget hears of it from `/session`: its window may
 * have lost its opener on the way. Code and time are no secret, so the cookie is not sealed.
 */
export function rememberFailure(
  { clock, cookies }: Settled,
  instance: Instance,
  code: SnowErrorCode,
): string {
  const value = `${code}.${clock.now()}`
  return cookies.write(cookies.failed(instance.id), value, { maxAgeS: rememberedS, sameSite: 'Strict' })
}

/** The failure that a request's cookies remember; nothing for a cookie that is not one of ours. */
export function readFailure(
  { cookies }: Settled,
  instance: Instance,
  sent: ReadonlyMap<string, string>,
): { failure?: SignInFailure } {
  const [code, at] = (sent.get(cookies.failed(instance.id)) ?? '').split('.')
  const time = new Date(Number(at))
  if (!isSnowErrorCode(code) || Number.isNaN(time.getTime())) return {}
  return { failure: { code, at: time.toISOString() } }
}
