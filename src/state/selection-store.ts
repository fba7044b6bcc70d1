import type { Attachment, TableRecord } from '../protocol/records.js'
import { systemClock, type Clock } from '../shared/clock.js'
import { admit, refusalsOfRule, type Refusal, type SelectionLimits } from './selection-limits.js'
import { createCoverage, type Coverage, type RuleContext, type SelectionRule } from './selection-rule.js'
import {
  afterFileRemoved,
  afterFilesAdded,
  afterGone,
  afterRecordRemoved,
  afterRecordsAdded,
  afterRecordsChanged,
  afterRuleTaken,
  countOf,
  emptySelection,
  isFileSelected,
  isNothingSelected,
  isSameSelection,
  markOf,
  type Mark,
  type SelectionState,
} from './selection-state.js'
import { Store } from './store.js'

export type SelectionMode = 'multiple' | 'single' | 'none'

/**
 * One thing that can be picked. A file knows its siblings: they stay when it leaves a whole record. And it
 * knows that record, which a rule may cover.
 */
export type Pick =
  | { readonly record: TableRecord }
  | { readonly file: Attachment; readonly siblings: readonly Attachment[]; readonly parent: TableRecord }

/** How long "clear" can be undone. */
export const undoMs = 20_000

/** What a person picked. It knows nothing of lists, so it survives search, view and paging. */
export class SelectionStore extends Store<SelectionState> {
  readonly #clock: () => Clock
  #mode: SelectionMode = 'multiple'
  #limits: SelectionLimits = {}
  #context: RuleContext = { currentUser: undefined, shown: undefined }
  #isCovered: Coverage = createCoverage(undefined, this.#context)
  #coveredBy: SelectionRule | undefined
  /** The selection before the range that is being drawn: a range that shrinks gives back what it took. */
  #base: SelectionState = emptySelection
  #cancelUndo: (() => void) | undefined

  constructor(clock: () => Clock = () => systemClock) {
    super(emptySelection)
    this.#clock = clock
  }

  get mode(): SelectionMode {
    return this.#mode
  }

  get limits(): SelectionLimits {
    return this.#limits
  }

  /** A stricter mode drops what it does not allow. */
  setMode(mode: SelectionMode): void {
    this.#mode = mode
    const state = this.get()
    const isTooMuch = state.rule !== undefined || countOf(state) > 1
    if (mode === 'none' || (mode === 'single' && isTooMuch)) this.clear()
  }

  /** Limits of what is selected from now on. */
  setLimits(limits: SelectionLimits): void {
    this.#limits = limits
  }

  /** Who looks, and at the answer to which query: what a rule covers may depend on both. */
  setContext(context: RuleContext): void {
    const { currentUser, shown } = this.#context
    if (context.currentUser === currentUser && context.shown === shown) return
    this.#context = context
    this.#coveredBy = undefined
  }

