import type { Client, IncidentDraft } from '../client/types.js'
import type { Incident } from '../protocol/records.js'
import { delay, untilAborted } from '../shared/abort.js'
import { systemClock, type Clock } from '../shared/clock.js'
import type { SnowErrorCode } from '../shared/error-codes.js'
import { SnowError, toSnowError } from '../shared/errors.js'
import { createFallbackStore } from './fallback-outbox-store.js'
import { createMemoryOutboxStore, isTaken, type OutboxRow, type OutboxStore } from './outbox-store.js'

export interface Submission {
  readonly incident: Incident
  /** Whether this call made it; otherwise an earlier one with the same key did. */
  readonly made: boolean
}

/** Creates with one effect per submission key, or an explicit `SNOW_OUTCOME_UNKNOWN`; never a second POST. */
export interface Outbox {
  /** False once storage failed: rows then live only as long as the page. */
  readonly durable: boolean
  /** sys_id of the person whose submissions it takes now. */
  readonly owner: string | undefined
  /** Calls with a key that is being worked on in this page get that work's result. */
  join<T>(key: string, work: () => Promise<T>): Promise<T>
  /** Whether a submission with this key was made that was not refused. */
  known(key: string): Promise<boolean>
  /** The signal ends the wait; what was sent is followed to its end all the same. */
  submit(
    draft: IncidentDraft,
    options: { readonly key: string; readonly signal?: AbortSignal },
  ): Promise<Submission>
  /**
   * Looks up what was left unfinished, without sending anything; returns what is unknown still. What
   * others wrote here before is forgotten.
   */
  resume(): Promise<readonly OutboxRow[]>
  /** Drops what one user wrote, as a sign-out must: what is unfinished keeps its key, not its text. */
  forget(owner: string): Promise<void>
  /** Drops a row: the person has seen to it. */
  dismiss(key: string): Promise<void>
}

export interface OutboxOptions {
  readonly client: Pick<Client, 'incidents'>
  /** Proxy and instance. */
  readonly place: string
  /** sys_id of the signed-in user. */
  readonly owner: () => string | undefined
  readonly store?: OutboxStore
  readonly clock?: Clock
}

/** When a lost answer is looked up, in milliseconds after it was lost. */
const lookUpAtMs: readonly number[] = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000]
const keepSettledMs = 86_400_000

/** Failures after which the request may have had its effect. The client names the rest precisely. */
const uncertain: readonly SnowErrorCode[] = [
  'SNOW_OUTCOME_UNKNOWN',
  'SNOW_TIMEOUT',
  'SNOW_ABORTED',
  'SNOW_BAD_RESPONSE',
  'SNOW_UNEXPECTED',
]

/** True when a write that failed so may have had its effect all the same. */
export function isUncertain(error: SnowError): boolean {
  return uncertain.includes(error.code)
}

