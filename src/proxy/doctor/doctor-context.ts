import type { CheckedConfig } from '../config.js'
import type { ConfigProblem } from '../config.js'
import type { Instance } from '../settle.js'
import type { DoctorOptions } from './doctor-options.js'
import type { Wire, WireAnswer, WireRequest } from './wire.js'

/** What the checks know of the configuration. */
export interface DoctorSubject {
  /** Everything that is wrong with it, named as its writer knows it. */
  readonly problems: readonly ConfigProblem[]
  /** Absent when something else than seal keys and origins is wrong. */
  readonly config: CheckedConfig | undefined
  readonly instance: Instance | undefined
}

/** What a check works with. */
export interface DoctorContext {
  readonly options: DoctorOptions
  readonly subject: DoctorSubject
  /** The configuration; only checks that need `configuration` may ask for it. */
  readonly config: CheckedConfig
  /** The instance; only checks that need `configuration` may ask for it. */
  readonly instance: Instance
  readonly wire: Wire
  readonly checkId: string
  /** Aborts when the check's time is up. */
  readonly signal: AbortSignal
  readonly recollections: Recollections
  /** What must not stand in the report: tokens come in here as the instance gives them. */
  readonly secrets: Set<string>
  now(): number
  /** One request to the instance, with any answer. */
  ask(request: WireRequest): Promise<WireAnswer>
}

type Recollections = Map<symbol, { readonly checkId: string; readonly value: Promise<unknown> }>

/** Thrown by a check that meets what another one has failed with already. */
export class BlockedBy extends Error {
  readonly checkId: string

  constructor(checkId: string) {
    super(`The check ${checkId} has failed`)
    this.name = 'BlockedBy'
    this.checkId = checkId
  }
}

/**
 * Something about the instance that several checks want to know: found out once. When that fails, the check
 * that asked first tells of it, and the others are blocked by it.
 */
export function fact<T>(
  work: (context: DoctorContext) => Promise<T>,
): (context: DoctorContext) => Promise<T> {
  const key = Symbol('fact')
  return async (context) => {
    const { recollections, checkId } = context
    const known = recollections.get(key)
    if (known === undefined) {
      const value = work(context)
      recollections.set(key, { checkId, value })
      return value
    }
    try {
      return (await known.value) as T
    } catch (error) {
      throw known.checkId === checkId || error instanceof BlockedBy ? error : new BlockedBy(known.checkId)
    }
  }
}
