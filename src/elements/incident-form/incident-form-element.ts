import { html, type nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { ConfirmationController } from '../../controllers/confirmation-controller.js'
import {
  DraftController,
  isOpen,
  isUntouched,
  type DraftDefaults,
  type DraftState,
} from '../../controllers/draft-controller.js'
import { DraftThumbnails } from '../../controllers/draft-thumbnails.js'
import { OwnerController } from '../../controllers/owner-controller.js'
import type { ArticleSummary, Incident } from '../../protocol/records.js'
import { emit } from '../events.js'
import { confirmSheet } from '../internal/confirm-sheet.js'
import { positiveNumber } from '../internal/positive-number.js'
import { SnowElement } from '../internal/snow-element.js'
import { signInPrompt } from '../internal/sign-in-prompt.js'
import { filedView } from './filed-view.js'
import { droppedFiles, holdsFiles, pastedFiles } from './file-transfer.js'
import { formStyles } from './incident-form.styles.js'
import { formView } from './form-view.js'
import { suggestedArticles } from './suggested-articles.js'
import { unknownView } from './unknown-view.js'
import { wordOfChange } from './change-words.js'

/**
 * Files an incident: what is wrong, in one line and in many, with pictures. It asks before it sends, and
 * says plainly when it cannot tell whether the ticket was filed.
 *
 * @fires snow-incident-created - An incident was filed.
 * @fires snow-before-write - An incident is about to be filed; cancelable.
 * @fires snow-error - Filing failed, or its outcome is unknown.
 * @csspart form - The form.
 * @csspart outcome - What is shown once it was filed, or may have been.
 * @csspart confirmation - The sheet that asks before it is sent.
 * @csspart error - What went wrong.
 */
export class IncidentFormElement extends SnowElement {
  static override styles = [...SnowElement.styles, ...formStyles]

  /** Filled in beforehand: stored values. Changing it replaces what nobody has touched yet. */
  @property({ attribute: false }) defaults: DraftDefaults = {}

  /** Largest attachment that is taken, in bytes. */
  @property({ converter: positiveNumber(25_000_000), attribute: 'max-file-size' }) maxFileSize = 25_000_000

  /** Called by "Open it" with the incident; without it the button leads to ServiceNow. */
  @property({ attribute: false }) openIncident: ((incident: Incident) => void) | undefined

  /** Called with an article that may answer it; without it the article opens in ServiceNow. */
  @property({ attribute: false }) openArticle: ((article: ArticleSummary) => void) | undefined

  /** Called by "Your tickets", offered while the outcome is unknown. */
  @property({ attribute: false }) showTickets: (() => void) | undefined

  /** Whether files are being dragged over the form. */
  @state() private dragging = false

  readonly #draft = new DraftController(this)
  readonly #thumbnails = new DraftThumbnails(this)
  readonly #owner = new OwnerController(this, {
    connected: this.connected,
    onChange: (ownership) => this.#draft.follow(ownership),
    onReconnected: () => this.#draft.reconnected(),
  })
  readonly #confirmation = new ConfirmationController(this, {
    connected: this.connected,
    announce: (detail) => emit(this, 'snow-before-write', detail, { cancelable: true }),
  })
  #shownPhase: DraftState['phase']['name'] | undefined

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed)
    if (changed.has('defaults')) this.#draft.setDefaults(this.defaults ?? {})
    this.#thumbnails.show(this.#draft.state?.files ?? [])
  }

  override render(): TemplateResult | typeof nothing {
    const { messages } = this.locale
    const { state } = this.#draft
    if (state === undefined) {
      return signInPrompt({
        connection: this.#owner.connection,
        missing: this.connected.missing,
        lead: messages.form.signInLead,
        messages,
        connect: () => this.connected.workspace?.connection.connect(),
        retry: () => this.connected.workspace?.connection.retry(),
      })
    }
    return html`<div class="behind" ?inert=${this.#confirmation.pending !== undefined}>
        ${this.#renderPhase(state)}
      </div>
      ${confirmSheet({
        confirmation: this.#confirmation,
        messages,
        formats: this.locale.formats,
        wordFor: wordOfChange(messages, state.fields),
      })}`
  }

  protected override updated(): void {
    const phase = this.#draft.state?.phase.name
    const before = this.#shownPhase
    this.#shownPhase = phase
    if (phase === before || before === undefined) return
    if (phase === 'filed' || phase === 'unknown') this.#focus('.outcome h2')
    else if (phase === 'editing' && (before === 'filed' || before === 'unknown'))
      this.#focus('#short-description')
    // The field that one was in could not take the focus back from the sheet: it was disabled still.
    else if (phase === 'editing' && document.activeElement === document.body)
      this.#focus('button[type=submit]')
  }

  #renderPhase(state: DraftState): TemplateResult {
    const { phase } = state
    const { messages } = this.locale
    switch (phase.name) {
      case 'filed':
        return filedView({
          phase,
          messages,
          url: this.connected.workspace?.client.recordUrl('incident', phase.incident.sysId) ?? '',
          openIncident: this.openIncident,
          retryFiles: () => void this.#draft.store?.retryUploads(),
          fileAnother: this.#onDiscard,
        })
      case 'unknown':
        return unknownView({
          phase,
          fields: state.fields,
          messages,
          lookAgain: () => void this.#announce(this.#draft.store?.lookAgain()),
          fileAgain: () => void this.#draft.store?.startOver(),
          showTickets: this.showTickets,
        })
      default:
        return this.#renderForm(state)
    }
  }

  #renderForm(state: DraftState): TemplateResult {
    const { messages, formats } = this.locale
    return html`<form
        class="form ${this.dragging ? 'dragging' : ''}"
        part="form"
        novalidate
        aria-label=${messages.form.title}
        @submit=${this.#onSubmit}
        @keydown=${this.#onKeydown}
        @paste=${this.#onPaste}
        @dragenter=${this.#onDragOver}
        @dragover=${this.#onDragOver}
        @dragleave=${this.#onDragLeave}
        @drop=${this.#onDrop}
      >
        ${formView({
          state,
          asking: this.#confirmation.pending !== undefined,
          messages,
          formats,
          maxFileSize: this.maxFileSize,
          problems: this.#draft.problems,
          priority: this.#draft.priority,
          categories: this.#draft.categories,
          thumbnailOf: (file) => this.#thumbnails.of(file),
          change: (name, value) => this.#draft.store?.change(name, value),
          describe: this.#onDescribe,
          addFiles: this.#addFiles,
          removeFile: this.#onRemoveFile,
          discard: isUntouched(state, this.defaults ?? {}) ? undefined : this.#onDiscard,
          retryCategories: this.#draft.categoriesFailed ? () => this.#draft.retryChoices() : undefined,
        })}
      </form>
      ${suggestedArticles({
        results: this.#draft.articles.results,
        messages,
        openArticle: this.openArticle,
        urlOf: (sysId) => this.connected.workspace?.client.recordUrl('kb_knowledge', sysId) ?? '',
      })}`
  }

  readonly #onDescribe = (text: string): void => {
    this.#draft.store?.change('shortDescription', text)
    this.#draft.suggest(text)
  }

  readonly #onSubmit = async (event: Event): Promise<void> => {
    event.preventDefault()
    await this.#announce(this.#draft.store?.submit(this.#confirmation.confirm))
    if (Object.keys(this.#draft.problems).length === 0) return
    await this.updateComplete
    this.#focus('[aria-invalid="true"]')
  }

  /** Tells the host page how a submission ended; it may have been discarded by then, but it was sent. */
  async #announce(
    work: ReturnType<NonNullable<DraftController['store']>['submit']> | undefined,
  ): Promise<void> {
    const created = await work
    if (created !== undefined) {
      const { incident, attachments } = created
      emit(this, 'snow-incident-created', { incident, attachments })
      return
    }
    const phase = this.#draft.state?.phase
    if (phase?.name === 'failed' || phase?.name === 'unknown')
      emit(this, 'snow-error', { error: phase.error })
  }

  readonly #onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat) return
    event.preventDefault()
    void this.#onSubmit(event)
  }

  readonly #onPaste = (event: ClipboardEvent): void => {
    const files = pastedFiles(event)
    if (files.length === 0) return
    event.preventDefault()
    void this.#take(files, this.locale.messages.form.pastedName)
  }

  readonly #onDragOver = (event: DragEvent): void => {
    if (!holdsFiles(event) || !this.#isOpen) return
    event.preventDefault()
    this.dragging = true
  }

  readonly #onDragLeave = (event: DragEvent): void => {
    const { currentTarget, relatedTarget } = event
    const inside = relatedTarget instanceof Node && (currentTarget as Element).contains(relatedTarget)
    if (!inside) this.dragging = false
  }

  readonly #onDrop = (event: DragEvent): void => {
    this.dragging = false
    if (!holdsFiles(event)) return
    // Also when nothing is taken: otherwise the browser leaves the page to show the file.
    event.preventDefault()
    void this.#take(droppedFiles(event))
  }

  readonly #addFiles = (files: readonly File[]): void => void this.#take(files)

  readonly #onRemoveFile = async (id: string): Promise<void> => {
    const position = this.#draft.state?.files.findIndex((file) => file.id === id) ?? -1
    this.#draft.store?.removeFile(id)
    await this.updateComplete
    const left = this.renderRoot.querySelectorAll<HTMLElement>('.file .remove')
    const next =
      left[Math.min(position, left.length - 1)] ?? this.renderRoot.querySelector<HTMLElement>('.add-files')
    next?.focus()
  }

  readonly #onDiscard = (): void => {
    this.#draft.reset()
    void this.updateComplete.then(() => this.#focus('#short-description'))
  }

  get #isOpen(): boolean {
    return this.#draft.state !== undefined && isOpen(this.#draft.state)
  }

  async #take(files: readonly File[], pastedName?: (n: number) => string): Promise<void> {
    const named = pastedName === undefined ? {} : { pastedName }
    await this.#draft.store?.addFiles(files, { maxBytes: this.maxFileSize, ...named })
  }

  #focus(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus()
  }
}
