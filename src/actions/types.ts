import type { GenericSchema } from 'valibot'
import type { Client, IncidentDraft } from '../client/types.js'
import type { ArticleSummary, Attachment, Incident, RequestItem } from '../protocol/records.js'
import type { SnowError } from '../shared/errors.js'
import type { JsonSchema } from './json-schema.js'
import type { Outbox } from './outbox.js'

/** `read` runs at once; `confirm` runs only after a person, or the host's policy, has agreed. */
export type Permission = 'read' | 'confirm'

/** One line of a confirmation: a field and what becomes of it. */
export interface WriteChange {
  /** Wire name of the column, for a policy of the host. */
  readonly field: string
  /** Shown value before; `undefined` for a new record. */
  readonly before: string | undefined
  readonly after: string
}

/** A write that waits for a yes: what the host's policy and the person decide on. */
export interface WriteRequest {
  readonly action: string
  /** Record that is changed; `undefined` for a new one. */
  readonly record: { readonly table: string; readonly sysId: string; readonly number: string } | undefined
  readonly table: string
  readonly changes: readonly WriteChange[]
  /** Files that go along. */
  readonly files: readonly { readonly name: string; readonly sizeBytes: number }[]
}

/**
 * Settles whether a write may run: resolves for a yes, rejects with `SNOW_WRITE_REFUSED`, or with the
 * signal's reason.
 */
export type Confirm = (request: WriteRequest, options: { readonly signal?: AbortSignal }) => Promise<void>

export interface ActionOptions {
  readonly signal?: AbortSignal
  /**
   * Asks for this run, instead of the `confirm` that the actions were made with. An element passes its
   * own, so that of several on a page only the one whose action runs asks the host and the person.
   */
  readonly confirm?: Confirm
}

export interface ActionContext {
  readonly client: Client
  readonly outbox: Outbox
  /** The `confirm` of the run when it has one, else the one that the actions were made with. */
  readonly confirm: Confirm
  /** Throws while nothing can be written, so that nobody is asked in vain. */
  readonly mayWrite?: (() => void) | undefined
}

export interface Action<Input, Output> {
  readonly name: string
  /** One sentence, for an assistant of the host that chooses among actions. */
  readonly description: string
  readonly permission: Permission
  readonly input: GenericSchema<unknown, Input>
  run(input: Input, context: ActionContext, options: ActionOptions): Promise<Output>
}

export interface CreateIncidentInput extends IncidentDraft {
  /** UUID of this submission: the same key has one effect, however often it is run. New when left out. */
  readonly submissionKey?: string
  readonly attachments?: readonly File[]
}

export interface CreatedIncident {
  readonly incident: Incident
  readonly attachments: readonly Attachment[]
  /** Files that did not arrive, each with its reason; the incident exists all the same. */
  readonly failed: readonly { readonly file: File; readonly error: SnowError }[]
}

export interface SearchIncidentsInput {
  /** A number, a link to an incident, or text in the number, short description or description. */
  readonly text?: string
  /** Stored value of the state: `1` new, `2` in progress, `3` on hold, `6` resolved, `7` closed, `8` cancelled. */
  readonly state?: string
  readonly priority?: '1' | '2' | '3' | '4' | '5'
  /** sys_id. */
  readonly assignmentGroup?: string
  /** sys_id. */
  readonly assignee?: string
  readonly active?: boolean
  /** 1 to 100; 20 when left out. */
  readonly limit?: number
}

export interface FoundIncidents {
  readonly incidents: readonly Incident[]
  /** Whether there are more than these. */
  readonly more: boolean
}

export interface AddToJournalInput {
  /** sys_id or number. */
  readonly incident: string
  readonly text: string
}

/** Every action: its name, what it takes and what it gives. */
export interface ActionMap {
  create_incident: { readonly input: CreateIncidentInput; readonly output: CreatedIncident }
  get_my_open_incidents: { readonly input: { readonly limit?: number }; readonly output: FoundIncidents }
  get_incident: { readonly input: { readonly incident: string }; readonly output: Incident }
  search_incidents: { readonly input: SearchIncidentsInput; readonly output: FoundIncidents }
  search_knowledge_base: {
    readonly input: { readonly text: string; readonly limit?: number }
    readonly output: readonly ArticleSummary[]
  }
  get_my_service_requests: {
    readonly input: Readonly<Record<never, never>>
    readonly output: readonly RequestItem[]
  }
  /** Goes to the caller. */
  add_incident_comment: { readonly input: AddToJournalInput; readonly output: Incident }
  /** Stays among agents. */
  add_incident_work_note: { readonly input: AddToJournalInput; readonly output: Incident }
}

export type ActionName = keyof ActionMap

export interface ActionDescription {
  readonly name: ActionName
  readonly description: string
  readonly permission: Permission
  /** JSON Schema (2020-12) of the input, for an assistant's tool definition. Files are not part of it. */
  readonly input: JsonSchema
}

/** The named operations: the only way to write. */
export interface Actions {
  /**
   * Runs an action. Throws `SNOW_ACTION_UNKNOWN`, `SNOW_INPUT_INVALID` naming each wrong field, for a
   * `confirm` action `SNOW_WRITE_REFUSED`, and whatever the instance says.
   */
  run<Name extends ActionName>(
    name: Name,
    input: ActionMap[Name]['input'],
    options?: ActionOptions,
  ): Promise<ActionMap[Name]['output']>
  list(): readonly ActionDescription[]
  readonly outbox: Outbox
}
