import type { Confirm, CreatedIncident, CreateIncidentInput } from '../actions/types.js'
import { priorityOf, type Priority } from '../protocol/priority.js'
import { toSnowError, type SnowError } from '../shared/errors.js'
import { namePasted, takeFiles } from './draft-files.js'
import { problemsOf } from './draft-problems.js'
import type { KeptContent, RestoredContent } from './kept-draft.js'
import { afterFormRestored, keptForm } from './kept-form.js'
import {
  afterAttempt,
  afterDefaultsChanged,
  afterFieldChanged,
  afterFileRemoved,
  afterFilesAdded,
  afterNewSubmission,
  afterOutcome,
  afterReconnected,
  isOpen,
  newDraft,
  type DraftDefaults,
  type DraftFields,
  type DraftState,
} from './draft-state.js'
import { Store, type ReadableStore } from './store.js'
import type { Workspace } from './types.js'

export interface DraftStoreOptions {
  readonly workspace: Pick<Workspace, 'client' | 'actions' | 'connection'>
  readonly defaults?: DraftDefaults
  /** Makes UUIDs; the platform's when left out. */
  readonly newId?: () => string
}

/** What adding files needs to know. */
export interface AddFilesOptions {
  readonly maxBytes: number
  /** For pictures of the clipboard: the n-th name. */
  readonly pastedName?: (n: number) => string
}

/** One form: what is typed, what goes along, and what became of it. */
export interface DraftStore extends ReadableStore<DraftState> {
  change<Name extends keyof DraftFields>(name: Name, value: DraftFields[Name]): void
  /** Applies other defaults to what nobody has touched. */
  setDefaults(defaults: DraftDefaults): void
  addFiles(files: readonly File[], options: AddFilesOptions): Promise<void>
  removeFile(id: string): void
  /**
   * Files the draft; resolves to what was filed, or to `undefined` when there are problems, when the
   * person refused, and when it failed: the state tells. A second call while one runs does nothing.
   */
  submit(confirm: Confirm): Promise<CreatedIncident | undefined>
  /** After `unknown`: looks the submission up once more, sending nothing but files. */
  lookAgain(): Promise<CreatedIncident | undefined>
  /**
   * After `unknown`, when the person has looked and decides to file it all the same: back to the form
   * with all that was typed, as a submission of its own.
   */
  startOver(): Promise<void>
  /** Sends the files again that did not arrive. */
  retryUploads(): Promise<void>
  /** An empty form, and a new submission. */
  reset(): void
  /** Connected again: what failed for want of that is no failure any more. */
  reconnected(): void
  /** What would be lost if the page went now; `undefined` when nothing would. */
  kept(): KeptContent | undefined
  /** Takes up what was kept of it, unless something was typed since. */
  restore(content: RestoredContent): Promise<void>
}

/** The priority that ServiceNow computes, for showing it as a person chooses. */
export function draftPriority({ impact, urgency }: DraftFields): Priority {
  return priorityOf(impact, urgency)
}

export function createDraftStore(options: DraftStoreOptions): DraftStore {
  return new Draft(options)
}

class Draft extends Store<DraftState> implements DraftStore {
  readonly #workspace: DraftStoreOptions['workspace']
  readonly #newId: () => string
  #defaults: DraftDefaults
  #adding: Promise<void> = Promise.resolve()

  constructor({ workspace, defaults = {}, newId = () => crypto.randomUUID() }: DraftStoreOptions) {
    super(newDraft(newId(), defaults))
    this.#workspace = workspace
    this.#newId = newId
    this.#defaults = defaults
  }

  change<Name extends keyof DraftFields>(name: Name, value: DraftFields[Name]): void {
    this.transition(afterFieldChanged(this.get(), name, value))
  }

