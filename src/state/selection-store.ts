import type { Attachment, Incident } from '../protocol/records.js'
import { Store } from './store.js'
import {
  afterFilesAdded,
  afterFileToggled,
  afterIncidentsAdded,
  afterIncidentsChanged,
  afterIncidentToggled,
  emptySelection,
  fromSelection,
  isFileSelected,
  markOf,
  type SelectionState,
} from './selection-state.js'
import type { Selection } from './types.js'

export type SelectionMode = 'multiple' | 'single' | 'none'

/** One thing that can be picked. A file knows its siblings: they stay when it leaves a whole incident. */
export type Pick =
  { readonly incident: Incident } | { readonly file: Attachment; readonly siblings: readonly Attachment[] }

/** What a person picked. It knows nothing of lists, so it survives search, view and paging. */
export class SelectionStore extends Store<SelectionState> {
  #mode: SelectionMode = 'multiple'
  /** The selection before the range that is being drawn: a range that shrinks gives back what it took. */
  #base: SelectionState = emptySelection

  constructor() {
    super(emptySelection)
  }

  get mode(): SelectionMode {
    return this.#mode
  }

  /** A stricter mode drops what it does not allow. */
  setMode(mode: SelectionMode): void {
    this.#mode = mode
    const { incidents, files } = this.get()
    if (mode === 'none' || (mode === 'single' && incidents.size + files.size > 1)) this.clear()
  }

  toggle(pick: Pick): void {
    if (this.#mode === 'none') return
    const before = this.#mode === 'single' && !this.#has(pick) ? emptySelection : this.get()
    this.#commit(
      'incident' in pick
        ? afterIncidentToggled(before, pick.incident)
        : afterFileToggled(before, pick.file, pick.siblings),
    )
  }

  /** Adds a range; until the next `fresh` one, each takes the place of the one before. */
  extend(range: readonly Pick[], fresh: boolean): void {
    if (this.#mode !== 'multiple') return
    if (fresh) this.#base = this.get()
    this.transition(afterPicksAdded(this.#base, range))
  }

  add(picks: readonly Pick[]): void {
    if (this.#mode === 'multiple') this.#commit(afterPicksAdded(this.get(), picks))
  }

  set(selection: Selection): void {
    this.#commit(fromSelection(selection))
  }

  clear(): void {
    this.#commit(emptySelection)
  }

  /** Sync brought newer versions. */
  update(changed: readonly Incident[]): void {
    const next = afterIncidentsChanged(this.get(), changed)
    this.#base = afterIncidentsChanged(this.#base, changed)
    this.transition(next)
  }

  #has(pick: Pick): boolean {
    return 'incident' in pick
      ? markOf(this.get(), pick.incident.sysId) === 'all'
      : isFileSelected(this.get(), pick.file)
  }

  #commit(next: SelectionState): void {
    this.#base = next
    this.transition(next)
  }
}

function afterPicksAdded(state: SelectionState, picks: readonly Pick[]): SelectionState {
  const incidents = picks.flatMap((pick) => ('incident' in pick ? [pick.incident] : []))
  const files = picks.flatMap((pick) => ('file' in pick ? [pick.file] : []))
  return afterFilesAdded(afterIncidentsAdded(state, incidents), files)
}
