import { createProxyHandler, type ProxyOptions } from '../../../src/proxy/create-proxy.js'
import type { SharedStore } from '../../../src/proxy/store/shared-store.js'
import { createMemoryStore } from '../../../src/proxy/store/memory-store.js'
import type { TestServer } from '../../support/cookie-jar.js'
import type { Quiet } from '../../support/quiet.js'
import { createScriptedInstance, type ScriptedInstance } from '../../support/scripted-instance.js'
import { createTestClock, type TestClock } from '../../support/test-clock.js'
import { optionsFor } from '../deployment.js'
import { createGate, type Gate } from './gate.js'

/** What an instance does with refresh tokens. */
export type Rotation = 'keeps' | 'rotates' | 'revokes on reuse'

export interface RaceOptions {
  readonly rotation: Rotation
  readonly replicas: number
  /** How far the clock of the second replica is ahead. */
  readonly skewMs: number
  /** Of access tokens. */
  readonly lifeS: number
  /** One for each replica, whose answers `quiet` waits for; left out, a store in memory that they share. */
  readonly stores?: (quiet: Pick<Quiet, 'during'>) => readonly SharedStore[]
}

/** Replicas of one proxy before an instance, with a gate wherever the network may be slow. */
export interface RaceDeployment {
  readonly clock: TestClock
  readonly instance: ScriptedInstance
  readonly gate: Gate
  /** Sends through the replica that the header `replicaHeader` numbers; answers wait at the gate. */
  readonly proxy: TestServer
  /** While true nothing waits at the gate. */
  isOpen: boolean
}

export const bridge = 'https://app.other.example/snowline/bridge.html'
export const replicaHeader = 'X-Test-Replica'
const day = 86_400_000

export function deployRace(
  options: RaceOptions,
  quiet: Pick<Quiet, 'stir' | 'during'>,
  change: (options: ProxyOptions, replica: number) => Partial<ProxyOptions> = () => ({}),
): RaceDeployment {
  const { rotation, replicas, skewMs, lifeS } = options
  const clock = createTestClock()
  const gate = createGate(clock.now, quiet.stir)
  const instance = createScriptedInstance({ clock })
  instance.expiresIn = lifeS
  instance.rotate = rotation !== 'keeps'
  instance.revokesOnReuse = rotation === 'revokes on reuse'
  const isRenewal = async (request: Request): Promise<boolean> =>
    request.url.endsWith('/oauth_token.do') && (await request.clone().text()).includes('=refresh_token&')
  instance.intercept = async (request) => {
    if (!deployment.isOpen && (await isRenewal(request))) await gate.pass('token request', request.signal)
    return undefined
  }
  instance.deliver = async (answer, request) => {
    if (!deployment.isOpen && (await isRenewal(request))) await gate.pass('token answer', request.signal)
    return answer
  }

  const shared = { ...createMemoryStore({ clock }), shared: true }
  const stores = options.stores?.(quiet)
  const handlers = Array.from({ length: replicas }, (_, number) => {
    const ahead = number === 1 ? skewMs : 0
    const whole: ProxyOptions = {
      ...optionsFor(instance, clock),
      clock: { now: () => clock.now() + ahead, after: clock.after },
      store: stores?.[number] ?? shared,
      crossSite: { bridges: [bridge], idleMs: 5 * day, absoluteMs: 7 * day },
      session: { idleMs: 5 * day, absoluteMs: 7 * day },
      // Longer than a lease, and than others wait for one.
      limits: { headersMs: 60_000, totalMs: 60_000 },
      onWarning: () => undefined,
    }
    return createProxyHandler({ ...whole, ...change(whole, number) })
  })

  const deployment: RaceDeployment = {
    clock,
    instance,
    gate,
    isOpen: false,
    async proxy(request) {
      const number = Number(request.headers.get(replicaHeader) ?? 0)
      request.headers.delete(replicaHeader)
      const answer = await handlers[number % replicas]!(request)
      const wantsNonce = `${String(answer.body)} ${answer.headers.get('WWW-Authenticate')}`.includes('_nonce')
      if (!deployment.isOpen && !wantsNonce) await gate.pass('answer')
      return answer
    },
  }
  return deployment
}
