import type { LitElement, ReactiveController } from 'lit'
import type { SnowError } from '../shared/errors.js'
import { findCatalogue, plainCatalogue, type CatalogueWish } from '../state/list-view/find-catalogue.js'
import { afterFiltersCleared, afterSorted } from '../state/list-view/list-view-changes.js'
import type { ListView } from '../state/list-view/list-view.js'
import type { ListWish } from '../state/list-view/read-list-wish.js'
import { toViewString } from '../state/list-view/view-string.js'
import type { IncidentListController } from './incident-list-controller.js'

export interface ListViewOptions {
  readonly list: IncidentListController
  /** The person looks at the list in another way now. */
  readonly onChanged: (shown: ListView) => void
  /** What the host page asked for cannot be shown, or not all of it. */
  readonly onError: (error: SnowError) => void
}

/**
 * How the list is looked at: brings together what the host page wants and what the person does. Only the
 * latter is told; what the host asks for in words that have to be understood first is loaded with it.
 */
export class ListViewController implements ReactiveController {
  readonly #host: LitElement
  readonly #options: ListViewOptions
  #catalogueKey = ''
  #catalogueWish: CatalogueWish | undefined
  #wish: ListWish = {}
  #settling: symbol | undefined
  /** The view to begin with, once what else is asked for is understood. */
  #begin: string | undefined
  #known: ListView
  #hostSearch: string | undefined
  #problem: SnowError | undefined

  constructor(host: LitElement, options: ListViewOptions) {
    this.#host = host
    this.#options = options
    this.#known = options.list.state.shown
    host.addController(this)
  }

  /** Whether it is not known yet what to ask for. */
  get isPending(): boolean {
    return this.#settling !== undefined
  }

  /** Why the list is not shown as the host page wants it; until the person chooses something else. */
  get problem(): SnowError | undefined {
    return this.#problem
  }

  get text(): string {
    const { state, catalogue } = this.#options.list
    return toViewString(state.shown, catalogue)
  }

  /** Takes a wish of the host page; it is met with the next update. */
  want(wish: ListWish): void {
    if (typeof wish.viewString === 'string' && !this.isPending && wish.viewString === this.text) return
    this.#wish = { ...this.#wish, ...wish }
    this.#host.requestUpdate()
  }

  /** The host page set the search: what comes of it is nothing to tell it. */
  wantSearch(search: string): void {
    this.#hostSearch = search
    this.#options.list.setSearch(search)
  }

  wantView(id: string): void {
    if (this.isPending) this.#begin = id
    else this.#byHost(() => this.#options.list.setView(id))
  }

  /** Meets the wishes; called before each render. `view`: where to begin. */
  settle(catalogueWish: CatalogueWish, view: string): void {
    const key = JSON.stringify(catalogueWish)
    const isSame = key === this.#catalogueKey
    if (isSame && Object.keys(this.#wish).length === 0) return
    this.#catalogueKey = key
    this.#catalogueWish = catalogueWish
    const plain = plainCatalogue(catalogueWish)
    if (plain !== undefined && Object.keys(this.#wish).length === 0) {
      this.#settling = this.#begin = undefined
      this.#byHost(() => {
        this.#options.list.setCatalogue(plain)
        this.#options.list.setView(view)
      })
      return this.#options.list.hold(false)
    }
    this.#settling = Symbol('settling')
    // What is on screen stays when it is only looked at in another way.
    if (!isSame) {
      this.#begin = view
      this.#options.list.hold(true)
    }
    void this.#settle(this.#settling)
  }

  /** The person looks at the list in another way. */
  change(next: ListView): void {
    this.#problem = undefined
    this.#options.list.show(next)
    this.#host.requestUpdate()
  }

  /** The person orders by a column, a second time the other way round. */
  sort(field: string): void {
    const { state, catalogue } = this.#options.list
    this.change(afterSorted(state.shown, catalogue, field))
  }

  clearFilters(): void {
    this.change(afterFiltersCleared(this.#options.list.state.shown))
  }

  /** The person wants another: of the same table, from how it begins. */
  chooseView(id: string): void {
    this.#problem = undefined
    this.#options.list.setView(id)
  }

  hostUpdated(): void {
    const { shown } = this.#options.list.state
    const known = this.#known
    if (shown === known || this.isPending) return
    this.#known = shown
    const isHosts =
      shown.search === this.#hostSearch && isSame({ ...shown, search: '' }, { ...known, search: '' })
    this.#hostSearch = undefined
    if (!isHosts && !isSame(shown, known)) this.#options.onChanged(shown)
  }

  async #settle(run: symbol): Promise<void> {
    const { list } = this.#options
    const found = await findCatalogue(this.#catalogueWish!)
    const reading =
      Object.keys(this.#wish).length === 0
        ? undefined
        : await import('../state/list-view/read-list-wish.js').catch(() => undefined)
    if (run !== this.#settling) return
    let { error } = found
    this.#byHost(() => {
      list.setCatalogue(found.catalogue)
      if (this.#begin !== undefined) list.setView(this.#begin)
      if (reading === undefined) return
      const read = reading.readListWish(this.#wish, list.state.shown, list.catalogue)
      list.show(read.view)
      error ??= read.error
    })
    this.#wish = {}
    this.#settling = this.#begin = undefined
    this.#problem = error
    list.hold(false)
    this.#host.requestUpdate()
    if (error !== undefined) this.#options.onError(error)
  }

  #byHost(act: () => void): void {
    act()
    this.#known = this.#options.list.state.shown
  }
}

function isSame(one: ListView, other: ListView): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
