import type { LitElement, ReactiveController } from 'lit'
import type { Choice } from '../protocol/records.js'
import type { FilterDescriptor } from '../protocol/tables/table-descriptor.js'
import { toSnowError, type SnowError } from '../shared/errors.js'
import { me, type ListFilter } from '../state/list-view/list-filter.js'
import { LookUpStore } from '../state/look-up-store.js'
import type { IncidentListController } from './incident-list-controller.js'
import { OwnerController, type Ownership } from './owner-controller.js'
import type { WorkspaceController } from './workspace-controller.js'

export type ReferenceFilterDescriptor = FilterDescriptor & { readonly kind: 'reference' }

/** A value that a person can filter by. */
export interface FilterOption {
  readonly value: string
  readonly label: string
  /** What tells two of one name apart. */
  readonly hint?: string
}

/** Values on their way, there, or not to be had. */
export interface FilterOptions {
  readonly status: 'loading' | 'ready' | 'failed'
  readonly options: readonly FilterOption[]
  readonly error?: SnowError | undefined
}

/** The values that the list of the host can be filtered by, read for whoever is signed in. */
export class FilterValuesController implements ReactiveController {
  readonly #host: LitElement
  readonly #list: IncidentListController
  readonly #choices = new Map<string, FilterOptions>()
  readonly #lookUps = new Map<string, LookUpStore>()
  readonly #named = new Set<string>()
  #ownership: Ownership | undefined
  #table = ''
  #life = new AbortController()

  constructor(host: LitElement, list: IncidentListController, connected: WorkspaceController) {
    this.#host = host
    this.#list = list
    new OwnerController(host, { connected, onChange: (ownership) => this.#use(ownership) })
    host.addController(this)
  }

  hostUpdate(): void {
    const { name } = this.#list.catalogue.table
    if (name !== this.#table) this.#forget()
    this.#table = name
  }

  hostDisconnected(): void {
    // Moving an element within the document disconnects it for a moment: what is on its way is read again.
    this.#forget()
  }

  /** Reads what a filter offers, or what the values of one that is on are called; each once. */
  ensure(filter: FilterDescriptor, on: ListFilter | undefined): void {
    if (filter.kind === 'choice' && !this.#choices.has(filter.field)) void this.#readChoices(filter.field)
    if (filter.kind === 'reference' && on?.kind === 'any-of') this.#readNames(filter, on.values)
  }

  /** Reads choices again that could not be read. */
  retry(filter: FilterDescriptor): void {
    void this.#readChoices(filter.field)
  }

  /** Finds what has a name like what is typed; at once where nothing is. */
  lookUp(filter: ReferenceFilterDescriptor, typed: string): void {
    const store = this.#lookUp(filter)
    if (typed === '') store?.reset()
    store?.setText(typed)
    if (typed === '') void store?.search()
  }

  optionsOf(filter: FilterDescriptor): FilterOptions | undefined {
    if (filter.kind !== 'reference') return this.#choices.get(filter.field)
    const found = this.#lookUps.get(filter.field)?.get()
    if (found === undefined) return undefined
    return {
      status: found.status === 'idle' ? 'loading' : found.status,
      options: found.options.map(({ sysId, label, detail }) => ({
        ...{ value: sysId, label },
        ...(detail === '' ? {} : { hint: detail }),
      })),
      error: found.error,
    }
  }

  /** What a person calls a value; `undefined` while it is on its way, `''` for one that is hidden. */
  nameOf(filter: FilterDescriptor, value: string): string | undefined {
    if (filter.kind === 'reference') {
      const name = this.#lookUps.get(filter.field)?.labelOf(value)
      return name ?? (this.#named.has(`${filter.field} ${value}`) ? '' : undefined)
    }
    const known = this.#choices.get(filter.field)
    if (known === undefined || known.status === 'loading') return undefined
    return known.options.find((option) => option.value === value)?.label ?? value
  }

  async #readChoices(field: string): Promise<void> {
    const { table } = this.#list.catalogue
    const client = this.#ownership?.workspace.client
    const { signal } = this.#life
    if (client === undefined) return
    this.#choices.set(field, { status: 'loading', options: [] })
    try {
      const asked = { table: table.name, element: field, extends: table.extends }
      const choices: readonly Choice[] = await client.records.choices(asked, { signal })
      if (!signal.aborted) this.#choices.set(field, { status: 'ready', options: choices })
    } catch (error) {
      if (!signal.aborted)
        this.#choices.set(field, { status: 'failed', options: [], error: toSnowError(error) })
    }
    this.#host.requestUpdate()
  }

  #readNames(filter: ReferenceFilterDescriptor, values: readonly string[]): void {
    const store = this.#lookUp(filter)
    const { signal } = this.#life
    const keyOf = (value: string): string => `${filter.field} ${value}`
    const wanted = values.filter(
      (value) =>
        value !== '' && value !== me && store?.labelOf(value) === undefined && !this.#asked.has(keyOf(value)),
    )
    if (store === undefined || wanted.length === 0) return
    for (const value of wanted) this.#asked.add(keyOf(value))
    store.readLabels(wanted, signal).then(
      () => {
        for (const value of wanted) this.#named.add(keyOf(value))
        this.#host.requestUpdate()
      },
      // The filter works without a name for it; who looks at it next asks again.
      () => wanted.forEach((value) => this.#asked.delete(keyOf(value))),
    )
  }
  readonly #asked = new Set<string>()

  #lookUp(filter: ReferenceFilterDescriptor): LookUpStore | undefined {
    if (this.#ownership === undefined) return undefined
    let store = this.#lookUps.get(filter.field)
    if (store === undefined) {
      const { client, clock } = this.#ownership.workspace
      store = new LookUpStore({ client, clock, table: filter.table })
      store.subscribe(() => this.#host.requestUpdate())
      this.#lookUps.set(filter.field, store)
    }
    return store
  }

  #use(ownership: Ownership | undefined): void {
    this.#forget()
    this.#ownership = ownership
  }

  #forget(): void {
    this.#life.abort()
    this.#life = new AbortController()
    for (const store of this.#lookUps.values()) store.reset()
    for (const known of [this.#lookUps, this.#choices, this.#named, this.#asked]) known.clear()
  }
}
