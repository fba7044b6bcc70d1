import { createEmulator } from '../../../src/emulator/create-emulator.js'
import { type Emulator } from '../../../src/emulator/emulator-options.js'
import { tables } from '../../../src/emulator/schema/tables.js'
import { type Clock } from '../../../src/shared/clock.js'

export type Row = Record<string, string>
export type Rows = Readonly<Record<string, readonly Row[]>>

interface Wanted {
  /** Time zone of the administrator, who makes the requests. */
  readonly timeZone?: string
  readonly clock?: Clock
  /** Tables that hold nothing but the rows given here. */
  readonly emptied?: readonly string[]
}

/** A small instance that holds these rows too; what it had under the same sys_id takes these values. */
export function instanceWith(rows: Rows, { timeZone = '', clock, emptied = [] }: Wanted = {}): Emulator {
  const file = createEmulator({ incidents: 5, ...(clock === undefined ? {} : { clock }) }).export()
  const all: Record<string, Row[]> = structuredClone(file.tables) as Record<string, Row[]>
  for (const table of emptied) all[table] = []
  for (const [table, added] of Object.entries(rows)) {
    const byId = new Map((all[table] ?? []).map((row) => [row.sys_id, row]))
    for (const row of added) byId.set(row.sys_id, { ...byId.get(row.sys_id), ...knownColumns(table, row) })
    all[table] = [...byId.values()]
  }
  const admin = all.sys_user?.find((row) => row.user_name === 'admin')
  if (admin !== undefined) admin.time_zone = timeZone
  return createEmulator({ data: { ...file, tables: all }, ...(clock === undefined ? {} : { clock }) })
}

/** Columns that an instance made for itself have no place here; the comparison tells that they are missing. */
function knownColumns(table: string, row: Row): Row {
  const columns = tables.get(table)?.columns ?? {}
  return Object.fromEntries(Object.entries(row).filter(([name]) => name in columns))
}

/** The stored values behind a recorded record, in any form that tells them. */
export function rawRow(recorded: Record<string, unknown>): Row {
  return Object.fromEntries(
    Object.entries(recorded)
      .map(([name, value]) => [name, rawValue(value)] as const)
      .filter((entry): entry is readonly [string, string] => entry[1] !== undefined),
  )
}

function rawValue(value: unknown): string | undefined {
  if (typeof value === 'object' && value !== null) return 'value' in value ? rawValue(value.value) : undefined
  return value === null || value === undefined ? '' : String(value)
}

/** Bare records for everything that a recorded record refers to by sys_id and label. */
export function referredRows(table: string, recorded: Record<string, unknown>): Record<string, Row[]> {
  const found: Record<string, Row[]> = {}
  for (const [name, field] of Object.entries(recorded)) {
    const target = tables.get(table)?.columns[name]?.reference
    const schema = target === undefined ? undefined : tables.get(target)
    if (schema === undefined || !isLabelled(field) || !/^[0-9a-f]{32}$/.test(field.value)) continue
    const row = { sys_id: field.value, [schema.display]: field.display_value, sys_class_name: schema.name }
    ;(found[schema.name] ??= []).push(row)
  }
  return found
}

function isLabelled(field: unknown): field is { display_value: string; value: string } {
  return (
    typeof field === 'object' &&
    field !== null &&
    'value' in field &&
    'display_value' in field &&
    typeof field.value === 'string' &&
    typeof field.display_value === 'string'
  )
}
