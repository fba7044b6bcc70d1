import { readEmulatorSettings } from './emulator-settings.js'
import { emulatorUsage } from './emulator-usage.js'
import { serveEmulator } from './serve-emulator.js'

/**
 * Runs `snowline emulator`: prints `ready URL` once it listens, and ends on SIGTERM or SIGINT. Rejects
 * with `SNOW_CONFIG_INVALID` and what to change, for wrong options, files or a port that cannot be had.
 */
export async function runEmulator(
  argv: readonly string[],
  print: (text: string) => void = console.log,
): Promise<void> {
  const settings = await readEmulatorSettings(argv)
  if (settings === 'help') return print(emulatorUsage())
  const server = await serveEmulator(settings)
  if (!/^(localhost|127\.|::1$)/.test(settings.host)) {
    console.error(
      `warning: everybody who reaches ${settings.host} can read and change this instance; nothing real belongs in it`,
    )
  }
  const stop = (): void => void server.close().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  print(`ready ${server.url}`)
}
