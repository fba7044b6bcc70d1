import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from '../../scripts/browsers.mjs'

/** Why there is no Redis to test with; `undefined` when there is. */
export const noRedis =
  spawnSync('redis-server', ['--version']).status === 0
    ? undefined
    : 'redis-server is not installed (apt-get install redis-server)'

export interface RedisServer {
  readonly url: string
  /** Stands still: connections stay, nothing is answered. */
  pause(): void
  resume(): void
  stop(): Promise<void>
}

export interface RedisServerOptions {
  /** A free one when left out. */
  readonly port?: number
  readonly password?: string
}

/** A Redis of one's own, on loopback, that keeps nothing on disk. Resolves once it takes connections. */
export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  const { port = await freePort(), password } = options
  const child = spawn(
    'redis-server',
    [
      ...['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
      // So that tests can wait for the end of a key.
      ...['--notify-keyspace-events', 'Ex', '--hz', '100', '--daemonize', 'no'],
      ...(password === undefined ? [] : ['--requirepass', password]),
    ],
    { stdio: ['ignore', 'pipe', 'ignore'], cwd: '/tmp' },
  )
  const end = (): void => void child.kill('SIGKILL')
  process.once('exit', end)
  child.stdout.setEncoding('utf8')
  let said = ''
  for await (const text of child.stdout) {
    said += String(text)
    if (said.includes('Ready to accept connections')) break
  }
  if (!said.includes('Ready to accept connections')) throw new Error(`redis-server did not start:\n${said}`)
  return {
    url: `redis://${password === undefined ? '' : `:${password}@`}127.0.0.1:${port}`,
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async stop() {
      process.off('exit', end)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      // A process that stands still hears no other signal.
      child.kill('SIGKILL')
      await ended
    },
  }
}
