import type { SnowError } from '../shared/errors.js'
import type { RecordPages } from './record-list-pages.js'
import type { ListStatus } from './record-list-state.js'

/** `waits`: the failure is being waited out, so that rows may still come by themselves. */
export function statusOf(pages: RecordPages['collection'] | undefined, waits: boolean): ListStatus {
  if (pages === undefined) return 'idle'
  if (pages.seen > 0 || pages.complete) return 'ready'
  return isReal(pages.failure) && !waits ? 'failed' : 'loading'
}

/** A request that ended because nobody looked any more is asked again when somebody does. */
export function isReal(failure: SnowError | undefined): failure is SnowError {
  return failure !== undefined && failure.code !== 'SNOW_ABORTED'
}