  /** How much of a record is selected. */
  markOf(record: TableRecord): Mark {
    return markOf(this.get(), record, this.#covers(record))
  }

  /** A file counts as selected with its record. */
  isFileSelected(file: Attachment, parent: TableRecord): boolean {
    return isFileSelected(this.get(), file, this.#covers(parent))
  }

  toggle(pick: Pick): void {
    if (this.#mode === 'none') return
    const isSelected = this.#has(pick)
    if (isSelected) return 'record' in pick ? this.#remove(pick.record) : this.#removeFile(pick)
    this.#commit(...this.#afterAdded(this.#mode === 'single' ? emptySelection : this.get(), [pick]))
  }

  /** Adds a range, its first pick first; until the next `fresh` one, each takes the place of the one before. */
  extend(range: readonly Pick[], fresh: boolean): void {
    if (this.#mode !== 'multiple') return
    if (fresh) this.#base = this.get()
    const [next, refusals] = this.#afterAdded(this.#base, range)
    this.#show(next, refusals)
  }

  /** Adds what fits; what does not is in `refusals`. */
  add(picks: readonly Pick[]): void {
    if (this.#mode === 'multiple') this.#commit(...this.#afterAdded(this.get(), picks))
  }

  /** Selects all that match, without reading any of it. Only one rule is there at a time. */
  take(rule: SelectionRule): void {
    if (this.#mode !== 'multiple') return
    const refusals = refusalsOfRule(rule, this.#limits)
    if (refusals.length > 0) return this.#commit(this.get(), refusals)
    this.#commit(afterRuleTaken(this.get(), rule, createCoverage(rule, this.#context)))
  }

  /** Selects nothing by rule any more; what was picked one by one stays. */
  dropRule(): void {
    this.#commit(afterRuleTaken(this.get(), undefined))
  }

  /** Whether the rule is also about those to come. */
  setLive(live: boolean): void {
    const { rule, ...state } = this.get()
    if (rule !== undefined && rule.live !== live) this.#commit({ ...state, rule: { ...rule, live } })
  }

  /** Puts other things in the place of what is selected. */
  put(selection: Partial<SelectionState>): void {
    this.#commit({ ...emptySelection, ...selection })
  }

  /** sys_ids and numbers that are to be selected once they are read. Empty ones and doubles are left out. */
  want(idsOrNumbers: readonly string[], table = 'incident'): void {
    const state = this.get()
    const room = { multiple: Infinity, single: 1 - countOf(state), none: 0 }[this.#mode]
    const names = idsOrNumbers.map(asWritten).filter((id) => id !== '' && !state.records.has(id))
    const wanted = new Map(state.wanted)
    for (const id of names.slice(0, Math.max(0, room))) wanted.set(id, table)
    if (wanted.size > state.wanted.size) this.#commit({ ...state, wanted }, state.refusals)
  }

  /** What is there of the wanted ones: it is selected as far as the limits allow, the rest is missing. */
  settle(asked: readonly string[], found: readonly TableRecord[]): void {
    const { wanted, missing, cleared, ...state } = this.get()
    const names = new Set(found.flatMap(({ sysId, number }) => [sysId, number]))
    // What the person took out meanwhile is not wanted any more.
    const picks = found
      .filter(({ sysId, number }) => wanted.has(sysId) || wanted.has(number))
      .map((record) => ({ record }))
    const lost = asked.filter((id) => wanted.has(id) && !names.has(id))
    const rest = new Map(wanted)
    for (const id of asked) rest.delete(id)
    this.#settle({ ...state, wanted: rest, missing, cleared }, picks, lost)
  }

  /** The same for single files that were selected before the page was loaded again. */
  settleFiles(found: readonly Pick[], lost: readonly string[]): void {
    this.#settle(this.get(), found, lost)
  }

  /** Empties it for good. */
  clear(): void {
    this.#commit(emptySelection)
  }

  /** Empties it in a way that `undo` can take back, for a while. */
  clearWithUndo(): void {
    const before = this.get()
    if (isNothingSelected(before)) return this.clear()
    this.#commit(emptySelection, [], { ...before, cleared: undefined, refusals: [] })
    this.#cancelUndo = this.#clock().after(undoMs, () => this.forgetUndo())
  }

  undo(): void {
    const { cleared } = this.get()
    if (cleared !== undefined) this.#commit(cleared)
  }

  forgetUndo(): void {
    this.#show(this.get(), this.get().refusals)
  }

  /** Sync brought newer versions. */
  update(changed: readonly TableRecord[]): void {
    this.#each((state) => afterRecordsChanged(state, changed))
  }

  /** Records were deleted, or are hidden from now on. */
  markGone(sysIds: readonly string[]): void {
    this.#each((state) => afterGone(state, sysIds))
  }

  #settle(state: SelectionState, found: readonly Pick[], lost: readonly string[]): void {
    const missing = lost.length === 0 ? state.missing : [...state.missing, ...lost]
    const [next, refusals] = this.#afterAdded({ ...state, missing }, found)
    this.#commit(next, refusals.length === 0 ? state.refusals : refusals, state.cleared)
  }

  #covers(record: TableRecord): boolean {
    const { rule } = this.get()
    if (rule !== this.#coveredBy) {
      this.#coveredBy = rule
      this.#isCovered = createCoverage(rule, this.#context)
    }
    return rule !== undefined && this.#isCovered(record)
  }

  #has(pick: Pick): boolean {
    return 'record' in pick ? this.markOf(pick.record) === 'all' : this.isFileSelected(pick.file, pick.parent)
  }

  #remove(record: TableRecord): void {
    this.#commit(afterRecordRemoved(this.get(), record, this.#covers(record)))
  }

  /**
   * Taking a file out of a whole record leaves its other files: the record itself is not meant any more.
   * Adding all of them one by one never selects the record: who wants the only file does not want the ticket.
   */
  #removeFile({ file, siblings, parent }: Extract<Pick, { readonly file: Attachment }>): void {
    if (this.markOf(parent) !== 'all') return this.#commit(afterFileRemoved(this.get(), file))
    const left = siblings.filter(({ sysId }) => sysId !== file.sysId)
    const before = afterRecordRemoved(this.get(), parent, this.#covers(parent))
    this.#commit(
      ...this.#afterAdded(
        before,
        left.map((sibling) => ({ file: sibling, siblings, parent })),
      ),
    )
  }

  #afterAdded(state: SelectionState, picks: readonly Pick[]): [SelectionState, readonly Refusal[]] {
    const covers: Coverage = (record) => this.#covers(record)
    const whole = new Set(picks.flatMap((pick) => ('record' in pick ? [pick.record.sysId] : [])))
    const lacking = picks.filter((pick) =>
      'record' in pick
        ? markOf(state, pick.record, covers(pick.record)) !== 'all'
        : !whole.has(pick.file.recordSysId) && !isFileSelected(state, pick.file, covers(pick.parent)),
    )
    const { admitted, refusals } = admit(state, lacking, this.#limits)
    const records = admitted.flatMap((pick) => ('record' in pick ? [pick.record] : []))
    const files = admitted.flatMap((pick) => ('file' in pick ? [pick.file] : []))
    return [afterFilesAdded(afterRecordsAdded(state, records, covers), files), refusals]
  }

  #each(change: (state: SelectionState) => SelectionState): void {
    this.#base = change(this.#base)
    const { cleared, ...state } = change(this.get())
    const before = this.get()
    const undone = cleared && change(cleared)
    if (isSameSelection({ ...state, cleared }, before) && undone === before.cleared) return
    this.transition({ ...state, cleared: undone })
  }

  #commit(next: SelectionState, refusals: readonly Refusal[] = [], cleared?: SelectionState): void {
    this.#base = next
    this.#show(next, refusals, cleared)
  }

  #show(next: SelectionState, refusals: readonly Refusal[], cleared?: SelectionState): void {
    const before = this.get()
    if (cleared === undefined) this.#cancelUndo?.()
    // Refused once more is said once more.
    const isSaid = refusals === before.refusals || refusals.length + before.refusals.length === 0
    if (isSameSelection(next, before) && cleared === before.cleared && isSaid) return
    this.transition({ ...next, refusals, cleared })
  }
}

/** A sys_id or number as the instance writes it. */
function asWritten(typed: string): string {
  const name = typed.trim()
  if (/^[0-9a-f]{32}$/i.test(name)) return name.toLowerCase()
  return /^[a-z]+\d+$/i.test(name) ? name.toUpperCase() : name
}
