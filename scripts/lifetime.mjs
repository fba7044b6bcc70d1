/**
 * Ends this process, exit listeners included, when it is told to, and when what started it is gone: npm
 * passes SIGTERM to a shell that does not pass it on, and servers left behind keep their ports.
 */
export function endWithParent() {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(0))
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0)
  }, 500).unref()
}
