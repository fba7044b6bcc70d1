import type { Client } from '../client/types.js'
import { oneOf } from '../protocol/query-builders.js'
import type { Attachment } from '../protocol/records.js'
import { archiveLimits, type ArchiveEntry, type ArchiveRecord, type ArchiveRequest } from './archive-state.js'
import { createArchivePaths } from './archive-names.js'

/** sys_ids that fit into one URL. */
const recordsPerRequest = 100

export interface Collected {
  readonly entries: readonly ArchiveEntry[]
  /** Numbers of the records that the files belong to; a sys_id where the number is not known. */
  readonly folders: readonly string[]
  /** Place in the archive of the file that tells what is missing. */
  readonly reportPath: string
}

/**
 * Finds the files that are wanted: single ones, and all of some records, in one folder for each record.
 * `undefined`: more than `archiveLimits`.
 */
export async function collectArchive(
  { records, attachments }: ArchiveRequest,
  {
    client,
    signal,
    reportName,
  }: {
    readonly client: Pick<Client, 'attachments' | 'incidents'>
    readonly signal: AbortSignal
    readonly reportName: string
  },
): Promise<Collected | undefined> {
  if (records.length > archiveLimits.records) return undefined
  const files = unique([...attachments, ...(await filesOf(records, client, signal))])
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  if (files.length > archiveLimits.files || bytes > archiveLimits.bytes) return undefined

  const numbers = new Map(records.map(({ sysId, number }) => [sysId, number]))
  const unknown = attachments.filter(
    ({ tableName, recordSysId }) => tableName === 'incident' && !numbers.has(recordSysId),
  )
  const ids = [...new Set(unknown.map(({ recordSysId }) => recordSysId))]
  for (const [sysId, number] of await readNumbers(ids, client, signal)) numbers.set(sysId, number)

  const pathOf = createArchivePaths()
  const reportPath = pathOf('', reportName)
  const folderOf = ({ recordSysId }: Attachment): string => numbers.get(recordSysId) || recordSysId
  const entries = files.map((attachment) => ({
    attachment,
    path: pathOf(folderOf(attachment), attachment.fileName),
  }))
  return { entries, folders: [...new Set(files.map(folderOf))], reportPath }
}

async function filesOf(
  records: readonly ArchiveRecord[],
  client: Pick<Client, 'attachments'>,
  signal: AbortSignal,
): Promise<readonly Attachment[]> {
  const tables = [...new Set(records.map(({ tableName }) => tableName))]
  const found = tables.map((tableName) =>
    client.attachments.listFor(
      tableName,
      records.filter((record) => record.tableName === tableName).map(({ sysId }) => sysId),
      { signal },
    ),
  )
  return (await Promise.all(found)).flat()
}

function unique(files: readonly Attachment[]): readonly Attachment[] {
  return [...new Map(files.map((file) => [file.sysId, file])).values()]
}

/** Numbers of incidents by sys_id, as far as they may be read: without one a folder has a less telling name. */
async function readNumbers(
  ids: readonly string[],
  client: Pick<Client, 'incidents'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const numbers = new Map<string, string>()
  for (let start = 0; start < ids.length; start += recordsPerRequest) {
    const some = ids.slice(start, start + recordsPerRequest)
    const { items } = await client.incidents.list({
      query: oneOf('sys_id', some),
      sort: [],
      offset: 0,
      limit: recordsPerRequest,
      signal,
    })
    for (const { sysId, number } of items) numbers.set(sysId, number)
  }
  return numbers
}