  setDefaults(defaults: DraftDefaults): void {
    this.transition(afterDefaultsChanged(this.get(), this.#defaults, defaults))
    this.#defaults = defaults
  }

  addFiles(files: readonly File[], options: AddFilesOptions): Promise<void> {
    // One after the other: a name that one picture took must not be given to the next.
    this.#adding = this.#adding.then(() => this.#addFiles(files, options))
    return this.#adding
  }

  async #addFiles(files: readonly File[], { maxBytes, pastedName }: AddFilesOptions): Promise<void> {
    if (files.length === 0 || !isOpen(this.get())) return
    const named = pastedName ? namePasted(files, this.get().files, pastedName) : files
    const { submissionKey, files: present } = this.get()
    const { taken, refused } = await takeFiles(named, { maxBytes, present, newId: this.#newId })
    // Another form may have begun while the files were read.
    if (this.get().submissionKey !== submissionKey) return
    this.transition(afterFilesAdded(this.get(), taken, refused))
  }

  removeFile(id: string): void {
    this.transition(afterFileRemoved(this.get(), id))
  }

  async submit(confirm: Confirm): Promise<CreatedIncident | undefined> {
    const sound = Object.keys(problemsOf(this.get().fields)).length === 0
    if (!isOpen(this.get())) return undefined
    this.transition(afterAttempt(this.get(), sound))
    return sound ? this.#run(confirm) : undefined
  }

  async lookAgain(): Promise<CreatedIncident | undefined> {
    const { phase, submissionKey } = this.get()
    if (phase.name !== 'unknown' || phase.looking) return undefined
    this.#settle(submissionKey, { ...phase, looking: true })
    try {
      const found = await this.#workspace.client.incidents.findByCorrelationId(submissionKey)
      if (found === undefined) {
        this.#settle(submissionKey, { ...phase, looking: false })
        return undefined
      }
    } catch (error) {
      this.#report(error)
      this.#settle(submissionKey, { ...phase, looking: false })
      return undefined
    }
    // It is there: the action with the same key finds it too, and sends the files that are missing.
    return this.#run(async () => {})
  }

  async startOver(): Promise<void> {
    const { phase, submissionKey } = this.get()
    if (phase.name !== 'unknown') return
    this.transition(afterNewSubmission(this.get(), this.#newId()))
    const actions = await this.#workspace.actions()
    await actions.outbox.dismiss(submissionKey)
  }

  async retryUploads(): Promise<void> {
    const { phase, submissionKey } = this.get()
    if (phase.name !== 'filed' || phase.retrying || phase.failed.length === 0) return
    this.#settle(submissionKey, { ...phase, retrying: true })
    try {
      const { attachments, failed } = await this.#create()
      this.#settle(submissionKey, { ...phase, attachments, failed, retrying: false })
    } catch (error) {
      const known = this.#report(error)
      const failed = phase.failed.map(({ file }) => ({ file, error: known }))
      this.#settle(submissionKey, { ...phase, failed, retrying: false })
    }
  }

  reset(): void {
    this.transition(newDraft(this.#newId(), this.#defaults))
  }

  reconnected(): void {
    this.transition(afterReconnected(this.get()))
  }

  kept(): KeptContent | undefined {
    return keptForm(this.get(), this.#defaults)
  }

  async restore(content: RestoredContent): Promise<void> {
    const intake = { maxBytes: Infinity, present: [], newId: this.#newId }
    const { taken } = await takeFiles(content.files, intake)
    this.transition(afterFormRestored(this.get(), content, { files: taken, defaults: this.#defaults }))
  }

  async #run(confirm: Confirm): Promise<CreatedIncident | undefined> {
    const { submissionKey } = this.get()
    try {
      const created = await this.#create(confirm)
      this.#settle(submissionKey, { name: 'filed', ...created, retrying: false })
      return created
    } catch (thrown) {
      const error = this.#report(thrown)
      if (error.code === 'SNOW_WRITE_REFUSED') this.#settle(submissionKey, { name: 'editing' })
      else if (error.code === 'SNOW_OUTCOME_UNKNOWN') {
        this.#settle(submissionKey, { name: 'unknown', error, looking: false })
      } else this.#settle(submissionKey, { name: 'failed', error })
      return undefined
    }
  }

  /** The same key as before: an incident that was made is found, files that arrived are not sent twice. */
  async #create(confirm: Confirm = async () => {}): Promise<CreatedIncident> {
    const input = inputOf(this.get())
    const actions = await this.#workspace.actions()
    return actions.run('create_incident', input, { confirm })
  }

  #settle(submissionKey: string, phase: DraftState['phase']): void {
    const state = this.get()
    if (state.submissionKey === submissionKey) this.transition(afterOutcome(state, phase))
  }

  #report(error: unknown): SnowError {
    this.#workspace.connection.report(error)
    return toSnowError(error)
  }
}

function inputOf({ fields, files, submissionKey }: DraftState): CreateIncidentInput {
  const description = fields.description.trim()
  return {
    shortDescription: fields.shortDescription.trim(),
    impact: fields.impact,
    urgency: fields.urgency,
    submissionKey,
    ...(description !== '' && { description }),
    ...(fields.category !== '' && { category: fields.category }),
    ...(files.length > 0 && { attachments: files.map(({ file }) => file) }),
  }
}
