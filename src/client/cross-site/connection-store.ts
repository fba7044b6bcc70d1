import type { DBSchema } from 'idb'
import type { SignInFailure, SignInFlow } from '../../protocol/proxy-contract.js'
import { connectionDatabase } from '../../shared/connection-database.js'
import { createDatabase, type Database } from '../../shared/database.js'

/** What a page holds of its session: good for nothing without the key beside it. Times are milliseconds. */
export interface StoredSession {
  /** Access and refresh token of the proxy; absent when nobody is signed in. */
  readonly handles?: StoredHandles | undefined
  /** Why the last session ended, when it was not the person's wish. */
  readonly ended?: 'expired' | 'revoked' | undefined
  readonly failure?: SignInFailure | undefined
}

export interface StoredHandles {
  readonly access: string
  readonly refresh: string
  readonly issuedAt: number
  readonly expiresAt: number
}

/** A sign-in on its way. `answer` is what the bridge page was called with, once it was. */
export interface StoredSignIn {
  readonly place: string
  readonly verifier: string
  readonly flow: SignInFlow
  readonly returnTo: string
  readonly startedAt: number
  readonly answer?: string
  readonly claimedAt?: number
}

interface Schema extends DBSchema {
  keys: { key: 'proof'; value: CryptoKeyPair }
  sessions: { key: string; value: StoredSession }
  signIns: { key: string; value: StoredSignIn }
}

/** Longer than the proxy takes an answer for: a window may be late. */
const staleMs = 25 * 60_000
/** A tab that claimed an answer and has not finished with it by then is gone. */
export const claimMs = 25_000

/** Where a page on another site keeps its key, its handles and the sign-ins under way, for all its tabs. */
export class ConnectionDatabase {
  readonly #database: Database<Schema> = createDatabase<Schema>({
    name: connectionDatabase,
    version: 1,
    upgrade(database) {
      for (const name of ['keys', 'sessions', 'signIns'] as const) database.createObjectStore(name)
    },
  })

  /** The key of this browser's proofs; `make` makes it, once, and no script can read its private half. */
  async key(make: () => Promise<CryptoKeyPair>): Promise<CryptoKeyPair> {
    const known = await this.#database.use((database) => database.get('keys', 'proof'))
    if (known !== undefined) return known
    const made = await make()
    return this.#database.use(async (database) => {
      const { store, done } = database.transaction('keys', 'readwrite')
      // Another tab may have been faster: a sign-in of its may be bound to its key.
      const other = await store.get('proof')
      if (other === undefined) await store.put(made, 'proof')
      await done
      return other ?? made
    })
  }

  async session(place: string): Promise<StoredSession> {
    return (await this.#database.use((database) => database.get('sessions', place))) ?? {}
  }

  /** Changes the session in one step: `change` gets it as it is, and returns `undefined` to leave it. */
  async updateSession(
    place: string,
    change: (session: StoredSession) => StoredSession | undefined,
  ): Promise<void> {
    await this.#database.use(async (database) => {
      const { store, done } = database.transaction('sessions', 'readwrite')
      const next = change((await store.get(place)) ?? {})
      if (next !== undefined) await store.put(next, place)
      await done
    })
  }

  /** Keeps a sign-in that begins, and forgets those that nobody has finished. */
  async begin(state: string, signIn: StoredSignIn): Promise<void> {
    await this.#database.use(async (database) => {
      const { store, done } = database.transaction('signIns', 'readwrite')
      for (const key of await store.getAllKeys()) {
        const known = await store.get(key)
        if (known !== undefined && known.startedAt < signIn.startedAt - staleMs) await store.delete(key)
      }
      await store.put(signIn, state)
      await done
    })
  }

  /** Keeps what the bridge was called with. Returns whether the sign-in is one of this browser's. */
  async answer(state: string, answer: string): Promise<boolean> {
    return this.#database.use(async (database) => {
      const { store, done } = database.transaction('signIns', 'readwrite')
      const known = await store.get(state)
      if (known !== undefined && known.answer === undefined) await store.put({ ...known, answer }, state)
      await done
      return known !== undefined
    })
  }

  /** An answered sign-in of this place that no other tab works on. */
  async claim(place: string, now: number): Promise<readonly [string, StoredSignIn] | undefined> {
    return this.#database.use(async (database) => {
      const { store, done } = database.transaction('signIns', 'readwrite')
      let found: readonly [string, StoredSignIn] | undefined
      for (const state of await store.getAllKeys()) {
        const known = await store.get(state)
        const isFree = known?.claimedAt === undefined || known.claimedAt < now - claimMs
        if (known?.answer === undefined || known.place !== place || !isFree) continue
        await store.put({ ...known, claimedAt: now }, state)
        found = [state, known]
        break
      }
      await done
      return found
    })
  }

  async forgetSignIn(state: string): Promise<void> {
    await this.#database.use((database) => database.delete('signIns', state))
  }
}
