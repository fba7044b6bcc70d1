import type { Instance, Settled } from '../settle.js'

/** What is known of each instance: whether it gives another refresh token with each renewal. */
export interface RotationWatch {
  /** Notes what a renewal came to. */
  saw(instance: Instance, isRotated: boolean): void
  /**
   * Whether refresh tokens are known to stay as they are. Nothing is known before the first renewal: then
   * another replica may have rotated what this one is about to use.
   */
  keepsTokens(instance: Instance): boolean
}

/**
 * The operator is told once for each instance that rotates while replicas would not know of each other's
 * rotations.
 */
export function createRotationWatch({
  store,
  onWarning,
}: Pick<Settled, 'store' | 'onWarning'>): RotationWatch {
  const known = new Map<string, 'rotates' | 'keeps'>()
  return {
    saw({ id }, isRotated) {
      if (known.get(id) === 'rotates') return
      known.set(id, isRotated ? 'rotates' : 'keeps')
      if (!isRotated || store.shared) return
      onWarning({
        code: 'SNOW_CONFIG_INVALID',
        message:
          `The instance "${id}" rotates refresh tokens. One process keeps up with that; several need a shared ` +
          'store (`--redis`, or the option `store` of `createProxy`), or people are signed out at random.',
        instance: id,
      })
    },
    keepsTokens: ({ id }) => known.get(id) === 'keeps',
  }
}
