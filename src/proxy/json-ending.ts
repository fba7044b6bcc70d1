import { SnowError, type SnowErrorOptions } from '../shared/errors.js'

/** Bytes of a beginning that are looked at. */
export const startBytes = 64
/** Bytes of an ending that are looked at: the error that ServiceNow appends is a few hundred long. */
export const endingBytes = 2048

const text = new TextDecoder()

/**
 * Throws `SNOW_TRANSACTION_CANCELLED` or `SNOW_BAD_RESPONSE` for a JSON answer that was cut off, or that
 * ends in an error though its status says success: ServiceNow appends one behind the rows that it had when
 * its time was over. Only the ends are looked at: a page of records is parsed once, by the widget.
 */
export function checkJsonEnding(body: Uint8Array, options: SnowErrorOptions): void {
  const start = text.decode(body.subarray(0, startBytes)).trimStart()
  const ending = text.decode(body.subarray(-endingBytes)).trimEnd()
  // What closes last belongs to the outermost object.
  const isFailure = /"status"\s*:\s*"failure"\s*\}$/.test(ending)
  if (start.startsWith('{') && ending.endsWith('}') && !isFailure) return
  if (/transaction cancell?ed/i.test(ending)) {
    throw new SnowError('SNOW_TRANSACTION_CANCELLED', 'The instance gave up at its time limit', options)
  }
  throw new SnowError(
    'SNOW_BAD_RESPONSE',
    isFailure ? 'The answer ends in an error' : 'The answer is empty, cut off or no object',
    options,
  )
}
