import { randomBytes } from 'node:crypto'
import { serve, type ServerType } from '@hono/node-server'
import { serveProxy } from '../proxy/node.js'
import type { Emulator } from '../emulator/emulator-options.js'
import { SnowError } from '../shared/errors.js'
import { serveEmulator } from './serve-emulator.js'
import { freePorts } from './free-ports.js'
import { parseOptions } from './parse-options.js'
import { createStaticFiles } from './static-files.js'

export const demoHelp = `Usage: snowline demo [--port 4500] [--incidents 120]

Runs a host application, the proxy and the embedded emulator, each on an origin of its own, all on this
machine. Sign in as abel.tuter (requester) or beth.anglin (agent), password: snowline.`

export interface Demo {
  /** Where the host application is. */
  readonly url: string
  readonly proxyUrl: string
  readonly instanceUrl: string
  /** The instance itself, for what another person does on it. */
  readonly emulator: Emulator
  close(): Promise<void>
}

export interface DemoOptions {
  /** The host application's port; proxy and emulator take the next two. 0: any free ones. */
  readonly port: number
  readonly incidents: number
  /**
   * Folder with the built package. Without it only proxy and instance run, on exactly the two ports after
   * the host application's: another server is the host application, and expects them there.
   */
  readonly dist: string | undefined
}

/** Three servers on three origins, as a host would have them: host application, proxy, instance. */
export async function serveDemo({ port, incidents, dist }: DemoOptions): Promise<Demo> {
  const [hostPort, proxyPort, instancePort] =
    dist === undefined ? [port, port + 1, port + 2] : await freePorts(port, 3)
  // `localhost` for host and proxy (one site, as recommended), 127.0.0.1 for the instance (another site).
  const url = `http://localhost:${hostPort}`
  const proxyUrl = `http://localhost:${proxyPort}`
  const instanceUrl = `http://127.0.0.1:${instancePort}`

  const instance = await serveEmulator({
    port: instancePort,
    host: '127.0.0.1',
    incidents,
    redirectUris: [`${proxyUrl}/callback/demo`],
  })
  const proxy = await serveProxy(
    {
      publicUrl: proxyUrl,
      origins: [url],
      sealKeys: [randomBytes(32).toString('base64url')],
      instances: {
        demo: {
          label: 'Acme IT',
          environment: 'development',
          url: instanceUrl,
          clientId: 'snowline-demo',
          clientSecret: 'snowline-demo-secret',
        },
      },
    },
    { port: proxyPort, host: '127.0.0.1' },
  )
  const host = dist === undefined ? undefined : serveHost(dist, hostPort, { proxyUrl, instanceUrl })

  return {
    url,
    proxyUrl,
    instanceUrl,
    emulator: instance.emulator,
    async close() {
      await new Promise((resolve) => (host === undefined ? resolve(undefined) : host.close(resolve)))
      await proxy.close()
      await instance.close()
    },
  }
}

function serveHost(
  dist: string,
  port: number,
  { proxyUrl, instanceUrl }: Pick<Demo, 'proxyUrl' | 'instanceUrl'>,
): ServerType {
  const files = createStaticFiles({
    folders: { '/snowline/': dist, '/': `${dist}/demo` },
    variables: { SNOWLINE_PROXY: proxyUrl },
    headers: hostHeaders(proxyUrl, instanceUrl),
  })
  return serve({ fetch: files, port, hostname: '127.0.0.1' })
}

/** The strictest policy that a host may have: the widget has to live with it. */
export function hostHeaders(proxyUrl: string, instanceUrl: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    `img-src 'self' ${instanceUrl}`,
    `connect-src 'self' ${proxyUrl}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types lit-html snowline dompurify',
  ]
  return { 'Content-Security-Policy': policy.join('; '), 'X-Content-Type-Options': 'nosniff' }
}

export async function runDemo(argv: readonly string[], dist: string): Promise<void> {
  const values = parseOptions('demo', argv, {
    port: { type: 'string', default: '4500' },
    incidents: { type: 'string', default: '120' },
    // For `npm run dev`, where Vite is the host application.
    'services-only': { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  })
  if (values.help) return console.log(demoHelp)
  const demo = await serveDemo({
    ...demoNumbers(values),
    dist: values['services-only'] ? undefined : dist,
  })
  console.log(`ready ${demo.url}`)
  const stop = (): void => void demo.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

/** Both numbers of the command line; throws `SNOW_CONFIG_INVALID` with every one that must change. */
function demoNumbers(values: Readonly<Record<'port' | 'incidents', string>>): {
  readonly port: number
  readonly incidents: number
} {
  const problems: string[] = []
  const wholeNumber = (name: 'port' | 'incidents', most: number): number => {
    const text = values[name]
    if (/^\d{1,10}$/.test(text) && Number(text) <= most) return Number(text)
    problems.push(`--${name} takes a whole number from 0 to ${most}, not '${text}'`)
    return 0
  }
  const numbers = { port: wholeNumber('port', 65_533), incidents: wholeNumber('incidents', 1_000_000) }
  if (problems.length > 0) throw new SnowError('SNOW_CONFIG_INVALID', problems.join('\n'))
  return numbers
}
