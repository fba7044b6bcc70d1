import type { Clock } from '../shared/clock.js'
import { SnowError } from '../shared/errors.js'

export interface StreamLimits {
  readonly maxBytes: number
  /** Time until the end of the stream. */
  readonly ms: number
  readonly clock: Clock
}

/** The same bytes, as they come; breaks off with an error when there are too many or they take too long. */
export function limitStream(
  source: ReadableStream<Uint8Array>,
  { maxBytes, ms, clock }: StreamLimits,
): ReadableStream<Uint8Array> {
  const reader = source.getReader()
  let length = 0
  let cancelTimer = (): void => undefined

  function stop(controller: ReadableStreamDefaultController<Uint8Array>, error: unknown): void {
    cancelTimer()
    controller.error(error)
    reader.cancel(error).catch(() => undefined)
  }

  return new ReadableStream<Uint8Array>({
    start(controller) {
      cancelTimer = clock.after(ms, () =>
        stop(controller, new SnowError('SNOW_TIMEOUT', `The file took longer than ${ms} ms`)),
      )
    },
    async pull(controller) {
      const { done, value } = await reader.read()
      if (done) {
        cancelTimer()
        return controller.close()
      }
      length += value.byteLength
      if (length <= maxBytes) return controller.enqueue(value)
      stop(controller, new SnowError('SNOW_FILE_TOO_LARGE', `The file is larger than ${maxBytes} bytes`))
    },
    async cancel(reason) {
      cancelTimer()
      await reader.cancel(reason)
    },
  })
}
