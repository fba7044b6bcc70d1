import type { Client } from '../client/types.js'
import { loadPart } from '../client/load-part.js'
import { SnowError, toSnowError } from '../shared/errors.js'
import type { SnowErrorCode } from '../shared/error-codes.js'
import { archiveLimits, type ArchiveEntry, type MissingFile } from './archive-state.js'

export interface PackOptions {
  readonly download: Client['attachments']['download']
  readonly signal: AbortSignal
  /** A file is in, or missing. */
  readonly onProgress: (progress: { readonly done: number; readonly bytes: number }) => void
  /** The text file that tells what is missing: its path and what it says. */
  readonly report: (missing: readonly MissingFile[]) => { readonly path: string; readonly text: string }
}

export interface PackedArchive {
  readonly zip: Blob
  /** Files in it, the report aside. */
  readonly count: number
  readonly missing: readonly MissingFile[]
}

/** After these no other file would come either, or it would come to somebody else. */
const endings: ReadonlySet<SnowErrorCode> = new Set<SnowErrorCode>([
  'SNOW_NOT_CONNECTED',
  'SNOW_RECONNECT_NEEDED',
  'SNOW_USER_CHANGED',
  'SNOW_OFFLINE',
])

type Read = { readonly blob: Blob } | { readonly error: SnowError }

/**
 * Puts files into one zip, the next being read while one is packed. A file that does not come is left out
 * and reported, here and in the zip. Throws when the connection ends, when none came, and on abort.
 */
export async function packArchive(
  entries: readonly ArchiveEntry[],
  options: PackOptions,
): Promise<PackedArchive> {
  const { makeZip } = await loadPart(import('client-zip'))
  const { signal, onProgress, report } = options
  const missing: MissingFile[] = []
  let bytes = 0
  let done = 0
  let ended: SnowError | undefined

  async function read(entry: ArchiveEntry | undefined): Promise<Read | undefined> {
    if (entry === undefined || signal.aborted) return undefined
    try {
      if (entry.attachment.state === 'pending')
        throw new SnowError('SNOW_FILE_SCAN_PENDING', 'The file is being scanned')
      return { blob: await options.download(entry.attachment.sysId, { signal }) }
    } catch (error) {
      return { error: toSnowError(error) }
    }
  }

  async function* inputs() {
    let coming = read(entries[0])
    for (const [index, { path, attachment }] of entries.entries()) {
      const got = await coming
      if (got === undefined || signal.aborted) return
      if ('error' in got && endings.has(got.error.code)) {
        ended = got.error
        return
      }
      coming = read(entries[index + 1])
      if ('error' in got) missing.push({ path, code: got.error.code })
      else if (bytes + got.blob.size > archiveLimits.bytes)
        missing.push({ path, code: 'SNOW_FILE_TOO_LARGE' }) // Larger than the instance had said.
      else {
        bytes += got.blob.size
        yield { name: path, input: got.blob, lastModified: dateOf(attachment.createdAt) }
      }
      done += 1
      onProgress({ done, bytes })
    }
    if (missing.length === 0) return
    const { path, text } = report(missing)
    yield { name: path, input: text }
  }

  const zip = await new Response(makeZip(inputs())).blob()
  signal.throwIfAborted()
  if (ended !== undefined) throw ended
  const count = entries.length - missing.length
  if (count === 0) throw new SnowError(missing[0]?.code ?? 'SNOW_UNEXPECTED', 'None of the files came')
  return { zip, count, missing }
}

/** A zip has no dates before 1980 or after 2107. */
function dateOf(iso: string): Date {
  const date = new Date(iso)
  const year = date.getUTCFullYear()
  return year >= 1980 && year < 2107 ? date : new Date()
}
