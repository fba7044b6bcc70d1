import type { Client } from '../client/types.js'
import { isSysId } from '../protocol/parse-table.js'
import type { Clock } from '../shared/clock.js'
import { toSnowError, type SnowError } from '../shared/errors.js'
import { labelsRequest, lookUpRequest, maximumOptions, toOption, type LookUpOption } from './look-up-query.js'
import { Store } from './store.js'

export interface LookUpState {
  /** What is typed. */
  readonly text: string
  readonly status: 'idle' | 'loading' | 'ready' | 'failed'
  /** For what was typed last and answered; those of before stay until then. */
  readonly options: readonly LookUpOption[]
  /** There are more than are shown. */
  readonly more: boolean
  readonly error: SnowError | undefined
}

export interface LookUpOptions {
  readonly client: Pick<Client, 'records'>
  readonly clock: Clock
  /** Wire name of the table that a reference points to. */
  readonly table: string
}

/** Typing pauses this long before it is looked up. */
const typingMs = 200
/** Most records that are asked for by their sys_ids in one request. */
const mostLabels = 100

const idle: LookUpState = { text: '', status: 'idle', options: [], more: false, error: undefined }

/** Finds the records that a reference can point to, while a person types. */
export class LookUpStore extends Store<LookUpState> {
  readonly #options: LookUpOptions
  readonly #labels = new Map<string, string>()
  #request: AbortController | undefined
  #cancelTyping: (() => void) | undefined

  constructor(options: LookUpOptions) {
    super(idle)
    this.#options = options
  }

  /** Takes what is typed; asks once the typing pauses, and drops the answer to what was typed before. */
  setText(text: string): void {
    if (text === this.get().text && this.get().status !== 'idle') return
    this.transition({ ...this.get(), text })
    this.#cancelTyping?.()
    this.#cancelTyping = this.#options.clock.after(typingMs, () => void this.search())
  }

  /** Looks up what is typed now. */
  async search(): Promise<void> {
    this.#stop()
    const request = (this.#request = new AbortController())
    const { client, table } = this.#options
    this.transition({ ...this.get(), status: 'loading', error: undefined })
    try {
      const asked = lookUpRequest(table, this.get().text)
      const page = { offset: 0, limit: maximumOptions, signal: request.signal }
      const { items, more } = await client.records.list(table, { ...asked, ...page })
      if (this.#request !== request) return
      const options = items.map((row) => toOption(table, row))
      this.#note(options)
      this.transition({ ...this.get(), status: 'ready', options, more })
    } catch (error) {
      if (this.#request === request) {
        this.transition({ ...this.get(), status: 'failed', error: toSnowError(error) })
      }
    }
  }

  /** Forgets what was typed and found; what is under way ends. Labels stay known. */
  reset(): void {
    this.#stop()
    this.transition(idle)
  }

  /** What a record is called; `undefined` until it was found, or read by `readLabels`. */
  labelOf(sysId: string): string | undefined {
    return this.#labels.get(sysId)
  }

  /**
   * Reads what records are called: a view from a URL has only their sys_ids. Those that are deleted or
   * hidden stay unknown. Listeners are called when something became known.
   */
  async readLabels(sysIds: readonly string[], signal?: AbortSignal): Promise<void> {
    const { client, table } = this.#options
    const unknown = [...new Set(sysIds)].filter((sysId) => isSysId(sysId) && !this.#labels.has(sysId))
    for (let start = 0; start < unknown.length; start += mostLabels) {
      const part = unknown.slice(start, start + mostLabels)
      const page = { offset: 0, limit: mostLabels, signal }
      const { items } = await client.records.list(table, { ...labelsRequest(table, part), ...page })
      this.#note(items.map((row) => toOption(table, row)))
    }
    if (unknown.some((sysId) => this.#labels.has(sysId))) this.transition({ ...this.get() })
  }

  #note(options: readonly LookUpOption[]): void {
    for (const { sysId, label } of options) this.#labels.set(sysId, label)
  }

  #stop(): void {
    this.#cancelTyping?.()
    this.#cancelTyping = undefined
    this.#request?.abort()
    this.#request = undefined
  }
}
