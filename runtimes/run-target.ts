import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { type Environment, type Target } from './targets.js'

/** A server with the proxy in it, in a process of its own. */
export interface RunningTarget {
  readonly port: number
  /** Everything that it has printed. */
  output(): string
  stop(): Promise<void>
}

const longestStartMs = 20_000

/** Starts a target; resolves once its `/health` answers, rejects with what it printed when it does not. */
export async function runTarget(target: Target, env: Environment): Promise<RunningTarget> {
  const port = await freePort()
  const [command = '', ...args] = await target({ ...env, PORT: String(port) })
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', ...env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: import.meta.dirname,
  })
  // Not even a run that breaks off leaves it behind.
  const end = (): void => void child.kill('SIGKILL')
  process.once('exit', end)
  let output = ''
  let problem: string | undefined
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.once('error', (error) => (problem = error.message))
  const closed = new Promise<void>((resolve) => {
    child.once('close', (code) => {
      problem ??= `ended with ${code}`
      resolve()
    })
  })
  const deadline = Date.now() + longestStartMs
  while (!(await isHealthy(port))) {
    if (problem === undefined && Date.now() > deadline) problem = `silent for ${longestStartMs} ms`
    if (problem !== undefined) {
      child.kill('SIGKILL')
      throw new Error(`${command} ${problem}\n${output}`)
    }
    await new Promise((later) => setTimeout(later, 50))
  }
  return {
    port,
    output: () => output,
    async stop() {
      process.off('exit', end)
      child.kill('SIGKILL')
      await closed
    },
  }
}

/** At the root of the process or under its mount: an application that the proxy is part of has its own root. */
async function isHealthy(port: number): Promise<boolean> {
  return (await answers(port, '/health')) || (await answers(port, '/servicenow/health'))
}

function answers(port: number, path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port, path, agent: false }, (answer) => {
      answer.resume()
      resolve(answer.statusCode === 200)
    })
    sent.once('error', () => resolve(false))
    sent.end()
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((closed) => server.close(closed))
  return port
}
