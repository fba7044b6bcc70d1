/**
 * Runs `end` on the first SIGTERM or SIGINT and then exits with 0; with 1 when it rejects. A second signal
 * ends the process at once, as it does to any other.
 */
export function endGracefully(end: () => Promise<void>): void {
  const onSignal = (): void => {
    process.off('SIGTERM', onSignal)
    process.off('SIGINT', onSignal)
    void end().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
}
