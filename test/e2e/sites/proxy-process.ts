import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest, type RequestListener } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ProxyConfig } from '../../../src/proxy/config.js'

const cli = new URL('../../../dist/cli.js', import.meta.url).pathname

/** `snowline proxy` as an operator runs it: a process of its own, on http, behind a server that speaks TLS. */
export interface ProxyProcess {
  /** The server before it: passes each request on as it came. */
  readonly front: RequestListener
  /** All that it has printed, on both outputs. */
  output(): string
  close(): Promise<void>
}

/** Starts the proxy; `trusted` is the PEM of the certificate that the instance shows. */
export async function startProxyProcess(config: ProxyConfig, trusted: string): Promise<ProxyProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'snowline-sites-'))
  const [configFile, certificateFile] = [join(folder, 'proxy.json'), join(folder, 'instance.pem')]
  await writeFile(configFile, JSON.stringify(config))
  await writeFile(certificateFile, trusted)
  const child = spawn(process.execPath, [cli, 'proxy', '--config', configFile, '--port', '0'], {
    env: { PATH: process.env['PATH'] ?? '', NODE_EXTRA_CA_CERTS: certificateFile },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const port = await new Promise<number>((resolve, reject) => {
    const onChunk = (chunk: Buffer): void => {
      output += chunk.toString()
      const ready = /^ready http:\/\/127\.0\.0\.1:(\d+)$/m.exec(output)
      if (ready !== null) resolve(Number(ready[1]))
    }
    child.stdout.on('data', onChunk)
    child.stderr.on('data', onChunk)
    void ended.then(() => reject(new Error(`The proxy did not start:\n${output}`)))
  })
  return {
    front: passOnTo(port),
    output: () => output,
    async close() {
      child.kill('SIGTERM')
      await ended
      await rm(folder, { recursive: true })
    },
  }
}

function passOnTo(port: number): RequestListener {
  return (request, response) => {
    const { method, url, headers } = request
    const inner = httpRequest({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(response)
    })
    inner.once('error', () => response.destroy())
    // A browser that gives up, as one that leaves the page does, must not leave a request behind.
    response.once('close', () => inner.destroy())
    request.pipe(inner)
  }
}
