import { formatTime } from '../schema/instance-time.js'

export interface ScriptContext {
  readonly userId: string
  readonly userName: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

const day = 86_400_000
const units: Readonly<Record<string, number>> = { minutes: 60_000, hours: 3_600_000, days: day }

/**
 * Evaluates the `javascript:` values that queries use; `undefined` for any other script, which an
 * instance's sandbox refuses.
 */
export function evaluateScript(script: string, context: ScriptContext): string | undefined {
  const call = /^\s*gs\.(\w+)\(\s*([^()]*)\s*\)\s*;?\s*$/.exec(script)
  if (call === null) return undefined
  const [, name, argument] = call as unknown as [string, string, string]
  switch (name) {
    case 'getUserID':
      return context.userId
    case 'getUserName':
      return context.userName
    case 'now':
      return formatTime(context.now).slice(0, 10)
    case 'nowDateTime':
      return formatTime(context.now)
    case 'dateGenerate':
      return dateGenerate(argument)
  }
  return agoValue(name, argument, context.now) ?? boundaryValue(name, context.now)
}

function dateGenerate(argument: string): string | undefined {
  const parts = /^'(\d{4}-\d\d-\d\d)'\s*,\s*'(start|end|\d\d:\d\d:\d\d)'$/.exec(argument)
  if (parts === null) return undefined
  const time = parts[2] === 'start' ? '00:00:00' : parts[2] === 'end' ? '23:59:59' : parts[2]
  return `${parts[1]} ${time}`
}

function agoValue(name: string, argument: string, now: number): string | undefined {
  const parts = /^(minutes|hours|days|months|quarters)Ago(Start|End)?$/.exec(name)
  if (parts === null || !/^-?\d{1,6}$/.test(argument)) return undefined
  const [, unit, edge] = parts as unknown as [string, string, string | undefined]
  const amount = Number(argument)
  const length = units[unit]
  if (length === undefined) return monthsAgo(now, unit === 'quarters' ? amount * 3 : amount, edge)
  const at = now - amount * length
  // Without an edge, days count from this time of day and the shorter units too.
  if (edge === undefined) return formatTime(at)
  const start = Math.floor(at / length) * length
  return formatTime(edge === 'Start' ? start : start + length - 1000)
}

function monthsAgo(now: number, months: number, edge: string | undefined): string {
  const date = new Date(now)
  if (edge === undefined) {
    date.setUTCMonth(date.getUTCMonth() - months)
    return formatTime(date.getTime())
  }
  const start = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1)
  const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months + 1, 1) - 1000
  return formatTime(edge === 'Start' ? start : end)
}

function boundaryValue(name: string, now: number): string | undefined {
  const parts = /^(beginning|end)Of(Today|Yesterday|Tomorrow|(?:This|Last|Next)(?:Week|Month|Year))$/.exec(
    name,
  )
  if (parts === null) return undefined
  const [start, end] = period(parts[2]!, now)
  return formatTime(parts[1] === 'beginning' ? start : end - 1000)
}

function period(name: string, now: number): [number, number] {
  const today = Math.floor(now / day) * day
  const date = new Date(now)
  const shift = name.startsWith('Last') ? -1 : name.startsWith('Next') ? 1 : 0
  const year = date.getUTCFullYear()
  const month = date.getUTCMonth()
  if (name === 'Yesterday') return [today - day, today]
  if (name === 'Tomorrow') return [today + day, today + 2 * day]
  if (name.endsWith('Week')) {
    const monday = today - ((date.getUTCDay() + 6) % 7) * day + shift * 7 * day
    return [monday, monday + 7 * day]
  }
  if (name.endsWith('Month')) return [Date.UTC(year, month + shift, 1), Date.UTC(year, month + shift + 1, 1)]
  if (name.endsWith('Year')) return [Date.UTC(year + shift, 0, 1), Date.UTC(year + shift + 1, 0, 1)]
  return [today, today + day]
}
