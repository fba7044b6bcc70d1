import { expect } from 'chai'
import { createClient } from 'redis'
import { freePort } from '../../scripts/browsers.mjs'
import { openStore } from '../../src/cli/open-store.js'
import { isRedisUrl } from '../../src/cli/redis-address.js'
import { isSnowError } from '../../src/shared/errors.js'
import { noRedis, startRedis, type RedisServer, type RedisServerOptions } from '../support/redis-server.js'

/** What opening comes to when it fails. */
async function failureOf(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  return work.then(
    () => ({ code: 'it opened', message: '' }),
    (error: unknown) => (isSnowError(error) ? error : { code: 'untyped', message: String(error) }),
  )
}

const note = (): void => undefined

describe('isRedisUrl', () => {
  const cases: Readonly<Record<string, boolean>> = {
    'redis://localhost': true,
    'redis://localhost:6379/3': true,
    'rediss://:p%40ss@redis.example.com:6380': true,
    'redis://proxy:word@[::1]:6379/': true,
    '': false,
    'localhost:6379': false,
    'http://localhost:6379': false,
    'redis://': false,
    'redis://localhost:99999': false,
    'redis://localhost/snowline': false,
    'redis://localhost?db=1': false,
    'redis://:p%ss@localhost': false,
    'redis://:p#ss@localhost': false,
  }
  for (const [text, is] of Object.entries(cases)) {
    it(`says ${is ? 'yes' : 'no'} to "${text}"`, () => expect(isRedisUrl(text)).to.equal(is))
  }
})

describe('openStore', () => {
  const absent = Object.assign(new Error("Cannot find package 'redis'"), { code: 'ERR_MODULE_NOT_FOUND' })

  it('says what to install when the package is missing', async () => {
    const load = (): Promise<never> => Promise.reject(absent)
    const { code, message } = await failureOf(openStore('redis://localhost', { note, load }))
    expect(code).to.equal('SNOW_CONFIG_INVALID')
    expect(message).to.contain('npm install redis')
  })

  it('tells no password that a server repeats, whatever the client makes of being closed twice', async () => {
    const refusal = new Error(
      'ERR unknown command `HELLO`, with args beginning with: `3` `AUTH` `default` `canary-word`',
    )
    const client = {
      on: () => client,
      connect: () => Promise.reject(refusal),
      destroy() {
        throw new Error('The client is closed')
      },
    }
    const load = (): Promise<never> => Promise.resolve({ createClient: () => client } as never)
    const { code, message } = await failureOf(openStore('redis://:canary-word@localhost', { note, load }))
    expect(code).to.equal('SNOW_CONFIG_INVALID')
    expect(message).to.contain('ERR').and.not.to.contain('canary')
  })

  it('says where nobody answers, without name and password', async () => {
    const port = await freePort()
    const url = `redis://canary-name:canary-word@127.0.0.1:${port}`
    const { code, message } = await failureOf(openStore(url, { note }))
    expect(code).to.equal('SNOW_STORE_UNREACHABLE')
    expect(message)
      .to.contain(`127.0.0.1:${port}`)
      .and.to.contain('ECONNREFUSED')
      .and.not.to.contain('canary')
  })
})

describe(`openStore, with Redis${noRedis === undefined ? '' : `: skipped, ${noRedis}`}`, () => {
  const servers: RedisServer[] = []

  before(function () {
    if (noRedis !== undefined) this.skip()
  })
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop()
  })

  async function start(options?: RedisServerOptions): Promise<RedisServer> {
    const server = await startRedis(options)
    servers.push(server)
    return server
  }

  it('opens a store that others see, and closes its connection', async () => {
    const { url } = await start({ password: 'word' })
    const [one, other] = [await openStore(url, { note }), await openStore(url, { note })]
    await one.store.set('key', 'value', 60_000)
    expect(await other.store.get('key')).to.equal('value')
    await one.close()
    expect(await failureOf(one.store.ping())).to.include({ code: 'untyped' })
    await other.close()
  })

  it('leaves nothing behind but what it was given', async () => {
    const { url } = await start()
    const { close } = await openStore(url, { note })
    await close()
    const client = createClient({ url })
    await client.connect()
    expect(await client.keys('*')).to.deep.equal([])
    client.destroy()
  })

  it('says so when the password is wrong or missing, and does not tell it', async () => {
    const { url } = await start({ password: 'right' })
    for (const given of [url.replace(':right@', ':canary@'), url.replace(':right@', '')]) {
      const { code, message } = await failureOf(openStore(given, { note }))
      expect(code).to.equal('SNOW_CONFIG_INVALID')
      expect(message)
        .to.match(/WRONGPASS|NOAUTH/)
        .and.not.to.contain('canary')
    }
  })

  it('says so when the account may not do what the proxy will do', async () => {
    const { url } = await start()
    const admin = createClient({ url })
    await admin.connect()
    await admin.aclSetUser('reader', ['on', '>word', '~*', '+@read', '+@connection'])
    const { code, message } = await failureOf(
      openStore(url.replace('redis://', 'redis://reader:word@'), { note }),
    )
    admin.destroy()
    expect(code).to.equal('SNOW_CONFIG_INVALID')
    expect(message).to.contain('NOPERM')
  })

  it('is closed to a client that does not keep to the conditions of a write', async () => {
    const { url } = await start()
    const load = async (): Promise<{ createClient: typeof createClient }> => {
      const old = (...given: Parameters<typeof createClient>): unknown => {
        const client = createClient(...given)
        const set = client.set.bind(client)
        return Object.assign(client, { set: (key: string, value: string) => set(key, value) })
      }
      return { createClient: old as typeof createClient }
    }
    expect(await failureOf(openStore(url, { note, load }))).to.include({ code: 'SNOW_CONFIG_INVALID' })
  })

  it('notes once that the connection is lost, and once that it is back', async () => {
    const server = await start()
    const notes: string[] = []
    let heard = (): void => undefined
    const { store, place, close } = await openStore(server.url, {
      note(level, message) {
        notes.push(`${level}: ${message}`)
        heard()
      },
    })
    const noted = (count: number): Promise<void> =>
      new Promise((resolve) => {
        heard = () => notes.length >= count && resolve()
        heard()
      })
    await server.stop()
    await noted(1)
    expect(await failureOf(store.ping())).to.include({ code: 'untyped' })
    await start({ port: Number(new URL(server.url).port) })
    await noted(2)
    await store.ping()
    await close()
    expect(notes).to.have.length(2)
    expect(notes[0])
      .to.match(/^warn: /)
      .and.to.contain(place)
    expect(notes[1]).to.equal(`info: ${place} is there again`)
  })

  it('closes in two seconds a connection on which nobody answers', async () => {
    const server = await start()
    const { store, close } = await openStore(server.url, { note })
    server.pause()
    const asked = failureOf(store.get('key'))
    await close()
    expect(await asked).to.include({ code: 'untyped' })
  })
})
