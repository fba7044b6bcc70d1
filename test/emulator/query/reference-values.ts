/** What the reference knows of the columns that random queries name; written down again on purpose. */
export type Kind = 'text' | 'number' | 'boolean' | 'time' | 'reference' | 'id' | 'class'

interface ReferenceColumn {
  readonly kind: Kind
  readonly to?: string
}

const text: ReferenceColumn = { kind: 'text' }
const number: ReferenceColumn = { kind: 'number' }
const boolean: ReferenceColumn = { kind: 'boolean' }
const time: ReferenceColumn = { kind: 'time' }
const to = (table: string): ReferenceColumn => ({ kind: 'reference', to: table })

const taskColumns: Readonly<Record<string, ReferenceColumn>> = {
  sys_id: { kind: 'id' },
  sys_class_name: { kind: 'class' },
  sys_created_on: time,
  number: text,
  short_description: text,
  description: text,
  priority: number,
  reassignment_count: number,
  active: boolean,
  opened_at: time,
  due_date: time,
  sla_due: time,
  assigned_to: to('sys_user'),
  parent: to('task'),
}

export const referenceTables: Readonly<Record<string, Readonly<Record<string, ReferenceColumn>>>> = {
  task: taskColumns,
  problem: { ...taskColumns, category: text, reopen_count: number, resolved_at: time },
  incident: {
    ...taskColumns,
    category: text,
    reopen_count: number,
    resolved_at: time,
    caller_id: to('sys_user'),
    problem_id: to('problem'),
  },
  sys_user: {
    sys_id: { kind: 'id' },
    name: text,
    user_name: text,
    vip: boolean,
    active: boolean,
    sys_created_on: time,
    department: to('cmn_department'),
    manager: to('sys_user'),
  },
  cmn_department: { sys_id: { kind: 'id' }, name: text, parent: to('cmn_department') },
}

const shownBy: Readonly<Record<string, string>> = {
  task: 'number',
  problem: 'number',
  incident: 'number',
  sys_user: 'name',
  cmn_department: 'name',
}

export type Row = Readonly<Record<string, string>>

export interface ReferenceWorld {
  /** Rows by table, in the order of insertion; `task` holds those of its classes too. */
  readonly rows: Readonly<Record<string, readonly Row[]>>
  readonly userId: string
  readonly userName: string
  readonly now: number
  /** How far the caller's clocks are ahead of UTC, all year round. */
  readonly offset: number
  readonly literalTimes: 'utc' | 'user'
  readonly scripts: 'evaluated' | 'refused'
}

export interface Named {
  readonly kind: Kind
  readonly to: string | undefined
  readonly isOwn: boolean
  readonly read: (row: Row) => string
}

/** The column that a dotted name means, or `undefined`. */
export function named(world: ReferenceWorld, table: string, name: string): Named | undefined {
  const [first, ...rest] = name.split('.')
  const columns = referenceTables[table] ?? {}
  const column = Object.hasOwn(columns, first!) ? columns[first!] : undefined
  if (column === undefined) return undefined
  if (rest.length === 0) {
    return { kind: column.kind, to: column.to, isOwn: true, read: (row) => row[first!] ?? '' }
  }
  if (column.to === undefined) return undefined
  const target = column.to
  const next = named(world, target, rest.join('.'))
  if (next === undefined) return undefined
  const byId = new Map((world.rows[target] ?? []).map((row) => [row.sys_id, row]))
  return {
    ...next,
    isOwn: false,
    read(row) {
      const referenced = byId.get(row[first!] ?? '')
      return referenced === undefined ? '' : next.read(referenced)
    },
  }
}

/** What a reference shows. */
export function shown(world: ReferenceWorld, table: string, id: string): string {
  return (world.rows[table] ?? []).find((row) => row.sys_id === id)?.[shownBy[table] ?? ''] ?? ''
}

const timeForm = /^\d{4}-(0[1-9]|1[0-2])-([0-2]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/

/** A time as seconds, a date as its first second; `NaN` for anything else. */
export function secondsOf(written: string): number {
  const full = /^\d{4}-\d\d-\d\d$/.test(written) ? `${written} 00:00:00` : written
  const [year, month, day] = full.split(/[- ]/).map(Number)
  const daysOfMonth = new Date(Date.UTC(year!, month!, 0)).getUTCDate()
  return timeForm.test(full) && day! <= daysOfMonth ? Date.parse(`${full.replace(' ', 'T')}Z`) / 1000 : NaN
}

export function written(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')
}
