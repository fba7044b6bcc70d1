import type { Client } from '../client/types.js'
import type { TableRecord } from '../protocol/records.js'
import { asIncidents, fieldsToRead, readRecords } from './read-records.js'
import type { SelectionState } from './selection-state.js'

export interface CheckedSelection {
  /** As they are now. */
  readonly found: readonly TableRecord[]
  /** sys_ids of those that do not exist any more, or are hidden from this user. */
  readonly gone: readonly string[]
}

export interface SelectionCheck {
  readonly selected: SelectionState
  readonly client: Pick<Client, 'records'>
  /** Records of other tables are left alone. */
  readonly table: string
  /** Whether a record was just read anyway. */
  readonly isRead: (sysId: string) => boolean
}

/** What one request asks for: a large selection is gone through by turns. */
const mostAtOnce = 100

/** Makes what asks the instance whether selected records are still there, a hundred with each call. */
export function createSelectionCheck(): (check: SelectionCheck) => Promise<CheckedSelection> {
  const asked = new Set<string>()

  function nextOf(ids: readonly string[]): readonly string[] {
    const left = ids.filter((sysId) => !asked.has(sysId))
    if (left.length === 0) asked.clear()
    return (left.length === 0 ? ids : left).slice(0, mostAtOnce)
  }

  return async ({ selected, client, table, isRead }) => {
    const found: TableRecord[] = []
    const gone: string[] = []
    const ids = nextOf(idsOf(selected, table).filter((sysId) => !isRead(sysId)))
    const fields = fieldsToRead(table)
    for await (const batch of readRecords(client, table, ids, { fields, priority: 'background' })) {
      for (const sysId of batch.asked) asked.add(sysId)
      found.push(...asIncidents(batch.found))
      gone.push(...batch.missing)
    }
    return { found, gone }
  }
}

/** Records that are selected, whole or by their files. */
function idsOf({ records, files }: SelectionState, table: string): readonly string[] {
  const whole = [...records.values()].filter((record) => record.table === table)
  const byFile = [...files.values()].flatMap((ofOne) => [...ofOne.values()].slice(0, 1))
  return [
    ...whole.map(({ sysId }) => sysId),
    ...byFile.filter(({ tableName }) => tableName === table).map(({ recordSysId }) => recordSysId),
  ]
}
