import { type nothing, type PropertyValues, type TemplateResult } from 'lit'
import { property, state } from 'lit/decorators.js'
import { KnowledgeController } from '../../controllers/knowledge-controller.js'
import { OwnerController } from '../../controllers/owner-controller.js'
import type { Article } from '../../protocol/records.js'
import { toSnowError } from '../../shared/errors.js'
import { emit } from '../events.js'
import { SnowElement } from '../internal/snow-element.js'
import { signInPrompt } from '../internal/sign-in-prompt.js'
import { linkedArticle } from './article-address.js'
import { ArticleBody } from './article-body.js'
import { articleView } from './article-view.js'
import { nextResult } from './result-keys.js'
import { searchView } from './search-view.js'
import { knowledgeStyles } from './knowledge.styles.js'

/**
 * Searches the knowledge base as a person types, and shows an article: readable, and unable to run or
 * load anything unasked.
 *
 * @fires snow-article-opened - The person opened an article.
 * @fires snow-error - A file of an article could not be downloaded.
 * @csspart search - The search field.
 * @csspart row - One result.
 * @csspart article - The article that is open.
 * @csspart empty - Shown before a search, and when nothing was found.
 * @csspart error - What went wrong.
 */
export class KnowledgeElement extends SnowElement {
  static override styles = [...SnowElement.styles, ...knowledgeStyles]

  /** Opens this article: its sys_id or its `KB…` number. Setting it fires no event. */
  @property() article = ''

  /** Called by "File an incident instead" with what was searched for; without it that is not offered. */
  @property({ attribute: false }) fileInstead: ((text: string) => void) | undefined

  /** Whether pictures of other sites are shown in the open article. */
  @state() private allImages = false

  readonly #knowledge = new KnowledgeController(this)
  readonly #owner = new OwnerController(this, {
    connected: this.connected,
    onChange: (ownership) => {
      this.#knowledge.follow(ownership)
      if (ownership !== undefined && this.article) void this.#knowledge.open(this.article)
    },
    onReconnected: () => {
      this.#knowledge.retrySearch()
      void this.#knowledge.retryArticle()
    },
  })
  readonly #body = new ArticleBody(this)
  /** What had the focus before an article was opened: it gets it back. */
  #openedFrom: string | undefined

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed)
    // The first value is opened as soon as somebody is signed in.
    if (!changed.has('article') || changed.get('article') === undefined) return
    this.allImages = false
    if (!this.article) this.#knowledge.close()
    else void this.#knowledge.open(this.article)
  }

  /** Focuses the search field, where it is in view. */
  focusSearch(): void {
    this.#focus('#search')
  }

  override render(): TemplateResult | typeof nothing {
    const { messages, formats } = this.locale
    const { workspace } = this.connected
    if (workspace === undefined || !this.#owner.signedIn) {
      return signInPrompt({
        connection: this.#owner.connection,
        missing: this.connected.missing,
        lead: messages.knowledge.signInLead,
        messages,
        connect: () => workspace?.connection.connect(),
        retry: () => workspace?.connection.retry(),
      })
    }
    const now = workspace.clock.now()
    const { reader, search } = this.#knowledge
    return reader.phase === 'closed'
      ? searchView({
          search,
          messages,
          formats,
          now,
          type: (text) => this.#knowledge.type(text),
          retry: () => this.#knowledge.retrySearch(),
          open: this.#onOpen,
          onKeydown: this.#onSearchKeydown,
          fileInstead: this.fileInstead,
        })
      : articleView({
          reader,
          messages,
          formats,
          now,
          body: this.#body.state,
          back: this.#onBack,
          retry: () => void this.#announce(this.#knowledge.retryArticle()),
          showImages: () => (this.allImages = true),
          save: this.#onSave,
          onKeydown: this.#onArticleKeydown,
          onClick: this.#onArticleClick,
        })
  }

  protected override updated(): void {
    const { reader } = this.#knowledge
    this.#body.show({
      target: this.renderRoot.querySelector('.article-body'),
      article: reader.phase === 'loaded' ? reader.article : undefined,
      instanceUrl: this.#owner.instanceUrl,
      images: this.allImages ? 'all' : 'instance',
      messages: this.locale.messages,
    })
  }

  readonly #onOpen = async (id: string): Promise<void> => {
    this.#openedFrom = id
    this.allImages = false
    const opening = this.#announce(this.#knowledge.open(id))
    await this.updateComplete
    this.#focus('.article-title, .back')
    await opening
  }

  readonly #onBack = async (): Promise<void> => {
    this.#knowledge.close()
    await this.updateComplete
    const result = this.#openedFrom === undefined ? null : this.#result(this.#openedFrom)
    if (result === null) this.#focus('#search')
    else result.focus()
  }

  readonly #onSearchKeydown = (event: KeyboardEvent): void => {
    const results = [...this.renderRoot.querySelectorAll<HTMLElement>('.result')]
    const field = this.renderRoot.querySelector<HTMLInputElement>('#search')
    if (event.target === field && event.key === 'Enter' && !event.isComposing) {
      this.#knowledge.searchNow()
      return
    }
    const next = nextResult(event, { results, field })
    if (next === undefined) return
    event.preventDefault()
    next.focus()
  }

  readonly #onArticleKeydown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented) return
    event.preventDefault()
    // One Escape closes one thing: not also the dialog of the host page around us.
    event.stopPropagation()
    void this.#onBack()
  }

  /** A link to another article opens it here; with a key held down it does what the browser does. */
  readonly #onArticleClick = (event: MouseEvent): void => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    const link = event.target instanceof Element ? event.target.closest('.article-body a[href]') : null
    const id = linkedArticle(link?.getAttribute('href') ?? '', this.#owner.instanceUrl)
    if (id === undefined) return
    event.preventDefault()
    void this.#onOpen(id)
  }

  readonly #onSave = async (sysId: string, fileName: string): Promise<void> => {
    try {
      await this.#knowledge.save(sysId, fileName)
    } catch (error) {
      emit(this, 'snow-error', { error: toSnowError(error) })
    }
  }

  async #announce(opening: Promise<Article | undefined>): Promise<void> {
    const article = await opening
    if (article === undefined) return
    const { html: _html, ...shown } = article
    emit(this, 'snow-article-opened', { article: shown })
    await this.updateComplete
    // The title was not there yet when the article began to load.
    if (this.renderRoot.querySelector('.back:focus') !== null) this.#focus('.article-title')
  }

  #result(id: string): HTMLElement | null {
    return this.renderRoot.querySelector(`.result[data-id="${CSS.escape(id)}"]`)
  }

  #focus(selector: string): void {
    this.renderRoot.querySelector<HTMLElement>(selector)?.focus()
  }
}
