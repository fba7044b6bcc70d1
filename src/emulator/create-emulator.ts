import { systemClock } from '../shared/clock.js'
import { delay } from '../shared/abort.js'
import { createApp } from './create-app.js'
import { type Emulator, type EmulatorOptions } from './emulator-options.js'
import { Faults, withFault } from './faults.js'
import { GroundTruthLog, type LoggedRequest } from './ground-truth-log.js'
import { type Instance } from './instance.js'
import { authorizeDirectly } from './oauth/authorize-route.js'
import { OAuthGrants } from './oauth/oauth-grants.js'
import { Sessions } from './oauth/sessions.js'
import { hibernationPage } from './pages/hibernation-page.js'
import { createActor } from './records/actor.js'
import { finishScans } from './records/attachments.js'
import { signInPeople } from './seed/people.js'
import { Random } from './seed/random.js'
import { seedInstance } from './seed/seed-instance.js'
import { Store } from './storage/store.js'
import { createSwitches } from './switches.js'

/** Makes an instance: seeded, in memory, and a function of `Request`. */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { seed = 1, incidents = 120, clock = systemClock } = options
  const instance: Instance = {
    store: new Store(),
    clock,
    switches: createSwitches(options.switches),
    log: new GroundTruthLog(),
    faults: new Faults(options.faults),
    grants: new OAuthGrants(clock),
    sessions: new Sessions(),
    random: new Random(seed),
    counters: new Map(),
    origin: options.origin,
    redirectUris: options.redirectUris,
  }
  const plant = (): void => {
    const seeded = seedInstance({ seed, incidents, now: clock.now() })
    instance.store = seeded.store
    instance.counters = seeded.counters
    instance.random = new Random(seed + 0x51ed)
  }
  plant()
  const app = createApp(instance)
  const transactions = new Random(seed + 0x7a)

  const answer = async (request: Request, logged: LoggedRequest): Promise<Response> => {
    const { latency, hibernate } = instance.switches
    if (latency > 0) await delay(latency, request.signal, clock)
    if (hibernate) return hibernationPage()
    const rule = instance.faults.meet(request.method, `${logged.path}${logged.search}`)
    const normally = async (): Promise<Response> => app.fetch(request, { logged })
    if (rule === undefined) return normally()
    logged.fault = rule.effect.kind
    return withFault(rule, request.signal, normally)
  }

  return {
    async fetch(request) {
      request.signal.throwIfAborted()
      const { pathname, search } = new URL(request.url)
      const logged: LoggedRequest = {
        at: clock.now(),
        method: request.method,
        path: pathname,
        search,
        transactionId: transactions.sysId().slice(0, 12),
        user: '',
        status: 0,
      }
      instance.log.addRequest(logged)
      const response = await answer(request, logged)
      logged.status = response.status
      return response
    },
    log: instance.log,
    faults: instance.faults,
    switches: instance.switches,
    people: signInPeople,
    asUser: (userName) => createActor(instance, userName),
    authorize: async (url, userName, decision = 'allow') =>
      authorizeDirectly(instance, url, { userName, allow: decision === 'allow' }),
    revokeTokens: (userName) => instance.grants.revokeAll(userName),
    finishScans: () => finishScans(instance),
    reset() {
      plant()
      instance.grants.clear()
      instance.sessions.clear()
      instance.log.clear()
      instance.faults.clear()
    },
  }
}
