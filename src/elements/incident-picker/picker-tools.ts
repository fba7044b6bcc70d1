import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit'
import type { IncidentListController } from '../../controllers/incident-list-controller.js'
import type { ListViewController } from '../../controllers/list-view-controller.js'
import type { LocaleController } from '../../controllers/locale-controller.js'
import type { WorkspaceController } from '../../controllers/workspace-controller.js'
import type { TableChoice } from '../../state/list-view/find-catalogue.js'

/** What the toolbar opens. */
export type Tool = 'table' | 'view' | 'order' | 'display' | 'filter'

export interface PickerToolsOptions {
  readonly list: IncidentListController
  readonly viewing: ListViewController
  readonly locale: LocaleController
  readonly connected: WorkspaceController
  readonly tables: () => readonly TableChoice[]
  readonly chooseTable: (name: string) => void
  /** Whether a list is there that filters of it can be named. */
  readonly isListed: () => boolean
}

/** Tools that were loaded. */
export interface ToolPart {
  toggle(tool: Tool): void
  isOpen(tool: Tool): boolean
  /** What is open, and what stands below the toolbar. */
  render(): TemplateResult | typeof nothing
}

type PartName = 'menus' | 'filters'

const loaders = {
  menus: async () => (await import('./picker-menus-part.js')).createMenus,
  filters: async () => (await import('./picker-filters-part.js')).createFilters,
} satisfies Record<PartName, () => Promise<(host: LitElement, options: PickerToolsOptions) => ToolPart>>

export const toolId = (tool: Tool): string => `tool-${tool}`

/** The tools of the toolbar: their buttons are there from the start, all else is loaded on its first use. */
export class PickerTools implements ReactiveController {
  readonly #host: LitElement
  readonly #options: PickerToolsOptions
  readonly #parts = new Map<PartName, ToolPart>()
  readonly #loading = new Set<PartName>()
  #hasFailed = false

  constructor(host: LitElement, options: PickerToolsOptions) {
    this.#host = host
    this.#options = options
    host.addController(this)
  }

  isOpen(tool: Tool): boolean {
    return this.#parts.get(partOf(tool))?.isOpen(tool) ?? false
  }

  isLoading(tool: Tool): boolean {
    return this.#loading.has(partOf(tool))
  }

  toggle(tool: Tool): void {
    const part = this.#parts.get(partOf(tool))
    if (part !== undefined) part.toggle(tool)
    else void this.#load(partOf(tool)).then((loaded) => loaded?.toggle(tool))
  }

  hostUpdate(): void {
    // Filters that are on are named below the toolbar, whoever set them.
    const { list, isListed } = this.#options
    const isNarrowed = Object.keys(list.state.shown.filters).length > 0
    if (isNarrowed && isListed() && !this.#hasFailed) void this.#load('filters')
  }

  render(): TemplateResult {
    const { messages } = this.#options.locale
    return html`${[...this.#parts.values()].map((part) => part.render())}
    ${this.#hasFailed ? html`<p class="list-note" role="alert">${messages.list.partFailed}</p>` : nothing}`
  }

  async #load(name: PartName): Promise<ToolPart | undefined> {
    if (this.#loading.has(name) || this.#parts.has(name)) return undefined
    this.#loading.add(name)
    try {
      const create = await loaders[name]()
      this.#parts.set(name, create(this.#host, this.#options))
      this.#hasFailed = false
    } catch {
      // The next press tries again.
      this.#hasFailed = true
    }
    this.#loading.delete(name)
    this.#host.requestUpdate()
    return this.#parts.get(name)
  }
}

function partOf(tool: Tool): PartName {
  return tool === 'filter' ? 'filters' : 'menus'
}
