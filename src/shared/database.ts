import { openDB, type DBSchema, type IDBPDatabase, type OpenDBCallbacks } from 'idb'
import { untilAborted, withDeadline } from './abort.js'
import { systemClock, type Clock } from './clock.js'
import { isSnowError, SnowError } from './errors.js'

/** An IndexedDB database that is opened on first use and again when the browser drops it. */
export interface Database<Schema extends DBSchema> {
  /** Runs `work`, twice when the first handle turns out to be dead; throws `SNOW_STORAGE_FAILED`. */
  use<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T>
  close(): void
}

export interface DatabaseOptions<Schema extends DBSchema> {
  readonly name: string
  readonly version: number
  readonly upgrade: NonNullable<OpenDBCallbacks<Schema>['upgrade']>
  readonly clock?: Clock
  /** An open that waits for another tab for ever counts as failed after this. */
  readonly openWithinMs?: number
}

export function createDatabase<Schema extends DBSchema>(options: DatabaseOptions<Schema>): Database<Schema> {
  const { name, version, upgrade, clock = systemClock, openWithinMs = 3_000 } = options
  let opening: Promise<IDBPDatabase<Schema>> | undefined

  function open(): Promise<IDBPDatabase<Schema>> {
    const drop = (): void => {
      if (opening === mine) opening = undefined
    }
    const mine = openDB<Schema>(name, version, {
      upgrade,
      // Another tab wants a newer version: keeping the handle would block it.
      blocking: (_current, _wanted, event) => {
        drop()
        ;(event.target as IDBDatabase).close()
      },
      terminated: drop,
    })
    mine.catch(drop)
    return mine
  }

  async function attempt<T>(work: (database: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
    opening ??= open()
    const pending = opening
    const database = await withDeadline(
      openWithinMs,
      undefined,
      (signal) => untilAborted(pending, signal),
      clock,
    )
    return work(database)
  }

  return {
    async use(work) {
      try {
        return await attempt(work)
      } catch (error) {
        if (isSnowError(error) && error.code !== 'SNOW_TIMEOUT') throw error
        if (!isDeadHandle(error)) throw failed(name, error)
        // WebKit loses its connection to the storage process; only a new handle helps.
        opening = undefined
        return await attempt(work).catch((again: unknown) => {
          throw isSnowError(again) && again.code !== 'SNOW_TIMEOUT' ? again : failed(name, again)
        })
      }
    },
    close() {
      const closing = opening
      opening = undefined
      closing?.then(
        (database) => database.close(),
        () => {},
      )
    },
  }
}

function isDeadHandle(error: unknown): boolean {
  return (
    error instanceof DOMException && ['InvalidStateError', 'UnknownError', 'AbortError'].includes(error.name)
  )
}

function failed(name: string, cause: unknown): SnowError {
  return new SnowError('SNOW_STORAGE_FAILED', `The browser's storage "${name}" failed`, { cause })
}
