import { readFile } from 'node:fs/promises'
import type { CheckedConfig } from '../proxy/config.js'
import { readConfigFromEnv, type Environment } from '../proxy/config-env.js'
import type { ProxyFailure } from '../proxy/create-proxy.js'
import { serveProxy } from '../proxy/node.js'
import { SnowError } from '../shared/errors.js'
import { listenProblem } from './listen-problem.js'
import { parseOptions } from './parse-options.js'

const usage = `Usage: snowline proxy [options]

Signs people in to ServiceNow and relays their requests. Secrets stay here.

  --config FILE   JSON configuration; variables win over it
  --port N        port to listen on (SNOWLINE_PORT, default 8080; 0 picks a free one)
  --host NAME     address to listen on (SNOWLINE_HOST, default 127.0.0.1)
  --help          this text

Variables
  SNOWLINE_PUBLIC_URL     URL under which browsers reach this proxy: https://sn.example.com
  SNOWLINE_ORIGINS        origins of the pages that embed Snowline, with commas between
  SNOWLINE_SEAL_KEYS      keys of 32 random bytes as base64url, with commas between: the first seals, all open
  One instance
    SNOWLINE_INSTANCE_URL, SNOWLINE_CLIENT_ID, SNOWLINE_CLIENT_SECRET
    SNOWLINE_INSTANCE_ID (default "default"), SNOWLINE_LABEL, SNOWLINE_ENVIRONMENT
  Several instances
    SNOWLINE_INSTANCES    their ids, with commas between: prod,test
    SNOWLINE_<ID>_URL, SNOWLINE_<ID>_CLIENT_ID, SNOWLINE_<ID>_CLIENT_SECRET,
    SNOWLINE_<ID>_LABEL, SNOWLINE_<ID>_ENVIRONMENT (production, test or development)

The same as a file
  {
    "publicUrl": "https://sn.example.com",
    "origins": ["https://www.example.com"],
    "sealKeys": ["…"],
    "instances": {
      "prod": {
        "label": "Acme IT",
        "environment": "production",
        "url": "https://acme.service-now.com",
        "clientId": "…",
        "clientSecret": "…"
      }
    },
    "session": { "idleMs": 43200000, "absoluteMs": 604800000 }
  }
`

/**
 * Runs `snowline proxy`: prints `ready URL` once it listens, and ends on SIGTERM or SIGINT. Throws
 * `SNOW_CONFIG_INVALID` with all that is wrong when it cannot start.
 */
export async function runProxy(argv: readonly string[], env: Environment): Promise<void> {
  const settings = readSettings(argv, env)
  if (settings === 'help') {
    console.log(usage)
    return
  }
  const config = await readConfig(settings.configFile, env)
  const served = await serveProxy({ ...config, onFailure }, settings).catch((error: unknown) => {
    throw listenProblem(error, settings.port, settings.host)
  })
  console.log(`ready ${served.url}`)
  // Requests under way are answered first; a second signal ends the process at once.
  const stop = (): void => void served.close().then(() => process.exit(0))
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}

function onFailure({ method, route, status, code, message, cause }: ProxyFailure): void {
  const because = cause === undefined ? '' : ` (${cause})`
  console.error(`${new Date().toISOString()} ${method} /${route} ${status} ${code}: ${message}${because}`)
}

interface Settings {
  readonly configFile: string | undefined
  readonly port: number
  readonly host: string
}

function readSettings(argv: readonly string[], env: Environment): Settings | 'help' {
  const values = parseOptions('proxy', argv, {
    config: { type: 'string' },
    port: { type: 'string' },
    host: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  })
  if (values.help) return 'help'
  const port = (values.port ?? env['SNOWLINE_PORT'] ?? '8080').trim()
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) {
    throw new SnowError('SNOW_CONFIG_INVALID', `--port ${port}: is no port; write a number up to 65535`)
  }
  const host = values.host ?? env['SNOWLINE_HOST'] ?? '127.0.0.1'
  return { configFile: values.config, port: Number(port), host: host.trim() }
}

async function readConfig(path: string | undefined, env: Environment): Promise<CheckedConfig> {
  const onWarning = (text: string): void => console.error(`warning: ${text}`)
  if (path === undefined) return readConfigFromEnv(env, { onWarning })
  return readConfigFromEnv(env, { file: await readJson(path), onWarning })
}

/** A configuration file. Throws `SNOW_CONFIG_INVALID` without quoting it. */
export async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown
  } catch (error) {
    // The words of a JSON error quote the file, and with it perhaps a secret.
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    const why = error instanceof SyntaxError ? 'is not JSON' : missing ? 'is not there' : 'cannot be read'
    throw new SnowError('SNOW_CONFIG_INVALID', `--config ${path}: ${why}`, { cause: error })
  }
}
