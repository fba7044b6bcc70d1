import { expect } from 'chai'
import { createClient } from 'redis'
import { createRedisStore } from '../../src/proxy/store/redis-store.js'
import { describeStoreContract } from '../proxy/store/store-contract.js'
import { noRedis, startRedis, type RedisServer } from '../support/redis-server.js'

describe(`createRedisStore${noRedis === undefined ? '' : `: skipped, ${noRedis}`}`, () => {
  let server: RedisServer
  let client: ReturnType<typeof createClient>
  let listener: ReturnType<typeof createClient>
  const ended = new Set<string>()
  const waiting = new Map<string, () => void>()

  before(async function () {
    if (noRedis !== undefined) this.skip()
    server = await startRedis()
    client = createClient({ url: server.url })
    await client.connect()
    listener = client.duplicate()
    await listener.connect()
    await listener.subscribe('__keyevent@0__:expired', (key) => {
      ended.add(key)
      waiting.get(key)?.()
    })
  })
  after(async () => {
    client?.destroy()
    listener?.destroy()
    await server?.stop()
  })

  /** Waits for Redis to say so: a key that is already gone has been said, or never was. */
  async function outlived(key: string): Promise<void> {
    if (ended.has(key) || (await client.exists(key)) === 0) return
    await new Promise<void>((resolve) => {
      waiting.set(key, resolve)
      if (ended.has(key)) resolve()
    })
  }

  describeStoreContract('Redis', async () => {
    await client.flushAll()
    ended.clear()
    return { store: createRedisStore(client), outlived: (key) => outlived(`snowline:${key}`) }
  })

  it('is what other processes see', async () => {
    const other = client.duplicate()
    await other.connect()
    expect(createRedisStore(client).shared).to.equal(true)
    await createRedisStore(client).set('seen', 'by all', 60_000)
    expect(await createRedisStore(other).get('seen')).to.equal('by all')
    other.destroy()
  })

  it('keeps to its prefix, and gives every key an end', async () => {
    await client.flushAll()
    const store = createRedisStore(client, { prefix: 'acme:sn:' })
    await store.set('a', '1', 60_000)
    await store.add('b', '1', Infinity)
    expect((await client.keys('*')).sort()).to.deep.equal(['acme:sn:a', 'acme:sn:b'])
    expect(await client.pTTL('acme:sn:a')).to.be.within(1, 60_000)
    expect(await client.pTTL('acme:sn:b')).to.be.within(1, 3650 * 86_400_000)
    expect(await createRedisStore(client).get('a')).to.equal(undefined)
  })
})
