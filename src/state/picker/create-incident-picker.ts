import type { Query } from '../../protocol/query.js'
import { incidentTable } from '../../protocol/tables/incident-table.js'
import { ownerOf } from '../connection-state.js'
import { createCatalogue } from '../list-view/create-catalogue.js'
import {
  afterColumnMoved,
  afterColumnToggled,
  afterDensityChosen,
  afterFiltered,
  afterFiltersCleared,
  afterSorted,
} from '../list-view/list-view-changes.js'
import { initialListView, type ListView } from '../list-view/list-view.js'
import { parseViewString } from '../list-view/parse-view-string.js'
import { toViewString } from '../list-view/view-string.js'
import { RecordListStore } from '../record-list-store.js'
import { RowSelection } from '../row-selection.js'
import { sharedWorkspace } from '../workspace.js'
import { guarded, tell } from './guarded.js'
import { createPickedKeeper } from './keep-picked.js'
import type { IncidentPicker, IncidentPickerOptions } from './picker-types.js'
import { createSnapshots } from './picker-snapshots.js'

/**
 * A picker for hosts that draw their own: list and selection of `<snow-incident-picker>`, without an element.
 * Nothing is read before `start`. Throws `SNOW_VIEW_INVALID` for views that cannot be shown.
 */
export function createIncidentPicker(options: IncidentPickerOptions): IncidentPicker {
  const { proxy = '', instance = '', bridge = '', direct = false, hostToken, onError, pageSize } = options
  const workspace = options.workspace ?? sharedWorkspace({ proxy, instance, bridge, direct }, hostToken)
  const catalogue = createCatalogue(options.table ?? incidentTable, options.views)
  const { viewString } = options
  const list = new RecordListStore({
    workspace,
    catalogue,
    shown: viewString ? parseViewString(viewString, catalogue) : initialListView(catalogue, options.view),
    ...(pageSize !== undefined && { pageSize }),
    onChanged: (incidents) => picked.store.update(incidents),
    onForgotten: () => picked.store.clear(),
    onRefreshed: () => void picked.recheck(workspace.client),
    toTop: () => picked.forgetPlace(),
  })
  let asked: { readonly shown: ListView; readonly query: Query } | undefined
  const picked = new RowSelection({
    clock: () => workspace.clock,
    rows: () => list.rows,
    table: () => catalogue.table.name,
    shown() {
      const { shown, status } = list.get()
      if (status === 'idle') return undefined
      if (asked?.shown !== shown) asked = { shown, query: list.question.query }
      return asked.query
    },
    gone: () => list.get().gone,
    tell: (selection) =>
      guarded('onSelectionChanged', () => options.onSelectionChanged?.(selection), onError),
    onMoved: () => undefined,
  })
  picked.store.setMode(options.selection ?? 'multiple')
  picked.store.setLimits({
    ...options.limits,
    onError: (cause) =>
      guarded(
        'maySelect',
        () => {
          throw cause
        },
        onError,
      ),
  })
  const keeper = createPickedKeeper({
    ...{ store: picked.store, workspace, table: catalogue.table.name, name: options.remember ?? '' },
    preselected: options.preselected ?? [],
    onError: (error) => tell(error, onError),
  })
  const snapshots = createSnapshots({ workspace, list, picked, onError })

  const here = new Set<AbortSignal>()
  let life: AbortController | undefined

  function begin(): void {
    if (life !== undefined) return
    life = new AbortController()
    const { connection } = workspace
    let phase = connection.get().phase
    const follow = (): void => {
      const isBack = phase !== 'connected' && connection.get().phase === 'connected'
      phase = connection.get().phase
      keeper.follow(ownerOf(connection.get()))
      if (isBack) keeper.read()
      snapshots.renew()
    }
    const { signal } = life
    // Nobody sees one person's rows beside another's name: the list hears of it between these two.
    signal.addEventListener('abort', connection.subscribe(snapshots.hold))
    list.start(signal)
    signal.addEventListener('abort', connection.subscribe(follow))
    connection.start(signal)
    follow()
  }

  const change = (next: (view: ListView) => ListView): void => list.show(next(list.get().shown))
  const act = (run: () => void): void => picked.act(run)

  return {
    workspace,
    start(signal) {
      if (signal.aborted) return
      here.add(signal)
      signal.addEventListener('abort', () => {
        here.delete(signal)
        // Who starts anew at once, as a component in React's strict mode, loses no request.
        queueMicrotask(() => {
          if (here.size > 0) return
          life?.abort()
          life = undefined
        })
      })
      begin()
    },
    subscribe: snapshots.subscribe,
    getSnapshot: snapshots.get,
    getServerSnapshot: () => snapshots.initial,

    rowAt(place) {
      const row = list.rows.at(place)
      return { ...row, mark: picked.markOf(row) }
    },
    look: (first, last) => list.look(first, last),
    expand: (place, expanded = true) => list.expand(place, expanded),
    refresh: () => list.refresh(),
    retry: () => list.retry(),

    setView: (id) => list.setView(id),
    setSearch: (text) => list.setSearch(text),
    applySearch: () => list.applySearch(),
    filter: (field, filter) => change((view) => afterFiltered(view, catalogue, field, filter)),
    clearFilters: () => change(afterFiltersCleared),
    sortBy: (field) => change((view) => afterSorted(view, catalogue, field)),
    toggleColumn: (field) => change((view) => afterColumnToggled(view, catalogue, field)),
    moveColumn: (field, to) => change((view) => afterColumnMoved(view, field, to)),
    setDensity: (density) => change((view) => afterDensityChosen(view, density)),
    show: (view) => list.show(view),
    get viewString() {
      return toViewString(list.get().shown, catalogue)
    },
    showViewString: (text) => list.show(parseViewString(text, catalogue)),

    toggle: (place) => act(() => picked.toggle(place)),
    extendTo: (place) => act(() => picked.extendFromLast(place)),
    selectLoaded: () => act(() => picked.selectAll()),
    selectMatching: ({ label, live = false }) => act(() => picked.selectMatching(label, live)),
    select: (idsOrNumbers) => keeper.want(idsOrNumbers),
    clear: () => act(() => picked.store.clearWithUndo()),
    undo: () => act(() => picked.store.undo()),
  }
}