export function createOutbox(options: OutboxOptions): Outbox {
  const { client, place, owner, clock = systemClock } = options
  const store = createFallbackStore(options.store ?? createMemoryOutboxStore())
  const working = new Map<string, Promise<unknown>>()

  function ownerNow(): string {
    const sysId = owner()
    if (sysId === undefined) throw new SnowError('SNOW_NOT_CONNECTED', 'Nobody is signed in')
    return sysId
  }

  async function sent(row: OutboxRow, incident: Incident): Promise<Incident> {
    await store.put({ ...row, state: 'sent', incident: incident.sysId, draft: undefined })
    return incident
  }

  async function send(row: OutboxRow, draft: IncidentDraft): Promise<Incident> {
    let incident
    try {
      // Without storage nobody remembers whether this key was sent before a reload: the instance does.
      if (!store.durable) incident = await client.incidents.findByCorrelationId(row.key)
      incident ??= await client.incidents.create(draft, row.key)
    } catch (thrown) {
      const error = toSnowError(thrown)
      if (isUncertain(error)) return lookUp({ ...row, state: 'unknown' }, error)
      const { code, message } = error
      await store.put({ ...row, state: 'refused', refusal: { code, message } })
      throw error
    }
    return sent(row, incident)
  }

  /** Finds what became of a submission whose answer nobody has. */
  async function lookUp(row: OutboxRow, cause?: SnowError): Promise<Incident> {
    if (row.state === 'unknown') await store.put(keepable(row))
    let waited = 0
    for (const moment of cause === undefined ? [0, ...lookUpAtMs] : lookUpAtMs) {
      await delay(moment - waited, undefined, clock)
      waited = moment
      // Another tab may be the one that sent it, and know better.
      const now = await store.find(row.place, row.owner, row.key)
      if (now?.state === 'sent' && now.incident !== undefined) return client.incidents.get(now.incident)
      if (now?.refusal !== undefined) throw new SnowError(now.refusal.code, now.refusal.message)
      const incident = await client.incidents.findByCorrelationId(row.key).catch(() => undefined)
      if (incident !== undefined) return sent(row, incident)
    }
    await store.put(keepable({ ...row, state: 'unknown' }))
    throw new SnowError(
      'SNOW_OUTCOME_UNKNOWN',
      `No incident with correlation_id ${row.key} could be found; it may exist all the same`,
      { cause },
    )
  }

  /** Without the text, once its writer has left. */
  function keepable(row: OutboxRow): OutboxRow {
    return row.owner === owner() ? row : { ...row, draft: undefined }
  }

  async function submitOnce(draft: IncidentDraft, key: string): Promise<Submission> {
    const { row, claimed } = await store.claim({
      key,
      place,
      owner: ownerNow(),
      state: 'sending',
      startedAt: clock.now(),
      draft,
      incident: undefined,
      refusal: undefined,
    })
    if (claimed) return { incident: await send(row, draft), made: true }
    if (row.incident !== undefined) {
      return { incident: await client.incidents.get(row.incident), made: false }
    }
    return { incident: await lookUp(row), made: false }
  }

  async function join<T>(key: string, work: () => Promise<T>): Promise<T> {
    const there = working.get(key)
    if (there !== undefined) return there as Promise<T>
    const mine = work()
    working.set(key, mine)
    try {
      return await mine
    } finally {
      working.delete(key)
    }
  }

  return {
    get durable() {
      return store.durable
    },
    get owner() {
      return owner()
    },
    join,
    known: async (key) => isTaken(await store.find(place, ownerNow(), key)),
    async submit(draft, { key, signal }) {
      signal?.throwIfAborted()
      return untilAborted(
        join(`submit ${key}`, () => submitOnce(draft, key)),
        signal,
      )
    },
    async resume() {
      const sysId = owner()
      if (sysId === undefined) return []
      const rows = await store.list(place)
      // One browser holds one session of a place: whoever was there before has left, by whatever way.
      await forgetRows(rows.filter((row) => row.owner !== sysId))
      const left = rows.filter((row) => row.owner === sysId && !working.has(`submit ${row.key}`))
      const unknown = await Promise.all(left.map(resumeRow))
      return unknown.filter((row) => row !== undefined)
    },
    async forget(gone) {
      await forgetRows((await store.list(place)).filter((row) => row.owner === gone))
    },
    async dismiss(key) {
      const row = await store.find(place, ownerNow(), key)
      if (row !== undefined) await store.remove(row)
    },
  }

  async function forgetRows(rows: readonly OutboxRow[]): Promise<void> {
    for (const row of rows) {
      if (row.state === 'sent' || row.state === 'refused') await store.remove(row)
      else if (row.draft !== undefined) await store.put({ ...row, draft: undefined }, row.state)
    }
  }

  async function resumeRow(row: OutboxRow): Promise<OutboxRow | undefined> {
    if (row.state === 'sent' || row.state === 'refused') {
      if (clock.now() - row.startedAt > keepSettledMs) await store.remove(row)
      return undefined
    }
    const incident = await client.incidents.findByCorrelationId(row.key).catch(() => undefined)
    if (incident !== undefined) {
      await sent(row, incident)
      return undefined
    }
    const unknown: OutboxRow = { ...row, state: 'unknown' }
    // Only over `sending`: the tab that sent it may have learned the outcome meanwhile.
    if (row.state === 'sending') await store.put(unknown, 'sending')
    return unknown
  }
}
