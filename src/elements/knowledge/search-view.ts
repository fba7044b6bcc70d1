import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import type { Formats } from '../../controllers/formats.js'
import type { KnowledgeSearchState } from '../../controllers/knowledge-controller.js'
import type { Messages } from '../../locales/en.js'
import type { ArticleSummary } from '../../protocol/records.js'
import { emptyState } from '../internal/empty-state.js'
import { errorNotice } from '../internal/error-notice.js'
import { icon } from '../internal/icons.js'
import { markedText } from '../internal/marked-text.js'
import { shortened } from '../internal/shortened.js'

export interface SearchView {
  readonly search: KnowledgeSearchState
  readonly messages: Messages
  readonly formats: Formats
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly type: (text: string) => void
  readonly retry: () => void
  readonly open: (id: string) => void
  readonly onKeydown: (event: KeyboardEvent) => void
  readonly fileInstead: ((text: string) => void) | undefined
}

/** The search field and what was found. */
export function searchView(view: SearchView): TemplateResult {
  const { search, messages, type, onKeydown } = view
  const { knowledge } = messages
  return html`<div class="search-view" @keydown=${onKeydown}>
    <div class="search" role="search">
      ${icon('search')}
      <input
        id="search"
        class="input"
        part="search"
        type="search"
        autocomplete="off"
        dir="auto"
        aria-label=${knowledge.search}
        aria-keyshortcuts="/"
        placeholder=${knowledge.searchPlaceholder}
        .value=${live(search.text)}
        @input=${(event: Event) => type((event.target as HTMLInputElement).value)}
      />
    </div>
    <p class="count muted small" role="status">
      ${search.phase === 'loaded' && search.results.length > 0 ? knowledge.results(search.results.length) : ''}
    </p>
    ${found(view)}
  </div>`
}

function found(view: SearchView): TemplateResult {
  const { search, messages, fileInstead } = view
  const { knowledge } = messages
  if (search.phase === 'start') {
    return emptyState({ icon: 'book', title: knowledge.startTitle, lead: knowledge.startLead })
  }
  if (search.phase === 'failed' && search.error !== undefined) {
    return errorNotice({ error: search.error, messages, retry: view.retry })
  }
  if (search.results.length > 0) {
    return html`<ul class="results" aria-label=${knowledge.label} aria-busy=${search.phase === 'waiting'}>
      ${search.results.map((article) => html`<li>${resultRow(article, view)}</li>`)}
    </ul>`
  }
  if (search.phase === 'waiting') return skeletons(messages)
  return html`<div role="status">
    ${emptyState({
      icon: 'search',
      title: knowledge.noneTitle,
      lead: knowledge.noneLead(shortened(search.answered)),
      action: fileInstead && { label: knowledge.fileInstead, run: () => fileInstead(search.answered) },
    })}
  </div>`
}

function resultRow(article: ArticleSummary, { messages, formats, now, open }: SearchView): TemplateResult {
  const { sysId, number, title, snippet, matches, knowledgeBase, updatedAt } = article
  return html`<button type="button" class="result" part="row" data-id=${sysId} @click=${() => open(sysId)}>
    <span class="result-title" dir="auto">${title}</span>
    ${
      snippet === ''
        ? nothing
        : html`<span class="result-snippet" dir="auto">${markedText(snippet, matches)}</span>`
    }
    <span class="result-foot">
      <span>${number}</span>
      ${knowledgeBase === '' ? nothing : html`<span><bdi>${knowledgeBase}</bdi></span>`}
      ${
        updatedAt === ''
          ? nothing
          : html`<time datetime=${updatedAt} title=${formats.dateTime(updatedAt)}
              >${messages.knowledge.updated(formats.relative(updatedAt, now))}</time
            >`
      }
    </span>
  </button>`
}

function skeletons({ common }: Messages): TemplateResult {
  return html`<div class="results" aria-busy="true">
    <span class="visually-hidden" role="status">${common.loading}</span>
    ${[0, 1, 2].map(
      () =>
        html`<div class="result-skeleton" aria-hidden="true">
          <span class="skeleton title"></span><span class="skeleton"></span
          ><span class="skeleton foot"></span>
        </div>`,
    )}
  </div>`
}
