import fc from 'fast-check'
import { createClient } from 'redis'
import { createRedisStore } from '../../src/proxy/store/redis-store.js'
import type { SharedStore } from '../../src/proxy/store/shared-store.js'
import type { RaceOptions } from '../proxy/race/deploy-race.js'
import { expectRenewedAt, requests } from '../proxy/race/expiry-at.js'
import { raceOf } from '../proxy/race/races.js'
import { runRace } from '../proxy/race/run-race.js'
import { watchForQuiet, type Quiet } from '../support/quiet.js'
import { noRedis, startRedis, type RedisServer } from '../support/redis-server.js'

const numRuns = 5

/** What the tests of `test/proxy/race` prove with a store in memory, with the store that replicas have. */
describe(`replicas that share a Redis${noRedis === undefined ? '' : `: skipped, ${noRedis}`}`, () => {
  let server: RedisServer
  let clients: ReturnType<typeof createClient>[] = []

  before(async function () {
    if (noRedis !== undefined) this.skip()
    server = await startRedis()
    clients = [createClient({ url: server.url }), createClient({ url: server.url })]
    for (const client of clients) await client.connect()
  })
  after(async () => {
    for (const client of clients) client.destroy()
    await server?.stop()
  })

  /** A connection for each replica; keys of their own for each deployment. */
  function storesOf(quiet: Pick<Quiet, 'during'>): readonly SharedStore[] {
    const prefix = `${crypto.randomUUID()}:`
    return clients.map((client) => watched(createRedisStore(client, { prefix }), quiet))
  }

  const kinds: readonly RaceOptions['rotation'][] = ['keeps', 'rotates', 'revokes on reuse']
  for (const form of ['cookies', 'handles'] as const) {
    for (const rotation of kinds) {
      it(`renew at any of 16 requests of 8 tabs: ${form}, an instance that ${rotation}`, async () => {
        const quiet = watchForQuiet()
        try {
          for (let index = 0; index < requests; index += 1) {
            await expectRenewedAt({ form, rotation, index, stores: storesOf }, quiet)
          }
        } finally {
          quiet.stop()
        }
      })

      it(`leave everybody signed in with ${form}, on an instance that ${rotation}`, async () => {
        const race = raceOf(rotation, form).map((one) => ({ ...one, replicas: 2, stores: storesOf }))
        await fc.assert(fc.asyncProperty(race, runRace), { numRuns })
      })
    }
  }
})

/** The same store; what is asked of it counts as something that goes on. */
function watched(store: SharedStore, { during }: Pick<Quiet, 'during'>): SharedStore {
  return {
    shared: store.shared,
    get: (key) => during(store.get(key)),
    set: (key, value, ttlMs) => during(store.set(key, value, ttlMs)),
    add: (key, value, ttlMs) => during(store.add(key, value, ttlMs)),
    extend: (key, value, ttlMs) => during(store.extend(key, value, ttlMs)),
    remove: (key, value) => during(store.remove(key, value)),
    ping: () => during(store.ping()),
  }
}
