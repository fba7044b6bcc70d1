import { type ReferenceWorld, secondsOf, written } from './reference-values.js'

/** A `javascript:` value as the reference evaluates it: seconds of a moment, or a text; `undefined` when refused. */
export function scriptValue(script: string, world: ReferenceWorld): number | string | undefined {
  if (world.scripts === 'refused') return undefined
  const call = script.match(/^gs\.([A-Za-z]+)\(([^()]*)\)$/)
  if (call === null) return undefined
  const [, name, given] = call as unknown as [string, string, string]
  const local = new Date(world.now + world.offset * 1000)
  const utc = (date: Date): number => Math.floor(date.getTime() / 1000) - world.offset
  if (name === 'getUserID') return world.userId
  if (name === 'getUserName') return world.userName
  if (name === 'nowDateTime') return Math.floor(world.now / 1000)
  if (name === 'now') return secondsOf(local.toISOString().slice(0, 10)) - world.offset
  if (name === 'dateGenerate') {
    const [day, clock] = given.split(',').map((each) => each.replace(/'/g, ''))
    const time = clock === 'start' ? '00:00:00' : clock === 'end' ? '23:59:59' : clock
    return secondsOf(`${day} ${time}`) - world.offset
  }
  const ago = name.match(/^(day|hour|week|month|year)sAgo(Start|End)?$/)
  if (ago !== null && /^\d+$/.test(given)) return agoSeconds(local, ago, Number(given), utc)
  const edge = name.match(/^(beginning|end)Of(This|Last|Next)(Week|Month|Quarter|Year)$/)
  if (edge === null) return undefined
  const shift = { This: 0, Last: -1, Next: 1 }[edge[2]!]!
  const start = begin(edge[3]!.toLowerCase(), local, shift)
  return edge[1] === 'beginning' ? utc(start) : utc(begin(edge[3]!.toLowerCase(), local, shift + 1)) - 1
}

function agoSeconds(
  local: Date,
  [, unit, edge]: RegExpMatchArray,
  amount: number,
  utc: (date: Date) => number,
): number {
  if (edge === 'Start') return utc(begin(unit!, local, -amount))
  if (edge === 'End') return utc(begin(unit!, local, 1 - amount)) - 1
  const hours = { hour: 1, day: 24, week: 168 }[unit!]
  if (hours !== undefined) return utc(local) - amount * hours * 3600
  const months = unit === 'year' ? amount * 12 : amount
  const month = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - months + 1, 0))
  const day = Math.min(local.getUTCDate(), month.getUTCDate())
  const clock = local.getTime() % 86_400_000
  return utc(new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth(), day) + clock))
}

/** When a unit begins, so many units from the one that holds `local`. */
export function begin(unit: string, local: Date, shift: number): Date {
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()]
  switch (unit) {
    case 'minute':
      return new Date((Math.floor(local.getTime() / 60_000) + shift) * 60_000)
    case 'hour':
      return new Date((Math.floor(local.getTime() / 3_600_000) + shift) * 3_600_000)
    case 'day':
      return new Date(Date.UTC(year, month, day + shift))
    case 'week':
      return new Date(Date.UTC(year, month, day - ((local.getUTCDay() || 7) - 1) + 7 * shift))
    case 'month':
      return new Date(Date.UTC(year, month + shift, 1))
    case 'quarter':
      return new Date(Date.UTC(year, Math.floor(month / 3) * 3 + 3 * shift, 1))
    default:
      return new Date(Date.UTC(year + shift, 0, 1))
  }
}

/** A value as it is compared with a column of times: seconds, `NaN` for no time, `undefined` when refused. */
export function timeValue(text: string, world: ReferenceWorld): number | undefined {
  if (text.startsWith('javascript:')) {
    const value = scriptValue(text.slice(11), world)
    return typeof value === 'string' ? NaN : value
  }
  return secondsOf(text) - (world.literalTimes === 'user' ? world.offset : 0)
}

/** A value as it is compared with any other column. */
export function textValue(text: string, world: ReferenceWorld): string | undefined {
  if (!text.startsWith('javascript:')) return text
  const value = scriptValue(text.slice(11), world)
  if (typeof value !== 'number') return value
  // Asking for today answers the day alone.
  return text.endsWith('gs.now()') ? written(value + world.offset).slice(0, 10) : written(value)
}
