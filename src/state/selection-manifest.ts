import type { Client } from '../client/types.js'
import { buildQuery } from '../protocol/build-query.js'
import type { Attachment, TableRecord } from '../protocol/records.js'
import { systemClock, type Clock } from '../shared/clock.js'
import type { Selection } from './types.js'

/** Version of the format: one that is greater cannot be read here. */
export const manifestVersion = 1

/** A selection that can be kept, sent and compared: names, versions and hashes, and no content. */
export interface SelectionManifest {
  readonly 'snowline-selection': 1
  /** ISO 8601, by the clock of the browser. */
  readonly createdAt: string
  /** Id of the instance in the proxy's configuration. */
  readonly instance: string
  readonly records: readonly ManifestRecord[]
  /** Files that were picked one by one. */
  readonly attachments: readonly ManifestAttachment[]
  readonly rule?: ManifestRule
  /** sys_ids and numbers that were to be selected and were not there for this user. */
  readonly missing?: readonly string[]
}

export interface ManifestRecord {
  readonly table: string
  readonly sys_id: string
  readonly number: string
  /** How often it was saved; with the sys_id it names one version. */
  readonly sys_mod_count: number
  /** It was deleted or hidden after it had been selected. */
  readonly gone?: true
  /** The files that come along with it. */
  readonly attachments?: readonly ManifestAttachment[]
}

export interface ManifestAttachment {
  readonly sys_id: string
  readonly table: string
  readonly table_sys_id: string
  readonly file_name: string
  readonly content_type: string
  readonly size_bytes: number
  /** SHA-256 in hexadecimal; `''` on instances that do not tell. */
  readonly hash: string
}

export interface ManifestRule {
  readonly table: string
  /** The encoded query, as `sysparm_query` takes it. */
  readonly query: string
  readonly label: string
  /** Also those that match later. */
  readonly live: boolean
  readonly exceptions: readonly { readonly sys_id: string; readonly number: string }[]
}

export interface ManifestOptions {
  readonly signal?: AbortSignal | undefined
  readonly clock?: Clock | undefined
}

/**
 * The manifest of a selection; reads which files the whole records have. Those of a rule are not read:
 * `resolveSelection` does that. Rejects with the error of the request that failed.
 */
export async function createManifest(
  client: Pick<Client, 'attachments' | 'instance'>,
  selection: Selection,
  { signal, clock = systemClock }: ManifestOptions = {},
): Promise<SelectionManifest> {
  const { incidents, records = [], attachments, rule, gone = [], missing } = selection
  const all = [...incidents, ...records]
  const left = new Set(gone)
  const files = await filesOf(
    client,
    all.filter(({ sysId }) => !left.has(sysId)),
    signal,
  )
  return {
    'snowline-selection': manifestVersion,
    createdAt: new Date(clock.now()).toISOString(),
    instance: client.instance,
    records: all.map(({ table, sysId, number, modCount }) => ({
      ...{ table, sys_id: sysId, number, sys_mod_count: modCount },
      ...(left.has(sysId) && { gone: true as const }),
      ...(files.has(sysId) && { attachments: files.get(sysId)!.map(toManifestAttachment) }),
    })),
    attachments: attachments.map(toManifestAttachment),
    ...(rule && {
      rule: {
        ...{ table: rule.table, query: buildQuery(rule.query), label: rule.label, live: rule.live },
        exceptions: rule.exceptions.map(({ sysId, number }) => ({ sys_id: sysId, number })),
      },
    }),
    ...(missing && { missing }),
  }
}

async function filesOf(
  { attachments }: Pick<Client, 'attachments'>,
  records: readonly TableRecord[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, readonly Attachment[]>> {
  const files = new Map<string, Attachment[]>()
  for (const table of new Set(records.map((record) => record.table))) {
    const ids = records.filter((record) => record.table === table).map(({ sysId }) => sysId)
    for (const file of await attachments.listFor(table, ids, { signal })) {
      files.set(file.recordSysId, [...(files.get(file.recordSysId) ?? []), file])
    }
  }
  return files
}

function toManifestAttachment(file: Attachment): ManifestAttachment {
  return {
    sys_id: file.sysId,
    table: file.tableName,
    table_sys_id: file.recordSysId,
    file_name: file.fileName,
    content_type: file.contentType,
    size_bytes: file.sizeBytes,
    hash: file.hash,
  }
}
