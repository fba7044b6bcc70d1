import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../../locales/en.js'
import type { Incident, JournalKind } from '../../protocol/records.js'
import type { JournalDraft } from '../../state/incident-composer-store.js'
import { errorNotice } from '../internal/error-notice.js'
import { icon } from '../internal/icons.js'
import { firstNameOf } from './person-name.js'

/** What ServiceNow's journal fields and our actions take. */
const longestEntry = 4_000

export interface IncidentComposer {
  readonly incident: Incident
  readonly draft: JournalDraft
  /** Whether the person works on tickets: only then are there work notes, and a caller to reply to. */
  readonly agent: boolean
  readonly messages: Messages
  readonly onWrite: (text: string) => void
  readonly onChoose: (kind: JournalKind) => void
  readonly onSend: () => void
}

/** Where a reply or a work note is written; edge, icon, hint and button all say which of both it is. */
export function incidentComposer(composer: IncidentComposer): TemplateResult {
  const { draft, agent, messages, onWrite, onSend } = composer
  const words = wordsOf({ ...composer, kind: draft.kind })
  const empty = draft.text.trim() === ''
  const onSubmit = (event: Event): void => {
    event.preventDefault()
    onSend()
  }
  const onKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat || event.isComposing)
      return
    event.preventDefault()
    onSend()
  }
  return html`<form
    class="composer ${draft.kind === 'work-note' ? 'note' : 'reply'}"
    part="composer"
    @submit=${onSubmit}
  >
    ${agent ? kindSwitch(composer) : nothing}
    <textarea
      class="input"
      rows="3"
      aria-label=${words.label}
      aria-describedby="composer-hint"
      aria-keyshortcuts="Control+Enter Meta+Enter"
      placeholder=${words.label}
      maxlength=${longestEntry}
      dir="auto"
      .value=${draft.text}
      ?readonly=${draft.sending}
      @input=${(event: Event) => onWrite((event.target as HTMLTextAreaElement).value)}
      @keydown=${onKeydown}
    ></textarea>
    <div class="composer-foot">
      <span class="hint" id="composer-hint">${words.hint}</span>
      <button type="submit" class="button primary" aria-disabled=${empty || draft.sending}>
        ${icon(words.icon)} ${draft.agreed ? messages.incident.sending : words.act}
      </button>
    </div>
    ${draft.error === undefined ? nothing : errorNotice({ error: draft.error, messages, retry: onSend })}
  </form>`
}

function kindSwitch({ draft, messages, onChoose }: IncidentComposer): TemplateResult {
  const { incident: words } = messages
  const choice = (kind: JournalKind, label: string): TemplateResult =>
    html`<label class=${kind === 'work-note' ? 'note' : 'reply'}>
      <input
        type="radio"
        name="kind"
        class="visually-hidden"
        value=${kind}
        .checked=${draft.kind === kind}
        ?disabled=${draft.sending}
        @change=${() => onChoose(kind)}
      />
      <span>${icon(kind === 'work-note' ? 'note' : 'reply', 14)} ${label}</span>
    </label>`
  return html`<div class="switch" role="radiogroup" aria-label=${words.composer}>
    ${choice('comment', words.comment)} ${choice('work-note', words.workNote)}
  </div>`
}

export interface JournalAct {
  readonly incident: Incident
  readonly kind: JournalKind
  readonly agent: boolean
  readonly messages: Messages
}

export interface JournalWords {
  readonly label: string
  readonly hint: string
  readonly act: string
  readonly icon: 'note' | 'reply'
}

/** The words of the act, the same in the composer and in its confirmation. */
export function wordsOf({ incident, kind, agent, messages }: JournalAct): JournalWords {
  const { incident: words } = messages
  if (kind === 'work-note') {
    return { label: words.workNote, hint: words.workNoteHint, act: words.addWorkNote, icon: 'note' }
  }
  if (!agent) return { label: words.reply, hint: words.replyHint, act: words.send, icon: 'reply' }
  const name = firstNameOf(incident.caller.label)
  const act = name === '' ? words.send : words.addComment(name)
  return { label: words.comment, hint: words.commentHint, act, icon: 'reply' }
}
