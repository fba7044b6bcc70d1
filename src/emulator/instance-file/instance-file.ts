import { type StoredRow } from '../storage/stored-row.js'

/**
 * A whole instance as JSON: its records, journals and files. How it behaves (switches, faults) and who
 * is signed in are not in it.
 */
export interface InstanceFile {
  /** Version of this format. */
  readonly 'snowline-emulator': 1
  /**
   * Rows by table, each as it is stored: texts by column, without the empty ones. A table in the file
   * replaces that of the seeded instance; one that is left out stays as it is seeded.
   */
  readonly tables: Readonly<Record<string, readonly Readonly<StoredRow>[]>>
  /** Contents of attachments in base64, by sys_id of the attachment. */
  readonly files?: Readonly<Record<string, string>>
  /** The last number given out in each numbered table; without it, the greatest that a row has. */
  readonly counters?: Readonly<Record<string, number>>
  /** Where the sequence of sys_ids of new records goes on. */
  readonly random?: number
}

export const fileVersion = 1
