import type { Clock } from '../shared/clock.js'
import { isSnowError, SnowError } from '../shared/errors.js'

export interface StreamLimits {
  readonly maxBytes: number
  /** Time until the end of the stream, where nobody else sees to it. */
  readonly deadline?: { readonly ms: number; readonly clock: Clock }
  /** What the stream breaks off with when there is more. */
  readonly tooLarge: () => SnowError
  /** What it breaks off with when its source does. */
  readonly broken: (cause: unknown) => SnowError
}

const failures = new WeakMap<ReadableStream<Uint8Array>, SnowError>()

/** What a stream of `limitStream` has broken off with. A `fetch` that sends it need not tell. */
export function failureOf(stream: ReadableStream<Uint8Array>): SnowError | undefined {
  return failures.get(stream)
}

const endings = new WeakMap<ReadableStream<Uint8Array>, () => void>()

/**
 * Ends a stream of `limitStream` that is no longer needed, and its source with it. A `fetch` that was answered before
 * it had sent all keeps its hold on the stream, so that nobody else can cancel it. Nothing for one that has ended.
 */
export function giveUp(stream: ReadableStream<Uint8Array>): void {
  endings.get(stream)?.()
}

/**
 * The same bytes, as they come and no sooner than they are asked for; breaks off with an error that has a
 * code when there are too many, when they take too long (`SNOW_TIMEOUT`), or when the source breaks off.
 */
export function limitStream(
  source: ReadableStream<Uint8Array>,
  { maxBytes, deadline, tooLarge, broken }: StreamLimits,
): ReadableStream<Uint8Array> {
  const reader = source.getReader()
  let length = 0
  let cancelTimer = (): void => undefined
  let end = (): void => undefined

  function stop(controller: ReadableStreamDefaultController<Uint8Array>, error: SnowError): void {
    cancelTimer()
    failures.set(limited, error)
    controller.error(error)
    reader.cancel(error).catch(() => undefined)
  }

  const limited = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        end = () => stop(controller, new SnowError('SNOW_ABORTED', 'The stream is no longer needed'))
        if (deadline === undefined) return
        const { ms, clock } = deadline
        cancelTimer = clock.after(ms, () =>
          stop(controller, new SnowError('SNOW_TIMEOUT', `The file took longer than ${ms} ms`)),
        )
      },
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          // Broken off meanwhile, by the clock.
          if (failures.has(limited)) return
          if (done) {
            cancelTimer()
            return controller.close()
          }
          length += value.byteLength
          if (length <= maxBytes) return controller.enqueue(value)
          stop(controller, tooLarge())
        } catch (cause) {
          stop(controller, isSnowError(cause) ? cause : broken(cause))
        }
      },
      async cancel(reason) {
        cancelTimer()
        await reader.cancel(reason)
      },
    },
    // Nothing is read ahead: the pace is that of whoever reads.
    { highWaterMark: 0 },
  )
  endings.set(limited, () => end())
  return limited
}
