import { spawn, type ChildProcess } from 'node:child_process'

/** Runs the command as the command line does, in a process of its own. */
const program = `
  import { runProxy } from ${JSON.stringify(new URL('../../src/cli/proxy-command.ts', import.meta.url).href)}
  runProxy(process.argv.slice(1), process.env).catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })`

export interface RunningProxy {
  readonly child: ChildProcess
  /** The first line of standard output. */
  readonly ready: Promise<string>
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>
  /** Resolves to the first whole line of standard error that `test` accepts. */
  stderrLine(test: (line: string) => boolean): Promise<string>
}

/** Variables of a proxy that connects one instance, at this address. */
export const variablesFor = (instanceUrl: string): Readonly<Record<string, string>> => ({
  SNOWLINE_PUBLIC_URL: 'https://sn.example.com',
  SNOWLINE_ORIGINS: 'https://www.example.com',
  SNOWLINE_SEAL_KEYS: 'A'.repeat(43),
  SNOWLINE_INSTANCE_ID: 'prod',
  SNOWLINE_INSTANCE_URL: instanceUrl,
  SNOWLINE_CLIENT_ID: 'client',
  SNOWLINE_CLIENT_SECRET: 'canary-client-secret',
})

const started: ChildProcess[] = []

/** `snowline proxy ARGS` with these variables and no other but PATH. */
export function runProxyCommand(
  args: readonly string[],
  variables: Readonly<Record<string, string>>,
): RunningProxy {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program, '--', ...args],
    { env: { PATH: process.env['PATH'] ?? '', ...variables }, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  started.push(child)
  let stdout = ''
  let stderr = ''
  const watchers = new Set<() => void>()
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
    for (const watcher of watchers) watcher()
  })
  const ended = new Promise<Awaited<RunningProxy['ended']>>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString()
      if (stdout.includes('\n')) resolve(stdout.split('\n', 1)[0] ?? '')
    })
    void ended.then(({ stderr: text }) => reject(new Error(`It ended: ${text}`)))
  })
  ready.catch(() => undefined)
  return {
    child,
    ready,
    ended,
    stderrLine: (test) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const line = stderr.split('\n').slice(0, -1).find(test)
          if (line === undefined) return
          watchers.delete(look)
          resolve(line)
        }
        watchers.add(look)
        look()
        void ended.then(() => reject(new Error(`It ended without that line: ${stderr}`)))
      }),
  }
}

/** Ends every process that a test has started: for `afterEach`. */
export function endProxies(): void {
  for (const child of started.splice(0)) child.kill('SIGKILL')
}
