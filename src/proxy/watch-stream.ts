/**
 * The same bytes, as they come. Calls `onEnd` once with their number: after the last one, when the source
 * breaks (with its error), or when the reader leaves (with an `AbortError`).
 */
export function watchStream(
  source: ReadableStream<Uint8Array>,
  onEnd: (bytes: number, error?: unknown) => void,
): ReadableStream<Uint8Array> {
  const reader = source.getReader()
  let bytes = 0
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (!done) {
            bytes += value.byteLength
            return controller.enqueue(value)
          }
          controller.close()
          onEnd(bytes)
        } catch (error) {
          controller.error(error)
          onEnd(bytes, error)
        }
      },
      async cancel(reason) {
        onEnd(bytes, new DOMException('The reader left', 'AbortError'))
        await reader.cancel(reason)
      },
    },
    // Nothing is read ahead: the reader's pace is the source's.
    { highWaterMark: 0 },
  )
}
