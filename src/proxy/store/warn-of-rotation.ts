import type { Instance, Settled } from '../settle.js'

const warned = new WeakMap<Settled, Set<string>>()

/** Tells the operator, once for each instance, that refresh tokens rotate there and replicas must share a store. */
export function warnOfRotation(settled: Settled, { id }: Instance): void {
  if (settled.store.shared) return
  const known = warned.get(settled) ?? new Set<string>()
  warned.set(settled, known)
  if (known.has(id)) return
  known.add(id)
  settled.onWarning({
    code: 'SNOW_CONFIG_INVALID',
    message:
      `The instance "${id}" rotates refresh tokens. One process keeps up with that; several need a shared ` +
      'store (SNOWLINE_REDIS_URL, or the option `store`), or people are signed out at random.',
    instance: id,
  })
}
