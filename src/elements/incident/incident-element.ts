import { html, type nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { AttachmentController } from '../../controllers/attachment-controller.js'
import { ConfirmationController } from '../../controllers/confirmation-controller.js'
import { IncidentController } from '../../controllers/incident-controller.js'
import { MinuteController } from '../../controllers/minute-controller.js'
import type { WriteRequest } from '../../actions/types.js'
import type { Attachment, Incident } from '../../protocol/records.js'
import type { SnowError } from '../../shared/errors.js'
import { emit } from '../events.js'
import { attachmentPreview } from '../internal/attachment-preview.js'
import { attachmentStyles } from '../internal/attachment-row.styles.js'
import { avatarStyles } from '../internal/avatar.js'
import { confirmSheet } from '../internal/confirm-sheet.js'
import { confirmSheetStyles } from '../internal/confirm-sheet.styles.js'
import { emptyState, emptyStateStyles } from '../internal/empty-state.js'
import { errorNotice, errorNoticeStyles } from '../internal/error-notice.js'
import { priorityMarkStyles } from '../internal/priority-mark.js'
import { signInPrompt } from '../internal/sign-in-prompt.js'
import { SnowElement } from '../internal/snow-element.js'
import { composerStyles } from './composer.styles.js'
import { wordsOf } from './incident-composer.js'
import { incidentSkeleton } from './incident-skeleton.js'
import { incidentView } from './incident-view.js'
import { incidentStyles } from './incident.styles.js'
import { timelineStyles } from './timeline.styles.js'

/**
 * One incident: what it is, what was written, its files, and a place to reply or to leave a work note.
 *
 * @fires snow-incident-changed - The person wrote a reply or a work note, and the instance has it.
 * @fires snow-attachment-picked - The person wants a file in the host application.
 * @fires snow-before-write - A reply or work note is about to be sent; cancelable.
 * @fires snow-error - A read or a write failed.
 * @csspart header - Number, title, state and priority.
 * @csspart facts - The grid of facts.
 * @csspart activity - The section of what was written.
 * @csspart composer - Where one writes.
 * @csspart entry - One entry; also `comment` or `work-note`.
 * @csspart attachments - The section of files.
 * @csspart attachment - One file.
 * @csspart details - Description, impact, urgency, resolution.
 * @csspart confirmation - The sheet that asks before a write.
 * @csspart preview - The panel that shows a file.
 */
export class IncidentElement extends SnowElement {
  static override styles = [
    ...SnowElement.styles,
    avatarStyles,
    priorityMarkStyles,
    emptyStateStyles,
    errorNoticeStyles,
    attachmentStyles,
    confirmSheetStyles,
    incidentStyles,
    timelineStyles,
    composerStyles,
  ]

  /** sys_id or number of the incident to show. */
  @property({ attribute: 'incident-id' }) incidentId = ''

  /** What is already known of it, such as a row of a list: shown at once while the fresh one loads. */
  @property({ attribute: false }) incident: Incident | undefined

  /** Called when there is no such incident any more, with the sys_id or number that was asked for. */
  @property({ attribute: false }) tellGone: ((id: string) => void) | undefined

  @state() private unfolded: ReadonlySet<string> = new Set()
  @state() private earlierShown = false
  @state() private numberCopied = false

  readonly #confirmation = new ConfirmationController(this, {
    connected: this.connected,
    announce: (detail) => emit(this, 'snow-before-write', detail, { cancelable: true }),
  })
  readonly #files = new AttachmentController(this, { onError: (error) => this.#onError(error) })
  readonly #incident = new IncidentController(this, {
    connected: this.connected,
    confirm: this.#confirmation.confirm,
    onRenewed: (ownership) => this.#files.follow(ownership),
    onError: (error) => this.#onError(error),
  })
  readonly #minutes = new MinuteController(this)
  #toldGone: string | undefined

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed)
    this.#minutes.follow(0, this.connected.workspace?.clock)
    if (!changed.has('incidentId') && !changed.has('incident')) return
    const id = this.incidentId || (this.incident?.sysId ?? '')
    if (!this.#incident.open(id, this.incident)) return
    // Nobody should agree to a write about a ticket that is no longer in view; its draft is kept.
    this.#confirmation.refuse()
    this.#files.clear()
    this.unfolded = new Set()
    this.earlierShown = false
  }

  protected override render(): TemplateResult {
    const { messages, formats } = this.locale
    const { pending } = this.#confirmation
    const words = pending && this.#askingWords(pending)
    return html`<div
        class="behind"
        ?inert=${pending !== undefined || this.#files.state.preview !== undefined}
      >
        ${this.#content()}
      </div>
      ${attachmentPreview({ files: this.#files, messages })}
      ${confirmSheet({ confirmation: this.#confirmation, messages, formats, lead: words?.hint, act: words?.act })}`
  }

  protected override updated(): void {
    const { phase, id, attachments } = this.#incident.state
    if (attachments.items !== undefined) this.#files.show(attachments.items)
    const gone = phase === 'gone' ? id : undefined
    if (gone !== undefined && gone !== this.#toldGone) this.tellGone?.(gone)
    this.#toldGone = gone
  }

  #content(): TemplateResult | typeof nothing {
    const { messages } = this.locale
    const { phase, incident, error } = this.#incident.state
    if (phase === 'none') return this.#nothingOpen()
    if (phase === 'gone') {
      const lead = messages.errors.SNOW_NOT_FOUND_OR_HIDDEN
      return emptyState({ icon: 'ticket', title: messages.incident.goneTitle, lead })
    }
    if (incident !== undefined) return this.#whole(incident)
    if (error === undefined) return incidentSkeleton(messages)
    return html`<div class="layout">${errorNotice({ error, messages, retry: this.#incident.refresh })}</div>`
  }

  #nothingOpen(): TemplateResult | typeof nothing {
    const { messages } = this.locale
    const { connection, session } = this.#incident
    const asked = this.incidentId !== '' || this.incident !== undefined
    if (session !== undefined && asked) return incidentSkeleton(messages)
    if (session !== undefined) {
      return emptyState({ icon: 'ticket', title: messages.incident.none, lead: '' })
    }
    if (connection?.phase === 'checking' && asked) return incidentSkeleton(messages)
    const store = this.connected.workspace?.connection
    return signInPrompt({
      connection,
      missing: this.connected.missing,
      lead: messages.incident.signInLead,
      messages,
      connect: () => store?.connect(),
      retry: () => store?.retry(),
    })
  }

  #whole(incident: Incident): TemplateResult {
    const { messages, formats } = this.locale
    const { state, draft, session, recordUrl, refresh } = this.#incident
    return incidentView({
      incident,
      error: state.error,
      journal: state.journal,
      attachments: state.attachments,
      files: this.#files,
      people: this.#people(incident),
      draft,
      agent: session?.agent ?? false,
      messages,
      formats,
      now: this.#minutes.now,
      recordUrl,
      copied: this.numberCopied,
      unfolded: this.unfolded,
      showEarlier: this.earlierShown,
      onCopied: this.#onCopied,
      onFold: this.#onFold,
      onShowEarlier: this.#onShowEarlier,
      onRetry: refresh,
      onPick: this.#onPick,
      onWrite: this.#onWrite,
      onChoose: this.#onChoose,
      onSend: this.#onSend,
    })
  }

  /** The words of the write that waits: of its own record and kind, whatever is shown by now. */
  #askingWords(request: WriteRequest): { readonly hint: string; readonly act: string } | undefined {
    const { state, session } = this.#incident
    const { incident } = state
    if (incident === undefined || incident.sysId !== request.record?.sysId) return undefined
    const kind = request.action === 'add_incident_comment' ? 'comment' : 'work-note'
    return wordsOf({ incident, kind, agent: session?.agent ?? false, messages: this.locale.messages })
  }

  #people(incident: Incident): readonly string[] {
    const own = this.#incident.session?.user.name ?? ''
    return [own, incident.caller.label, incident.assignedTo.label].filter((name) => name !== '')
  }

  readonly #onCopied = (copied: boolean): void => {
    this.numberCopied = copied
  }

  readonly #onFold = (id: string): void => {
    const unfolded = new Set(this.unfolded)
    if (!unfolded.delete(id)) unfolded.add(id)
    this.unfolded = unfolded
  }

  readonly #onShowEarlier = (): void => {
    this.earlierShown = true
  }

  readonly #onPick = (attachment: Attachment): void => {
    emit(this, 'snow-attachment-picked', { attachment })
  }

  readonly #onWrite = (text: string): void => this.#incident.write(text)

  readonly #onChoose = (kind: 'comment' | 'work-note'): void => this.#incident.choose(kind)

  readonly #onSend = async (): Promise<void> => {
    const fields = [this.#incident.draft.kind === 'comment' ? 'comments' : 'work_notes']
    const incident = await this.#incident.send()
    if (incident !== undefined) emit(this, 'snow-incident-changed', { incident, fields })
  }

  #onError(error: SnowError): void {
    this.connected.workspace?.connection.report(error)
    if (!connectionCodes.has(error.code)) emit(this, 'snow-error', { error })
  }
}

/** What the connection tells of by itself. */
const connectionCodes = new Set<string>([
  'SNOW_NOT_CONNECTED',
  'SNOW_RECONNECT_NEEDED',
  'SNOW_USER_CHANGED',
  'SNOW_OFFLINE',
  'SNOW_ABORTED',
])
