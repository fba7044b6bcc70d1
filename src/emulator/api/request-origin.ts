import { type Instance } from '../instance.js'
import { isPropertySet, propertyOf } from '../properties.js'
import { type ApiContext } from './api-env.js'

/**
 * What absolute links start with: the configured origin, or the host that was asked, unless a property
 * of the instance puts its own address there.
 */
export function originOf(c: ApiContext, { origin, store }: Pick<Instance, 'origin' | 'store'>): string {
  if (isPropertySet(store, 'glide.rest.replace_request_host_with_property')) {
    const address = propertyOf(store, 'glide.servlet.uri')
    if (URL.canParse(address)) return new URL(address).origin
  }
  return origin ?? new URL(c.req.url).origin
}
