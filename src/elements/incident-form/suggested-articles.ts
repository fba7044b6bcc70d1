import { html, nothing, type TemplateResult } from 'lit'
import type { Messages } from '../../locales/en.js'
import type { ArticleSummary } from '../../protocol/records.js'
import { icon } from '../internal/icons.js'
import { markedText } from '../internal/marked-text.js'

export interface SuggestedArticles {
  readonly results: readonly ArticleSummary[]
  readonly messages: Messages
  readonly openArticle: ((article: ArticleSummary) => void) | undefined
  /** Where ServiceNow shows an article. */
  readonly urlOf: (sysId: string) => string
}

/** Articles that may already answer it. They come below the form: nothing that is being used moves. */
export function suggestedArticles(view: SuggestedArticles): TemplateResult {
  const { results, messages } = view
  const found = results.length > 0
  return html`<aside class="suggestions" aria-label=${messages.form.related}>
    <span class="visually-hidden" role="status"
      >${found ? `${messages.form.related}: ${messages.knowledge.results(results.length)}` : ''}</span
    >
    ${
      found
        ? html`<p class="suggestions-title">${icon('book')} ${messages.form.related}</p>
            <ul>
              ${results.map((article) => html`<li>${suggestion(article, view)}</li>`)}
            </ul>`
        : nothing
    }
  </aside>`
}

function suggestion(article: ArticleSummary, { openArticle, urlOf }: SuggestedArticles): TemplateResult {
  const text = html`<span class="suggestion-title" dir="auto">${article.title}</span>
    <span class="suggestion-snippet" dir="auto">${markedText(article.snippet, article.matches)}</span>`
  return openArticle === undefined
    ? html`<a class="suggestion" href=${urlOf(article.sysId)} target="_blank" rel="noopener noreferrer"
        >${text}</a
      >`
    : html`<button type="button" class="suggestion" @click=${() => openArticle(article)}>${text}</button>`
}
