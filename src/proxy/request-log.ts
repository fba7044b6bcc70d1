import type { RequestRecord } from './request-record.js'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** What a line says of a request, in this order. Nothing else of a record is written: the list is the redaction. */
const logged = [
  'method',
  'route',
  'status',
  'code',
  'cause',
  'instance',
  'durationMs',
  'bytes',
  'upstreamStatus',
  'transactionId',
  'session',
  'refreshed',
  'traceId',
  'spanId',
  'parentSpanId',
] as const satisfies readonly (keyof RequestRecord)[]

/** One line of JSON for a request, without the line's end. */
export function requestLogLine(record: RequestRecord): string {
  return JSON.stringify(
    Object.fromEntries([
      ['time', record.time],
      ['level', logLevel(record)],
      ...logged.map((name) => [name, record[name]]),
    ]),
  )
}

/** The same for a person's eyes: time, level, what was asked and what came of it, then `name=value`. */
export function requestLogText(record: RequestRecord): string {
  const { time, method, route, status, durationMs } = record
  const first: readonly string[] = ['method', 'route', 'status', 'durationMs']
  const rest = logged
    .filter((name) => !first.includes(name) && record[name] !== undefined)
    .map((name) => `${name}=${record[name]}`)
  const head = [time, logLevel(record).padEnd(5), method, route, status, `${durationMs}ms`]
  return [...head, ...rest].join(' ')
}

/** `error` for what the proxy or the instance failed, `warn` for what was refused, `debug` for a probe that went well. */
export function logLevel({ status, code, route }: RequestRecord): LogLevel {
  if (status >= 500) return 'error'
  if (status >= 400 || code !== undefined) return 'warn'
  return route === '/health' || route === '/ready' ? 'debug' : 'info'
}
