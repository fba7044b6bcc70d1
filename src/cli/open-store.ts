import type * as Redis from 'redis'
import { untilAborted, withDeadline } from '../shared/abort.js'
import { isSnowError, SnowError } from '../shared/errors.js'
import { createRedisStore } from '../proxy/store/redis-store.js'
import type { SharedStore } from '../proxy/store/shared-store.js'
import type { OperatorLog } from './operator-log.js'
import { redisPlace } from './redis-address.js'

/** A store on a connection of its own. */
export interface OpenedStore {
  readonly store: SharedStore
  /** Where it is, for people: without name and password. */
  readonly place: string
  /** Ends the connection when what was asked has been answered, and in two seconds in any case. */
  close(): Promise<void>
}

export interface OpenStoreOptions {
  /** Told once when the connection is lost, and once when it is there again. */
  readonly note: OperatorLog['note']
  /** How the client's package is loaded. */
  readonly load?: () => Promise<Pick<typeof Redis, 'createClient'>>
}

const longestStartMs = 5_000
const longestCloseMs = 2_000
const longestPauseMs = 2_000

/**
 * A store in the Redis of this address, which `isRedisUrl` has accepted. Throws `SNOW_CONFIG_INVALID` when the
 * package `redis` is missing or Redis refuses what the proxy does with it, and `SNOW_STORE_UNREACHABLE` when
 * Redis does not answer within five seconds. No message holds the password.
 */
export async function openStore(
  url: string,
  { note, load = () => import('redis') }: OpenStoreOptions,
): Promise<OpenedStore> {
  const place = redisPlace(url)
  const { createClient } = await load().catch((error: unknown) => {
    throw isMissing(error) ? new SnowError('SNOW_CONFIG_INVALID', missing, { cause: error }) : error
  })
  let hasStarted = false
  let isLost = false
  const client = createClient({
    url,
    // What waits in a queue may be written when it is no longer true: the proxy itself tries again.
    disableOfflineQueue: true,
    socket: {
      connectTimeout: longestStartMs,
      // A mistake in the address is told at once; later every outage is thought to end.
      reconnectStrategy: (retries) => hasStarted && Math.min(50 * 2 ** retries, longestPauseMs),
    },
  })
  client.on('error', (error: unknown) => {
    if (hasStarted && !isLost) note('warn', `${place} is out of reach (${reasonOf(error)})`)
    isLost = true
  })
  client.on('ready', () => {
    if (isLost) note('info', `${place} is there again`)
    isLost = false
  })
  const store = createRedisStore(client)
  try {
    await withDeadline(longestStartMs, undefined, (signal) => untilAborted(start(), signal))
  } catch (error) {
    destroy()
    throw startProblem(place, error)
  }

  function destroy(): void {
    try {
      client.destroy()
    } catch {
      // Clients before 6.3 throw when they are closed already, which is what is wanted.
    }
  }

  async function start(): Promise<void> {
    await client.connect()
    await tryOut(store)
    hasStarted = true
  }

  return {
    store,
    place,
    async close() {
      await withDeadline(longestCloseMs, undefined, (signal) => untilAborted(client.close(), signal)).catch(
        destroy,
      )
    },
  }
}

/** What the proxy will do with it, once: a right that lacks or a client that is too old shows now. */
async function tryOut(store: SharedStore): Promise<void> {
  const key = `start:${crypto.randomUUID()}`
  const isAdded = await store.add(key, '1', longestStartMs)
  const isAddedTwice = await store.add(key, '1', longestStartMs)
  const isKept = await store.extend(key, '1', longestStartMs)
  await store.remove(key, '1')
  if (!isAdded || isAddedTwice || !isKept) throw new SnowError('SNOW_CONFIG_INVALID', tooOld)
}

const missing =
  '--redis: the package redis is not installed. Install it beside snowline: npm install redis (or npx -p snowline -p redis snowline proxy)'
const tooOld = '--redis: the package redis is too old; install version 5 or later'

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'

/**
 * What Redis itself answers begins with a word in capitals: `WRONGPASS invalid …`. Only that word is told: a
 * server that does not know a command repeats its arguments, and the password is one of them.
 */
const refusalOf = (error: unknown): string | undefined =>
  error instanceof Error ? /^(?!ERR_)([A-Z]{3,}) /.exec(error.message)?.[1] : undefined

function startProblem(place: string, error: unknown): unknown {
  if (isSnowError(error) && error.code === 'SNOW_CONFIG_INVALID') return error
  const refusal = refusalOf(error)
  if (refusal !== undefined) {
    const text = `--redis: ${place} refuses with ${refusal}: look at name, password and rights in the address`
    return new SnowError('SNOW_CONFIG_INVALID', text, { cause: error })
  }
  const text = `--redis: ${place} does not answer (${reasonOf(error)}). Is it running there, and may this machine reach it? With TLS the address begins with rediss://`
  return new SnowError('SNOW_STORE_UNREACHABLE', text, { cause: error })
}

/** The platform's code, or in a few words what happened: never a text that could hold an address. */
function reasonOf(error: unknown): string {
  if (isSnowError(error) && error.code === 'SNOW_TIMEOUT') return 'no answer in 5 seconds'
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error && typeof error.code === 'string' ? error.code : error.constructor.name
}
