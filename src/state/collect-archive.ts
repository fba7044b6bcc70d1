import type { Client } from '../client/types.js'
import { oneOf } from '../protocol/query-builders.js'
import type { Attachment } from '../protocol/records.js'
import { archiveLimits, type ArchiveEntry } from './archive-state.js'
import { createArchivePaths } from './archive-names.js'
import type { Selection } from './types.js'

/** sys_ids that fit into one URL. */
const recordsPerRequest = 100

export interface Collected {
  readonly entries: readonly ArchiveEntry[]
  /** Numbers of the incidents that the files belong to; a sys_id where the number is not known. */
  readonly folders: readonly string[]
  /** Place in the archive of the file that tells what is missing. */
  readonly reportPath: string
}

/**
 * Finds the files of a selection: those that were picked, and all of the picked incidents, in one folder
 * for each incident. `undefined`: more than `archiveLimits`.
 */
export async function collectArchive(
  { incidents, attachments }: Selection,
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
  if (incidents.length > archiveLimits.records) return undefined
  const ids = incidents.map(({ sysId }) => sysId)
  const ofIncidents = ids.length === 0 ? [] : await client.attachments.listFor('incident', ids, { signal })
  const files = unique([...attachments, ...ofIncidents])
  const bytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  if (files.length > archiveLimits.files || bytes > archiveLimits.bytes) return undefined

  const numbers = new Map(incidents.map(({ sysId, number }) => [sysId, number]))
  const unknown = [...new Set(attachments.map(({ recordSysId }) => recordSysId))]
  for (const [sysId, number] of await readNumbers(
    unknown.filter((id) => !numbers.has(id)),
    client,
    signal,
  )) {
    numbers.set(sysId, number)
  }

  const pathOf = createArchivePaths()
  const reportPath = pathOf('', reportName)
  const folderOf = ({ recordSysId }: Attachment): string => numbers.get(recordSysId) || recordSysId
  const entries = files.map((attachment) => ({
    attachment,
    path: pathOf(folderOf(attachment), attachment.fileName),
  }))
  return { entries, folders: [...new Set(files.map(folderOf))], reportPath }
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
