import type { Attachment } from '../protocol/records.js'
import type { SnowError } from '../shared/errors.js'
import type { SnowErrorCode } from '../shared/error-codes.js'

/** What one archive may hold: it is put together in the memory of the page. */
export const archiveLimits = { files: 1000, bytes: 500_000_000, records: 500 } as const

/** A record whose files are wanted, all of them. */
export interface ArchiveRecord {
  readonly tableName: string
  readonly sysId: string
  readonly number: string
}

export interface ArchiveRequest {
  readonly records: readonly ArchiveRecord[]
  readonly attachments: readonly Attachment[]
}

/** A file and its place in the archive. */
export interface ArchiveEntry {
  readonly path: string
  readonly attachment: Attachment
}

/** A file that is not in the archive, and why. */
export interface MissingFile {
  readonly path: string
  readonly code: SnowErrorCode
}

/** Several files on their way into one zip. */
export type ArchiveState =
  | { readonly phase: 'idle' }
  /** Asking which files there are. */
  | { readonly phase: 'collecting' }
  | {
      readonly phase: 'packing'
      readonly done: number
      readonly count: number
      readonly bytes: number
    }
  | { readonly phase: 'saved'; readonly count: number; readonly missing: readonly MissingFile[] }
  /** More than `archiveLimits`; nothing was read. */
  | { readonly phase: 'too-much' }
  /** There is no file. */
  | { readonly phase: 'empty' }
  | { readonly phase: 'failed'; readonly error: SnowError }

export const noArchive: ArchiveState = Object.freeze({ phase: 'idle' })
