import { buildQuery } from '../protocol/build-query.js'
import { parseQuery } from '../protocol/parse-query.js'
import { isSysId } from '../protocol/parse-table.js'
import { asRecord } from '../protocol/wire-values.js'
import type { SelectedRule } from './selection-rule.js'
import type { SelectionState } from './selection-state.js'

/** Whose selection it is, and of which picker. */
export interface SelectionPlace {
  /** The proxy and instance. */
  readonly place: string
  /** sys_id of the user. */
  readonly owner: string
  /** What the host calls the picker. */
  readonly name: string
}

/** A selection without a word of what is in its records: names only, to be read again. */
export interface RememberedSelection {
  /** sys_ids, or numbers that were not read yet, with their table. */
  readonly records: readonly (readonly [id: string, table: string])[]
  readonly files: readonly RememberedFile[]
  readonly rule: SelectedRule | undefined
}

export interface RememberedFile {
  readonly sysId: string
  readonly table: string
  readonly recordSysId: string
}

export interface SelectionMemory {
  /** What was remembered for this person; what was of anybody else is forgotten. */
  read(): RememberedSelection | undefined
  /** Remembers the selection, and `files` that were not read yet; forgets it when it is empty. */
  write(state: SelectionState, files: readonly RememberedFile[]): void
}

const version = 1

type Fields = Readonly<Record<string, unknown>>

/** Keeps a selection in the tab's own storage. Storage that fails remembers nothing. */
export function createSelectionMemory(
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined,
  { place, owner, name }: SelectionPlace,
): SelectionMemory {
  const key = `snowline-selection|${place}|${name}`

  function forget(): void {
    try {
      storage?.removeItem(key)
    } catch {
      // What cannot be reached was never written.
    }
  }

  return {
    read() {
      const text = quietly(() => storage?.getItem(key))
      const kept = quietly(() => parse(text ?? '', owner))
      if (typeof text === 'string' && kept === undefined) forget()
      return kept
    },
    write(state, unread) {
      const kept = toRemembered(state, unread)
      if (kept.records.length + kept.files.length === 0 && kept.rule === undefined) return forget()
      const rule = kept.rule && { ...kept.rule, query: buildQuery(kept.rule.query) }
      quietly(() => storage?.setItem(key, JSON.stringify({ version, owner, ...kept, rule })))
    },
  }
}

function toRemembered(
  { records, wanted, files, rule, exceptions }: SelectionState,
  unread: readonly RememberedFile[],
): RememberedSelection {
  const read = [...files.values()].flatMap((ofOne) =>
    [...ofOne.values()].map(({ sysId, tableName, recordSysId }) => ({
      ...{ sysId, table: tableName, recordSysId },
    })),
  )
  return {
    records: [...[...records.values()].map(({ sysId, table }) => [sysId, table] as const), ...wanted],
    files: [...read, ...unread],
    rule: rule && { ...rule, exceptions: [...exceptions.values()] },
  }
}

/** Strictly: what is not as it was written is nobody's selection. */
function parse(json: string, owner: string): RememberedSelection | undefined {
  const kept = asRecord(JSON.parse(json))
  if (kept?.['version'] !== version || kept['owner'] !== owner) return undefined
  const files = list(kept['files']).map((value) => {
    const file = asRecord(value)
    return {
      sysId: sysIdIn(file, 'sysId'),
      table: textIn(file, 'table'),
      recordSysId: sysIdIn(file, 'recordSysId'),
    }
  })
  return {
    records: list(kept['records']).map((pair) => {
      const [id, table] = list(pair)
      return [textIn({ id }, 'id'), textIn({ table }, 'table')]
    }),
    files,
    rule: kept['rule'] === undefined ? undefined : parseRule(asRecord(kept['rule'])),
  }
}

function parseRule(rule: Fields | undefined): SelectedRule {
  return {
    ...{ table: textIn(rule, 'table'), label: textIn(rule, 'label'), live: rule?.['live'] === true },
    query: parseQuery(textIn(rule, 'query')).query,
    exceptions: list(rule?.['exceptions']).map((value) => {
      const record = asRecord(value)
      return { sysId: sysIdIn(record, 'sysId'), number: textIn(record, 'number') }
    }),
  }
}

function list(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError('no list')
  return value
}

function textIn(from: Fields | undefined, name: string): string {
  const value = from?.[name]
  if (typeof value !== 'string') throw new TypeError(`no ${name}`)
  return value
}

function sysIdIn(from: Fields | undefined, name: string): string {
  const sysId = textIn(from, name)
  if (!isSysId(sysId)) throw new TypeError(`no sys_id in ${name}`)
  return sysId
}

function quietly<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
