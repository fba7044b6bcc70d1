import type { ReactiveControllerHost } from 'lit'
import type { Messages } from '../../locales/en.js'
import type { Article } from '../../protocol/records.js'
import { toSnowError, type SnowError } from '../../shared/errors.js'
import { insertHtml } from '../internal/rich-text/insert-html.js'
import { loadSanitiser } from '../internal/rich-text/load-sanitiser.js'
import { arrangeArticle, shiftHeadings } from './arrange-article.js'

export interface ArticleBodyState {
  readonly phase: 'empty' | 'shown' | 'refused' | 'failed'
  /** Pictures that are not shown because they lie on other sites. */
  readonly blockedImages: number
  readonly error: SnowError | undefined
  readonly retry: () => void
}

export interface ShownArticle {
  /** Where it goes; the template leaves it empty. */
  readonly target: Element | null
  readonly article: Article | undefined
  readonly instanceUrl: string
  readonly images: 'instance' | 'all'
  readonly messages: Messages
}

/** Puts an article's sanitised markup into its place, and again whenever place, article or wishes change. */
export class ArticleBody {
  readonly #host: ReactiveControllerHost
  #shown: ShownArticle | undefined
  #state: Omit<ArticleBodyState, 'retry'> = empty

  constructor(host: ReactiveControllerHost) {
    this.#host = host
  }

  get state(): ArticleBodyState {
    return { ...this.#state, retry: this.#retry }
  }

  show(next: ShownArticle): void {
    if (this.#shown !== undefined && isSame(this.#shown, next)) return
    this.#shown = next
    if (next.article === undefined || next.target === null) this.#settle(empty)
    else void this.#insert(next, next.article, next.target)
  }

  readonly #retry = (): void => {
    this.#shown = undefined
    this.#host.requestUpdate()
  }

  async #insert(shown: ShownArticle, { html }: Article, target: Element): Promise<void> {
    const { instanceUrl, images, messages } = shown
    try {
      const sanitiser = await loadSanitiser()
      if (this.#shown !== shown) return
      const clean = sanitiser.sanitise(html, { instanceUrl, images })
      if (clean === undefined) {
        target.replaceChildren()
        return this.#settle({ ...empty, phase: 'refused' })
      }
      insertHtml(target, clean)
      shiftHeadings(target)
      arrangeArticle(target, messages)
      this.#settle({ ...empty, phase: 'shown', blockedImages: clean.blockedImages })
    } catch (error) {
      if (this.#shown === shown) this.#settle({ ...empty, phase: 'failed', error: toSnowError(error) })
    }
  }

  #settle(state: Omit<ArticleBodyState, 'retry'>): void {
    const { phase, blockedImages, error } = this.#state
    if (phase === state.phase && blockedImages === state.blockedImages && error === state.error) return
    this.#state = state
    this.#host.requestUpdate()
  }
}

const empty: Omit<ArticleBodyState, 'retry'> = { phase: 'empty', blockedImages: 0, error: undefined }

function isSame(a: ShownArticle, b: ShownArticle): boolean {
  return (
    a.target === b.target &&
    a.article === b.article &&
    a.instanceUrl === b.instanceUrl &&
    a.images === b.images &&
    a.messages === b.messages
  )
}
