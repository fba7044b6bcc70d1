import { type ApiContext } from './api-env.js'
import { type Instance } from '../instance.js'

/** What absolute links start with: the configured origin, or the one that was asked. */
export function originOf(c: ApiContext, instance: Instance): string {
  return instance.origin ?? new URL(c.req.url).origin
}
