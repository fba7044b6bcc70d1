import type { CallOptions } from './types.js'

/** Of a method's options only what every request takes. */
export function callOf({ signal, priority }: CallOptions): CallOptions {
  return { signal, priority }
}
