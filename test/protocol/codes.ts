import { expect } from 'chai'
import { isSnowError, type SnowError } from '../../src/shared/errors.js'

/** The `SnowError` that `act` throws; fails when it does not. */
export function thrownBy(act: () => unknown): SnowError {
  try {
    act()
  } catch (error) {
    if (isSnowError(error)) return error
    throw error
  }
  return expect.fail('nothing was thrown')
}
