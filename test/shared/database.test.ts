import { expect } from 'chai'
import type { DBSchema } from 'idb'
import { createDatabase } from '../../src/shared/database.js'
import { SnowError } from '../../src/shared/errors.js'

interface Schema extends DBSchema {
  words: { key: string; value: string }
}

describe('createDatabase', () => {
  before(function () {
    // IndexedDB is the browser's.
    if (typeof indexedDB === 'undefined') this.skip()
  })

  const open = (name = `database-${crypto.randomUUID()}`, version = 1) =>
    createDatabase<Schema>({
      name,
      version,
      upgrade: (db) => {
        if (!db.objectStoreNames.contains('words')) db.createObjectStore('words')
      },
    })

  it('opens a new handle when the browser has dropped the one it had', async () => {
    const database = open()
    await database.use((db) => db.put('words', 'there', 'key'))
    await database.use(async (db) => db.close())
    expect(await database.use((db) => db.get('words', 'key'))).to.equal('there')
    database.close()
  })

  it('makes way for a newer version in another tab', async () => {
    const name = `database-${crypto.randomUUID()}`
    const old = open(name)
    await old.use((db) => db.put('words', 'kept', 'key'))
    const newer = open(name, 2)
    expect(await newer.use((db) => db.get('words', 'key'))).to.equal('kept')
    newer.close()
    old.close()
  })

  it('says that storage failed, and leaves errors of ours as they are', async () => {
    const database = open()
    const quota = new DOMException('full', 'QuotaExceededError')
    const failed = await database.use(() => Promise.reject(quota)).catch((error: unknown) => error)
    expect(failed).to.include({ code: 'SNOW_STORAGE_FAILED', cause: quota })
    const own = new SnowError('SNOW_ABORTED', 'stopped')
    expect(await database.use(() => Promise.reject(own)).catch((error: unknown) => error)).to.equal(own)
    database.close()
  })
})
