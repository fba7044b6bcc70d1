import {
  type Calendar,
  calendarOf,
  type CalendarUnit,
  edgesOf,
  momentAfter,
  momentOf,
  storedTime,
} from './calendar.js'
import { type ScriptContext } from './query-context.js'

/**
 * Evaluates the `javascript:` values that queries use; `undefined` for any other script. Nothing is
 * executed: functions come from a list. Times are answered as stored, in UTC, though days begin and end
 * in the user's zone; a date alone is the user's.
 */
export function evaluateScript(script: string, context: ScriptContext): string | undefined {
  const call = /^\s*gs\.(\w+)\(([^()]*)\)\s*;?\s*$/.exec(script)
  if (call === null) return undefined
  const name = call[1]!
  const given = argumentsOf(call[2]!)
  const [first, second] = given
  const [calendar, now] = [calendarOf(context.timeZone), context.now]
  switch (name) {
    case 'getUserID':
      return given.length === 0 ? context.userId : undefined
    case 'getUserName':
      return given.length === 0 ? context.userName : undefined
    case 'now':
      return storedTime(calendar.toLocal(now))?.slice(0, 10)
    case 'nowDateTime':
      return storedTime(now)
    case 'dateGenerate':
      return given.length === 2 ? generated(first!, second!, context) : undefined
  }
  const moment = namedMoment(name, given, { now, calendar })
  return moment === undefined ? undefined : storedTime(moment)
}

/** Whether a script answers the same as long as nobody else asks. */
export function isSteadyScript(script: string): boolean {
  return /^\s*gs\.(getUserID|getUserName|dateGenerate|datePart)\b/.test(script)
}

/** `(1, 'start')` in any spacing, with either kind of quotes. */
function argumentsOf(text: string): string[] {
  if (text.trim() === '') return []
  return text.split(',').map((each) => each.trim().replace(/^(['"])(.*)\1$/, '$2'))
}

function generated(day: string, time: string, { timeZone }: ScriptContext): string | undefined {
  const clock = time === 'start' ? '00:00:00' : time === 'end' ? '23:59:59' : time
  const local = momentOf(`${day} ${clock}`)
  return local === undefined ? undefined : storedTime(calendarOf(timeZone).toUtc(local))
}

function namedMoment(
  name: string,
  given: readonly string[],
  { now, calendar }: { readonly now: number; readonly calendar: Calendar },
): number | undefined {
  const ago = /^(minute|hour|day|week|month|quarter|year)sAgo(Start|End)?$/.exec(name)
  if (ago !== null) {
    const [amount, another] = given
    if (amount === undefined || another !== undefined || !/^-?\d{1,6}$/.test(amount)) return undefined
    const unit = ago[1] as CalendarUnit
    const at = momentAfter(unit, now, -Number(amount), calendar)
    if (ago[2] === undefined) return at
    return edgesOf(unit, at, calendar)[ago[2] === 'Start' ? 'first' : 'last']
  }
  const edge =
    /^(beginning|end)Of(Today|Yesterday|Tomorrow|(This|Last|Next)(Minute|Hour|Day|Week|Month|Quarter|Year))$/.exec(
      name,
    )
  if (edge === null || given.length > 0) return undefined
  const unit = (edge[4]?.toLowerCase() ?? 'day') as CalendarUnit
  const shift = shifts[edge[3] ?? edge[2]!] ?? 0
  const at = momentAfter(unit, now, shift, calendar)
  return edgesOf(unit, at, calendar)[edge[1] === 'beginning' ? 'first' : 'last']
}

const shifts: Readonly<Record<string, number>> = { Yesterday: -1, Last: -1, Tomorrow: 1, Next: 1 }
