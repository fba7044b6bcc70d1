import type { SnowError } from '../shared/errors.js'

export interface CountLimits {
  readonly maxBytes: number
  /** What breaks the stream off when there is more. */
  readonly tooLarge: () => SnowError
}

/** The same bytes, as they come, up to a number of them. */
export function countStream(
  source: ReadableStream<Uint8Array>,
  { maxBytes, tooLarge }: CountLimits,
): ReadableStream<Uint8Array> {
  let length = 0
  return source.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        length += chunk.byteLength
        if (length > maxBytes) controller.error(tooLarge())
        else controller.enqueue(chunk)
      },
    }),
  )
}

let supported: boolean | undefined

/**
 * Whether a request of this runtime can have a stream as its body. Where it cannot (a page in Firefox or
 * WebKit, where stories run the proxy), the stream would be sent as the text "[object ReadableStream]".
 */
export function canSendStreams(): boolean {
  if (supported !== undefined) return supported
  try {
    const init = { method: 'POST', body: new ReadableStream(), duplex: 'half' } as RequestInit
    supported = !new Request('https://snowline.invalid', init).headers.has('Content-Type')
  } catch {
    supported = false
  }
  return supported
}
