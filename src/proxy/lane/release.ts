/** Since Node 21. */
type Movable = ArrayBufferLike & { transfer?(newLength: number): ArrayBuffer }

/**
 * Gives the memory of bytes back that were sent, and that nobody else has. It lies outside of the heap, of
 * which a request takes little: left to the garbage collection, pages of a hundred kilobytes pile up until
 * the whole heap is searched for them, which costs more than sending them.
 */
export function release(chunks: readonly Buffer[]): void {
  for (const { buffer, byteLength } of chunks) {
    // Small buffers share a pool, which gives away less than half of itself at once.
    if (2 * byteLength > buffer.byteLength) (buffer as Movable).transfer?.(0)
  }
}

/** Below that the garbage collection is cheaper. */
export const worthReleasing = 16_384
