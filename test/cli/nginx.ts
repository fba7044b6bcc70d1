import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createSelfSignedCertificate } from '../../src/cli/self-signed-certificate.js'
import { freePorts } from '../../src/cli/free-ports.js'

const example = new URL('../../deploy/nginx/snowline.conf', import.meta.url)

/** The nginx of this machine, when it has one. */
export const nginxBinary = ['nginx', '/usr/sbin/nginx'].find((name) => spawnSync(name, ['-v']).status === 0)

export interface Nginx {
  readonly httpPort: number
  readonly httpsPort: number
  /** The certificate of its server, as PEM. */
  readonly cert: string
  /** What it has logged of requests. */
  accessLog(): string
  stop(): Promise<void>
}

/**
 * Runs nginx with the example of `deploy/`: word for word, but for ports and files of this test. The
 * certificate is made for `name`.
 */
export async function runNginx(binary: string, name: string, proxyPort: number): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'snowline-nginx-'))
  const [httpPort, httpsPort] = await freePorts(0, 3)
  const { cert, key } = createSelfSignedCertificate([name])
  writeFileSync(join(folder, 'cert.pem'), cert)
  writeFileSync(join(folder, 'key.pem'), key, { mode: 0o600 })
  const server = replaced(readFileSync(example, 'utf8'), {
    'server 127.0.0.1:8080;': `server 127.0.0.1:${proxyPort};`,
    'listen 80;': `listen 127.0.0.1:${httpPort};`,
    'listen [::]:80;': '',
    'listen 443 ssl;': `listen 127.0.0.1:${httpsPort} ssl;`,
    'listen [::]:443 ssl;': '',
    '/etc/ssl/sn.example.com/fullchain.pem': join(folder, 'cert.pem'),
    '/etc/ssl/sn.example.com/privkey.pem': join(folder, 'key.pem'),
    '/var/log/nginx/snowline.log': join(folder, 'access.log'),
  })
  writeFileSync(join(folder, 'snowline.conf'), server)
  writeFileSync(join(folder, 'nginx.conf'), mainConfig(folder))
  for (const part of ['body', 'proxy']) mkdirSync(join(folder, part))
  const child = spawn(binary, ['-p', folder, '-c', join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const ended = once(child, 'close')
  let told = ''
  for await (const line of createInterface({ input: child.stderr })) {
    told += `${line}\n`
    // Said once its ports are open.
    if (line.includes('getrlimit')) break
    if (line.includes('[emerg]')) throw new Error(`nginx did not start:\n${told}`)
  }
  child.stderr.resume()
  return {
    httpPort,
    httpsPort,
    cert,
    accessLog: () => readFileSync(join(folder, 'access.log'), 'utf8'),
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

function mainConfig(folder: string): string {
  return `daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log stderr notice;
events {}
http {
    access_log off;
    client_body_temp_path ${folder}/body;
    proxy_temp_path ${folder}/proxy;
    fastcgi_temp_path ${folder}/fastcgi;
    uwsgi_temp_path ${folder}/uwsgi;
    scgi_temp_path ${folder}/scgi;
    include ${folder}/snowline.conf;
}
`
}

/** Every text must be there: an example that has changed must not be tried as something else. */
function replaced(text: string, changes: Readonly<Record<string, string>>): string {
  let changed = text
  for (const [from, to] of Object.entries(changes)) {
    if (!changed.includes(from)) throw new Error(`deploy/nginx/snowline.conf no longer says: ${from}`)
    changed = changed.replaceAll(from, to)
  }
  return changed
}
