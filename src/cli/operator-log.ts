import type { RequestRecord } from '../proxy/create-proxy.js'
import { requestLogLine, requestLogText, type LogLevel } from '../proxy/request-log.js'
import type { LogFormat } from './proxy-settings.js'

/** The log of a process: a line for each request, and a line for what happens to the process itself. */
export interface OperatorLog {
  readonly request: ((record: RequestRecord) => void) | undefined
  /** A message of our own words; nothing that came in is part of it. */
  note(level: LogLevel, message: string): void
}

/** Writes to `write` a line at a time. `off` keeps requests out; notes that warn are still written. */
export function createOperatorLog(format: LogFormat, write: (line: string) => unknown): OperatorLog {
  const now = (): string => new Date().toISOString()
  return {
    request:
      format === 'off'
        ? undefined
        : (record) => write(format === 'json' ? requestLogLine(record) : requestLogText(record)),
    note(level, message) {
      if (format === 'json') write(JSON.stringify({ time: now(), level, message }))
      else if (format === 'text') write(`${now()} ${level.padEnd(5)} ${message}`)
      else if (level === 'warn' || level === 'error') write(`${level}: ${message}`)
    },
  }
}
