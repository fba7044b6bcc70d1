import { systemClock } from '../shared/clock.js'
import { createAdmin, isAdminPath } from './admin/create-admin.js'
import { createApp } from './create-app.js'
import { type Emulator, type EmulatorOptions } from './emulator-options.js'
import { Faults } from './faults/faults.js'
import { passFront } from './front/front-steps.js'
import { GroundTruthLog } from './ground-truth-log.js'
import { exportInstance, exportText } from './instance-file/export-instance.js'
import { importInstance } from './instance-file/import-instance.js'
import { type InstanceFile } from './instance-file/instance-file.js'
import { plantInstance } from './instance-file/plant-instance.js'
import { readInstanceFile } from './instance-file/read-instance-file.js'
import { type Instance } from './instance.js'
import { createInstanceClock } from './instance-clock.js'
import { authorizeDirectly } from './oauth/authorize-route.js'
import { OAuthGrants } from './oauth/oauth-grants.js'
import { Sessions } from './oauth/sessions.js'
import { propertyOf } from './properties.js'
import { createActor } from './records/actor.js'
import { finishScans } from './records/attachment-scans.js'
import { closeResolved } from './records/close-resolved.js'
import { hideRows, showRows } from './records/hidden-rows.js'
import { LateCommits } from './records/late-commits.js'
import { signInPeople } from './seed/people.js'
import { Random } from './seed/random.js'
import { Store } from './storage/store.js'
import { createSwitches } from './switches.js'

/**
 * Makes an instance: seeded, in memory, and a function of `Request`. Throws `SNOW_CONFIG_INVALID` with
 * all that is wrong with a fault plan or an instance file.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const { seed = 1, incidents = 120, clock: realClock = systemClock } = options
  const clock = createInstanceClock(realClock, options.time)
  const log = new GroundTruthLog(options.logLimit)
  const instance: Instance = {
    store: new Store(),
    clock,
    switches: createSwitches(options.switches),
    log,
    late: new LateCommits(clock, log),
    faults: new Faults(options.faults, seed),
    grants: new OAuthGrants(clock),
    sessions: new Sessions(clock, () => ({
      interactive: minutes('glide.ui.session_timeout', 30),
      integration: minutes('glide.integration.session_timeout', 1),
    })),
    random: new Random(seed),
    counters: new Map(),
    plant: (file) => plant(file),
    origin: options.origin,
  }
  const minutes = (property: string, fallback: number): number =>
    (Number(propertyOf(instance.store, property)) || fallback) * 60_000
  const plant = (file?: InstanceFile): void => {
    const { redirectUris } = options
    const planted = plantInstance({ seed, incidents, now: clock.now(), redirectUris }, file)
    instance.store = planted.store
    instance.store.switches = instance.switches
    instance.store.clock = clock
    instance.counters = planted.counters
    instance.random = planted.random
  }
  const data = options.data === undefined ? undefined : readInstanceFile(options.data)
  plant(data)
  const app = createApp(instance)
  const transactions = new Random(seed + 0x7a)

  const emulator: Emulator = {
    async fetch(request) {
      request.signal.throwIfAborted()
      const { pathname, search } = new URL(request.url)
      if (isAdminPath(pathname)) return admin(request)
      const logged = instance.log.addRequest({
        at: clock.now(),
        method: request.method,
        path: pathname,
        search,
        transactionId: transactions.sysId().slice(0, 12),
        user: '',
        status: 0,
      })
      const exchange = { instance, request, logged, realClock }
      const response = await passFront(exchange, async (asked) => app.fetch(asked, { logged }))
      logged.status = response.status
      logged.durationMs = clock.now() - logged.at
      return response
    },
    clock,
    log,
    faults: instance.faults,
    switches: instance.switches,
    people: signInPeople,
    asUser: (userName) => createActor(instance, userName),
    authorize: async (url, userName, decision = 'allow') =>
      authorizeDirectly(instance, url, { userName, allow: decision === 'allow' }),
    revokeTokens: (userName) => instance.grants.revokeAll(userName),
    hideRows: (table, records) => hideRows(instance.store, table, records),
    showRows: (records) => showRows(instance.store, records),
    finishScans: () => finishScans(instance),
    export: () => exportInstance(instance),
    exportText: () => exportText(instance),
    import: (file) => importInstance(instance, file),
    closeResolved: () => closeResolved(instance),
    reset() {
      instance.late.clear()
      clock.restart()
      plant(data)
      instance.grants.clear()
      instance.sessions.clear()
      instance.log.clear()
      instance.faults.set(options.faults ?? [])
      Object.assign(instance.switches, createSwitches(options.switches))
    },
  }
  const admin = createAdmin(emulator, instance, options.adminHosts ?? [])
  return emulator
}
