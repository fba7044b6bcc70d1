import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { Profiler } from 'node:inspector'

/** What a server's process has used so far, all its threads together. */
export interface Usage {
  readonly cpuUs: number
  readonly heapBytes: number
  readonly rssBytes: number
}

export interface ServerProcess {
  readonly url: string
  /** What this server wants with each request. */
  readonly headers: Readonly<Record<string, string>>
  /** Starts another one like it, where nothing forbids that. */
  readonly startAgain?: () => Promise<ServerProcess>
  usage(): Promise<Usage>
  /** The same after a garbage collection; the process was started with `--expose-gc`. */
  collect(): Promise<Usage>
  startProfile(): Promise<void>
  endProfile(): Promise<Profiler.Profile>
}

/**
 * Starts `servers/NAME.mjs` as a process of its own, under this Node but without the flags and loaders of
 * the bench; it ends with the bench. Resolves once it listens.
 */
export async function startServer(
  name: string,
  settings: object,
  flags: readonly string[] = [],
): Promise<ServerProcess> {
  const child = fork(join(import.meta.dirname, 'servers', `${name}.mjs`), {
    execArgv: [...flags],
    // What a server logs is no figure; what it complains of is for whoever runs the bench.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const answer = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      const onExit = (status: number | null): void => reject(new Error(`${name} ended with ${status}`))
      child.once('exit', onExit)
      child.once('message', (message) => {
        child.off('exit', onExit)
        resolve(message as T)
      })
    })
  const ask = <T>(question: string): Promise<T> => {
    child.send(question)
    return answer<T>()
  }
  child.send(settings)
  const { url, headers } = await answer<Pick<ServerProcess, 'url' | 'headers'>>()
  return {
    url,
    headers,
    startAgain: () => startServer(name, settings, flags),
    usage: () => ask('usage'),
    collect: () => ask('collect'),
    startProfile: () => ask('profile'),
    endProfile: () => ask('profiled'),
  }
}
