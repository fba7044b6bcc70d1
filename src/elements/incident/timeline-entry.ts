import { html, nothing, type TemplateResult } from 'lit'
import type { Formats } from '../../controllers/formats.js'
import type { Messages } from '../../locales/en.js'
import type { Incident, JournalEntry } from '../../protocol/records.js'
import { icon } from '../internal/icons.js'
import { foldedText } from './folded-text.js'
import { moment } from '../internal/moment.js'
import { initialsOf, personName } from './person-name.js'
import { plainText } from './plain-text.js'

export interface TimelineEntry {
  readonly entry: JournalEntry
  readonly incident: Incident
  /** Names of people who may appear under their user names. */
  readonly people: readonly string[]
  readonly messages: Messages
  readonly formats: Formats
  readonly now: number
  readonly unfolded: boolean
  readonly onFold: (id: string) => void
}

/** One entry: who, when, and by colour, icon and words whether the caller reads it. */
export function timelineEntry(options: TimelineEntry): TemplateResult {
  const { entry, incident, people, messages, formats, now, unfolded, onFold } = options
  const words = messages.incident
  const author = personName(entry.author, people)
  const isNote = entry.kind === 'work-note'
  const fromCaller = author !== '' && author === incident.caller.label
  const label = isNote ? words.workNoteBy : fromCaller ? words.fromCaller : words.commentBy
  const folded = foldedText(entry.text)
  const shown = folded === undefined || unfolded ? entry.text : `${folded} …`
  return html`<li
    class="entry ${isNote ? 'note' : 'reply'}"
    part=${isNote ? 'entry work-note' : 'entry comment'}
  >
    <span class="avatar" aria-hidden="true" data-initials=${initialsOf(author) || nothing}
      >${author === '' ? icon('person') : nothing}</span
    >
    <article>
      <header>
        <b class="author" dir="auto">${author || words.unknownAuthor}</b>
        <span class="when muted small">${moment(entry.createdAt, formats, now)}</span>
        <span class="kind small"
          >${icon(isNote ? 'note' : fromCaller ? 'person' : 'reply', 14)} ${label}</span
        >
      </header>
      <div class="prose" dir="auto">${plainText(shown)}</div>
      ${
        folded === undefined
          ? nothing
          : html`<button
              type="button"
              class="link small"
              aria-expanded=${unfolded}
              @click=${() => onFold(entry.id)}
            >
              ${unfolded ? words.showLess : words.showMore}
            </button>`
      }
    </article>
  </li>`
}
