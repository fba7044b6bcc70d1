import { type Instance } from '../../instance.js'
import { type Store } from '../../storage/store.js'

/** Work that the Change API does later; clients poll it until it is complete. */
interface Worker {
  readonly type: 'schedule' | 'affected' | 'impacted' | 'offering'
  /** What was asked, as JSON. */
  readonly request: string
  readonly infoMessages: readonly string[]
}

const workers = new WeakMap<Store, Map<string, Worker>>()

/** Starts a worker and gives its id: it answers `Waiting` now, and `Complete` when it is asked next. */
export function addWorker({ store, random }: Instance, worker: Worker): string {
  const all = workers.get(store) ?? new Map<string, Worker>()
  workers.set(store, all)
  const sysId = random.sysId()
  all.set(sysId, worker)
  return sysId
}

/** A worker as the API describes it; `undefined` for one that does not exist. */
export function workerAnswer(
  { store }: Instance,
  sysId: string,
  { origin, isWaiting }: { readonly origin: string; readonly isWaiting: boolean },
): object | undefined {
  const worker = workers.get(store)?.get(sysId)
  if (worker === undefined) return undefined
  const infoMessages = isWaiting ? [] : worker.infoMessages
  return {
    worker: { sysId, link: `${origin}/api/sn_chg_rest/change/worker/${sysId}` },
    request: worker.request,
    state: isWaiting ? { value: 1, display_value: 'Waiting' } : { value: 3, display_value: 'Complete' },
    type: worker.type,
    messages: { errorMessages: [], warningMessages: [], infoMessages },
  }
}
