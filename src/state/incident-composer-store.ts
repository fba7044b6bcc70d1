import type { Actions, Confirm } from '../actions/types.js'
import type { Incident, JournalKind } from '../protocol/records.js'
import { toSnowError, type SnowError } from '../shared/errors.js'
import { isForWantOfConnection } from './connection-errors.js'
import type { KeptContent } from './kept-draft.js'
import { afterJournalsRestored, keptJournals } from './kept-journals.js'
import { Store, type ReadableStore } from './store.js'

/** What is being written to one incident. */
export interface JournalDraft {
  readonly kind: JournalKind
  readonly text: string
  /** From the press of the button until the server, or the person, said how it ended. */
  readonly sending: boolean
  /** Since the person, or the host's policy, agreed to it: only now is it really under way. */
  readonly agreed: boolean
  readonly error: SnowError | undefined
}

/** sys_id of an incident to its draft: going to another incident and back loses nothing. */
export interface ComposerState {
  readonly drafts: ReadonlyMap<string, JournalDraft>
}

export interface ComposerOptions {
  readonly actions: () => Promise<Actions>
  readonly confirm: Confirm
}

export interface ComposerStore extends ReadableStore<ComposerState> {
  draftOf(sysId: string): JournalDraft
  write(sysId: string, text: string): void
  choose(sysId: string, kind: JournalKind): void
  /**
   * Sends the draft through its action. Resolves with the incident as it is now; with `undefined` when
   * it was not sent: then the draft is still there, with an error unless somebody refused it.
   */
  send(sysId: string): Promise<Incident | undefined>
  /** Connected again: what failed for want of that is no failure any more. */
  reconnected(): void
  /** What would be lost if the page went now; `undefined` when nothing would. */
  kept(): KeptContent | undefined
  /** Takes up what was kept, where nothing was typed since. */
  restore(content: KeptContent): void
}

export const emptyDraft: JournalDraft = {
  kind: 'comment',
  text: '',
  sending: false,
  agreed: false,
  error: undefined,
}

/** Makes the store of one composer. */
export function createComposerStore(options: ComposerOptions): ComposerStore {
  return new LiveComposer(options)
}

class LiveComposer extends Store<ComposerState> implements ComposerStore {
  readonly #options: ComposerOptions

  constructor(options: ComposerOptions) {
    super({ drafts: new Map() })
    this.#options = options
  }

  draftOf(sysId: string): JournalDraft {
    return this.get().drafts.get(sysId) ?? emptyDraft
  }

  write(sysId: string, text: string): void {
    this.#change(sysId, { text, error: undefined })
  }

  choose(sysId: string, kind: JournalKind): void {
    this.#change(sysId, { kind, error: undefined })
  }

  async send(sysId: string): Promise<Incident | undefined> {
    const { kind, text, sending } = this.draftOf(sysId)
    if (sending || text.trim() === '') return undefined
    this.#change(sysId, { sending: true, error: undefined })
    const confirm: Confirm = async (request, options) => {
      await this.#options.confirm(request, options)
      this.#change(sysId, { agreed: true })
    }
    try {
      const actions = await this.#options.actions()
      const name = kind === 'comment' ? 'add_incident_comment' : 'add_incident_work_note'
      const input = { incident: sysId, text: text.trim() }
      const incident = await actions.run(name, input, { confirm })
      this.#change(sysId, { text: '', sending: false, agreed: false })
      return incident
    } catch (thrown) {
      const error = toSnowError(thrown)
      const refused = error.code === 'SNOW_WRITE_REFUSED'
      this.#change(sysId, { sending: false, agreed: false, error: refused ? undefined : error })
      return undefined
    }
  }

  reconnected(): void {
    for (const [sysId, { error }] of this.get().drafts) {
      if (error !== undefined && isForWantOfConnection(error)) this.#change(sysId, { error: undefined })
    }
  }

  kept(): KeptContent | undefined {
    return keptJournals(this.get())
  }

  restore({ text }: KeptContent): void {
    this.transition(afterJournalsRestored(this.get(), text, emptyDraft))
  }

  #change(sysId: string, change: Partial<JournalDraft>): void {
    const drafts = new Map(this.get().drafts)
    drafts.set(sysId, { ...this.draftOf(sysId), ...change })
    this.transition({ drafts })
  }
}
