import { readFile } from 'node:fs/promises'
import type { CheckedConfig } from '../proxy/config.js'
import { readConfigFromEnv, type Environment } from '../proxy/config-env.js'
import { createMetrics } from '../proxy/metrics.js'
import type { ProxyFailure, ProxyWarning } from '../proxy/create-proxy.js'
import { serveProxy } from '../proxy/node.js'
import type { RequestRecord } from '../proxy/request-record.js'
import { SnowError } from '../shared/errors.js'
import { endGracefully } from './end-gracefully.js'
import { listenProblem } from './listen-problem.js'
import { openStore } from './open-store.js'
import { createOperatorLog } from './operator-log.js'
import { readProxySettings, type ProxySettings } from './proxy-settings.js'
import { proxyUsage } from './proxy-usage.js'
import { serveMetrics, type MetricsServer } from './serve-metrics.js'

/**
 * Runs `snowline proxy`: prints `ready URL` once it listens, and ends on SIGTERM or SIGINT, when requests
 * under way have been answered. When it cannot start it throws `SNOW_CONFIG_INVALID` with all that is wrong, or
 * `SNOW_STORE_UNREACHABLE`.
 */
export async function runProxy(argv: readonly string[], env: Environment): Promise<void> {
  const settings = readProxySettings(argv, env)
  if (settings === 'help') {
    console.log(proxyUsage())
    return
  }
  const log = createOperatorLog(settings.log, (line) => process.stderr.write(`${line}\n`))
  const config = await readConfig(settings.configFile, env, (text) => log.note('warn', text))
  const metrics = settings.metrics === undefined ? undefined : createMetrics()
  const onRequest = (record: RequestRecord): void => {
    log.request?.(record)
    metrics?.record(record)
  }
  // A mistake of this deployment: the text, which is ours, says what to change.
  const onFailure = ({ code, message }: ProxyFailure): void => {
    if (code === 'SNOW_PROXY_FAILED') log.note('error', message)
  }
  const onWarning = ({ message }: ProxyWarning): void => log.note('warn', message)
  const isWatched = log.request !== undefined || metrics !== undefined
  const { redisUrl } = settings
  const opened = redisUrl === undefined ? undefined : await openStore(redisUrl, log)
  const served = await serveProxy(
    {
      ...config,
      onFailure,
      onWarning,
      ...(isWatched ? { onRequest } : {}),
      ...(opened === undefined ? {} : { store: opened.store, readiness: () => opened.store.ping() }),
    },
    settings,
  ).catch(async (error: unknown) => {
    await opened?.close()
    throw listenProblem(error, settings.port, settings.host)
  })
  const metricsServer = await startMetrics(settings, metrics?.text).catch(async (error: unknown) => {
    await served.close()
    await opened?.close()
    throw error
  })
  console.log(`ready ${served.url}`)
  if (opened !== undefined) log.note('info', `shared store: ${opened.place}`)
  if (metricsServer !== undefined) log.note('info', `metrics at ${metricsServer.url}`)
  endGracefully(async () => {
    log.note('info', 'ending: requests under way are answered first')
    const cut = await served.close(settings)
    await metricsServer?.close()
    // What was under way may have written to it until now.
    await opened?.close()
    if (cut > 0) log.note('warn', `ended; requests that the grace was too short for: ${cut}`)
    else log.note('info', 'ended')
  })
}

async function startMetrics(
  { metrics }: ProxySettings,
  text: (() => string) | undefined,
): Promise<MetricsServer | undefined> {
  if (metrics === undefined || text === undefined) return undefined
  return serveMetrics({ ...metrics, text }).catch((error: unknown) => {
    throw listenProblem(error, metrics.port, metrics.host, '--metrics-')
  })
}

async function readConfig(
  path: string | undefined,
  env: Environment,
  onWarning: (text: string) => void,
): Promise<CheckedConfig> {
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
