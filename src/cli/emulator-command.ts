import { type IncomingMessage } from 'node:http'
import { type ParseArgsConfig } from 'node:util'
import { serve } from '@hono/node-server'
import { createEmulator } from '../emulator/create-emulator.js'
import { type Emulator, type EmulatorOptions } from '../emulator/emulator-options.js'
import { demoClient } from '../emulator/oauth/oauth-client.js'
import { seededPassword, signInPeople } from '../emulator/seed/people.js'
import { parseSwitch, switchDefinitions, type Switches, switchNames } from '../emulator/switches.js'
import { SnowError } from '../shared/errors.js'
import { listenProblem } from './listen-problem.js'
import { parseOptions } from './parse-options.js'

export interface EmulatorServerOptions extends EmulatorOptions {
  /** 0 takes a free port. */
  readonly port: number
  readonly host: string
}

export interface EmulatorServer {
  readonly url: string
  readonly emulator: Emulator
  close(): Promise<void>
}

const mostIncidents = 1_000_000

/** Starts an emulator behind a port; rejects with `SNOW_CONFIG_INVALID` when the port cannot be had. */
export async function serveEmulator(options: EmulatorServerOptions): Promise<EmulatorServer> {
  const { port, host, ...rest } = options
  const emulator = createEmulator(rest)
  const answer = async (request: Request, env: { incoming: IncomingMessage }): Promise<Response> => {
    try {
      return await emulator.fetch(request)
    } catch {
      // A fault reset the connection, or the client left: there is nobody to answer.
      env.incoming.socket.destroy()
      return new Response(null, { status: 500 })
    }
  }
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch: answer as (request: Request) => Promise<Response>,
        port,
        hostname: host,
        overrideGlobalObjects: false,
      },
      (address) => {
        resolve({
          url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
          emulator,
          close: () =>
            new Promise<void>((closed) => {
              server.close(() => closed())
              if ('closeAllConnections' in server) server.closeAllConnections()
            }),
        })
      },
    )
    server.once('error', (error) => reject(listenProblem(error, port, host) as Error))
  })
}

/**
 * Runs `snowline emulator`: prints `ready URL` once it listens, and ends on SIGTERM or SIGINT. Rejects
 * with `SNOW_CONFIG_INVALID` and what to change, for a wrong option or a port that cannot be had.
 */
export async function runEmulator(
  argv: readonly string[],
  print: (text: string) => void = console.log,
): Promise<void> {
  const options = readOptions(argv)
  if (options === 'help') return print(usage())
  const server = await serveEmulator(options)
  print(`ready ${server.url}`)
  const stop = (): void => void server.close().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

const optionSpec = {
  port: { type: 'string', default: '4600' },
  host: { type: 'string', default: '127.0.0.1' },
  incidents: { type: 'string', default: '120' },
  seed: { type: 'string', default: '1' },
  switch: { type: 'string', multiple: true, default: [] as string[] },
  'redirect-uri': { type: 'string', multiple: true, default: [] as string[] },
  help: { type: 'boolean', short: 'h', default: false },
} as const satisfies NonNullable<ParseArgsConfig['options']>

/** The options of a command line; throws `SNOW_CONFIG_INVALID` with every one that must change. */
function readOptions(argv: readonly string[]): EmulatorServerOptions | 'help' {
  const values = parseOptions('emulator', argv, optionSpec)
  if (values.help) return 'help'
  const problems: string[] = []
  const number = (name: 'port' | 'incidents' | 'seed', most: number): number => {
    const value = values[name]
    if (/^\d{1,10}$/.test(value) && Number(value) <= most) return Number(value)
    problems.push(`--${name} must be a whole number from 0 to ${most}, not "${value}"`)
    return 0
  }
  const switches: Partial<Switches> = {}
  for (const text of values.switch) {
    try {
      Object.assign(switches, parseSwitch(text))
    } catch (error) {
      problems.push(`--switch ${text}: ${(error as Error).message}`)
    }
  }
  for (const uri of values['redirect-uri']) {
    if (!URL.canParse(uri) || !/^https?:/i.test(uri)) {
      problems.push(
        `--redirect-uri must be a whole URL such as http://localhost:4500/callback/dev, not "${uri}"`,
      )
    }
  }
  const options: EmulatorServerOptions = {
    port: number('port', 65_535),
    incidents: number('incidents', mostIncidents),
    seed: number('seed', 4_294_967_295),
    host: values.host,
    switches,
    ...(values['redirect-uri'].length > 0 ? { redirectUris: values['redirect-uri'] } : {}),
  }
  if (problems.length > 0) throw new SnowError('SNOW_CONFIG_INVALID', problems.join('\n  '))
  return options
}

function usage(): string {
  const people = signInPeople.map(
    ({ userName, role, name }) => `  ${userName.padEnd(18)}${role.padEnd(11)}${name}`,
  )
  const switches = switchNames.map((name) => {
    const { description, initial, ...rest } = switchDefinitions[name]
    const words = 'oneOf' in rest && rest.oneOf !== undefined ? ` (${rest.oneOf.join(' | ')})` : ''
    return `  ${`${name}=${shown(initial)}`.padEnd(30)}${description}${words}`
  })
  return `Usage: snowline emulator [options]

A ServiceNow that runs on this machine: OAuth, records, attachments and knowledge, in memory.

  --port N             port to listen on (default 4600; 0 picks a free one)
  --host NAME          address to listen on (default 127.0.0.1)
  --incidents N        how many incidents there are (default 120)
  --seed N             the same seed gives the same records (default 1)
  --redirect-uri URL   redirect URI of the OAuth client, may be repeated
                       (default: every /callback/… of this machine)
  --switch NAME=VALUE  changes a behaviour, may be repeated; see below
  --help               this text

People (password ${seededPassword}, also for basic authentication)
${people.join('\n')}

OAuth client
  ${demoClient.clientId} with the secret ${demoClient.clientSecret}

Switches, as they are without the option
${switches.join('\n')}
`
}

function shown(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value)
}
