import { html, nothing, type TemplateResult } from 'lit'
import type { Formats } from '../../controllers/formats.js'
import type { KnowledgeReaderState } from '../../controllers/knowledge-controller.js'
import type { Messages } from '../../locales/en.js'
import type { Article } from '../../protocol/records.js'
import { errorNotice } from '../internal/error-notice.js'
import { icon } from '../internal/icons.js'
import type { ArticleBodyState } from './article-body.js'

export interface ArticleView {
  readonly reader: Exclude<KnowledgeReaderState, { phase: 'closed' }>
  readonly messages: Messages
  readonly formats: Formats
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly body: ArticleBodyState
  readonly back: () => void
  readonly retry: () => void
  readonly showImages: () => void
  readonly save: (sysId: string, fileName: string) => void
  readonly onKeydown: (event: KeyboardEvent) => void
  /** Clicks anywhere in it. */
  readonly onClick: (event: MouseEvent) => void
}

/** The reader: one article, or that it is on its way, or why it is not there. */
export function articleView(view: ArticleView): TemplateResult {
  const { reader, messages, back, retry, onKeydown, onClick } = view
  return html`<article class="article" part="article" @keydown=${onKeydown} @click=${onClick}>
    <button type="button" class="button quiet back" @click=${back}>
      ${icon('chevron-left')} ${messages.knowledge.backToResults}
    </button>
    ${
      reader.phase === 'loaded'
        ? loaded(reader.article, view)
        : reader.phase === 'failed'
          ? errorNotice({ error: reader.error, messages, retry })
          : skeleton(messages)
    }
  </article>`
}

function loaded(article: Article, view: ArticleView): TemplateResult {
  const { messages, formats, now, body, showImages } = view
  const { knowledge, common } = messages
  return html`<header>
      <h2 class="article-title" tabindex="-1" dir="auto">${article.title}</h2>
      <p class="result-foot">
        <span>${article.number}</span>
        ${article.knowledgeBase === '' ? nothing : html`<span><bdi>${article.knowledgeBase}</bdi></span>`}
        ${
          article.updatedAt === ''
            ? nothing
            : html`<time datetime=${article.updatedAt} title=${formats.dateTime(article.updatedAt)}
                >${knowledge.updated(formats.relative(article.updatedAt, now))}</time
              >`
        }
        ${
          article.url === ''
            ? nothing
            : html`<a class="link open" href=${article.url} target="_blank" rel="noopener noreferrer"
                >${common.openInServiceNow} ${icon('external', 12)}</a
              >`
        }
      </p>
    </header>
    ${
      body.blockedImages === 0
        ? nothing
        : html`<p class="blocked">
            ${icon('image')} <span>${knowledge.imagesBlocked}</span>
            <button type="button" class="link" @click=${showImages}>${knowledge.showImages}</button>
          </p>`
    }
    ${body.phase === 'refused' ? html`<p class="blocked" role="alert">${knowledge.tooLarge}</p>` : nothing}
    ${body.error === undefined ? nothing : errorNotice({ error: body.error, messages, retry: body.retry })}
    <div class="article-body" dir="auto"></div>
    ${files(article, view)}`
}

function files(
  { attachments }: Article,
  { messages, formats, save }: ArticleView,
): TemplateResult | typeof nothing {
  const { knowledge } = messages
  if (attachments.length === 0) return nothing
  return html`<section class="files" aria-labelledby="files-title">
    <h3 id="files-title">${knowledge.attachments}</h3>
    <ul>
      ${attachments.map(
        ({ sysId, fileName, sizeBytes }) =>
          html`<li>
            <button
              type="button"
              class="file"
              title=${knowledge.download(fileName)}
              @click=${() => save(sysId, fileName)}
            >
              ${icon('file')} <span class="file-name"><bdi>${fileName}</bdi></span>
              <span class="muted small">${formats.size(sizeBytes)}</span> ${icon('download')}
            </button>
          </li>`,
      )}
    </ul>
  </section>`
}

function skeleton({ knowledge }: Messages): TemplateResult {
  return html`<div class="article-skeleton" aria-busy="true">
    <span class="visually-hidden" role="status">${knowledge.loadingArticle}</span>
    <span class="skeleton heading"></span>
    <span class="skeleton foot"></span>
    ${[0, 1, 2, 3, 4, 5].map(() => html`<span class="skeleton"></span>`)}
  </div>`
}
