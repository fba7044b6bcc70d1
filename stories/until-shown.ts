/** Resolves with what `read` finds, once it finds something; looks once a frame. */
export async function untilShown<T>(read: () => T | undefined | null): Promise<T> {
  for (;;) {
    const found = read()
    if (found !== undefined && found !== null) return found
    await new Promise((resolve) => requestAnimationFrame(resolve))
  }
}
