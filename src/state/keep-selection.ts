import type { Client } from '../client/types.js'
import type { TableRecord } from '../protocol/records.js'
import { SnowError, toSnowError } from '../shared/errors.js'
import { asIncidents, fieldsToRead, readRecords } from './read-records.js'
import { createSelectionMemory, type RememberedFile } from './selection-memory.js'
import type { SelectionStore } from './selection-store.js'

export interface KeepSelectionOptions {
  readonly store: SelectionStore
  readonly client: Pick<Client, 'records' | 'attachments' | 'proxy' | 'instance'>
  /** sys_id of the signed-in user. */
  readonly owner: string
  /** What the host calls the picker; `''` remembers nothing. */
  readonly name: string
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | undefined
  /** sys_ids or numbers to select, unless there is something to remember. */
  readonly preselected: readonly string[]
  readonly table: string
  readonly signal: AbortSignal
  /** Told what could not be read, and what is not there (`SNOW_NOT_FOUND_OR_HIDDEN`). */
  readonly onError: (error: SnowError) => void
}

/**
 * Selects what is to be selected from the start: what the person had selected before the page was loaded
 * again, or else what the host wants. From then on remembers each change. Returns what reads the records of
 * it: what cannot be read stays selected by its name, for the next call.
 */
export function keepSelection(options: KeepSelectionOptions): () => Promise<void> {
  const { store, client, owner, name, signal, table } = options
  const place = `${client.proxy}|${client.instance}`
  const memory = name === '' ? undefined : createSelectionMemory(options.storage, { place, owner, name })
  const kept = memory?.read()
  let files = kept?.files ?? []
  if (kept?.rule !== undefined) {
    const { exceptions, ...rule } = kept.rule
    store.put({ rule, exceptions: new Map(exceptions.map((record) => [record.sysId, record])) })
  }
  for (const [id, own] of kept?.records ?? []) store.want([id], own)
  if (kept === undefined) store.want(options.preselected, table)
  if (memory !== undefined) {
    const end = store.subscribe((state) => memory.write(state, files))
    signal.addEventListener('abort', end)
  }
  return async () => {
    try {
      await readWanted(options)
      for (const own of new Set(files.map((file) => file.table))) {
        const ofTable = files.filter((file) => file.table === own)
        const settle = await readFiles(options, own, ofTable)
        files = files.filter((file) => file.table !== own)
        settle()
      }
    } catch (error) {
      if (!signal.aborted) options.onError(toSnowError(error))
    }
  }
}

async function readWanted({ store, client, signal, onError }: KeepSelectionOptions): Promise<void> {
  const wanted = [...store.get().wanted]
  for (const table of new Set(wanted.map(([, own]) => own))) {
    const names = wanted.flatMap(([name, own]) => (own === table ? [name] : []))
    const fields = fieldsToRead(table)
    for await (const batch of readRecords(client, table, names, { signal, fields, priority: 'background' })) {
      store.settle(batch.asked, asIncidents(batch.found))
      if (batch.missing.length > 0) onError(notThere(batch.missing))
    }
  }
}

async function readFiles(
  { store, client, signal, onError }: KeepSelectionOptions,
  table: string,
  files: readonly RememberedFile[],
): Promise<() => void> {
  const ids = [...new Set(files.map(({ recordSysId }) => recordSysId))]
  const there = await client.attachments.listFor(table, ids, { signal, priority: 'background' })
  const parents = new Map<string, TableRecord>()
  for await (const { found } of readRecords(client, table, ids, { signal, fields: fieldsToRead(table) })) {
    for (const record of asIncidents(found)) parents.set(record.sysId, record)
  }
  const picks = files.flatMap(({ sysId, recordSysId }) => {
    const parent = parents.get(recordSysId)
    const file = there.find((one) => one.sysId === sysId)
    const siblings = there.filter((one) => one.recordSysId === recordSysId)
    return parent && file ? [{ file, siblings, parent }] : []
  })
  store.add(picks)
  const found = new Set(picks.map(({ file }) => file.sysId))
  const missing = files.map(({ sysId }) => sysId).filter((sysId) => !found.has(sysId))
  return () => {
    store.settleFiles(picks, missing)
    if (missing.length > 0) onError(notThere(missing))
  }
}

function notThere(names: readonly string[]): SnowError {
  const some = names.slice(0, 5).join(', ')
  return new SnowError(
    'SNOW_NOT_FOUND_OR_HIDDEN',
    `To be selected, and not there for this user: ${some}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`,
  )
}
