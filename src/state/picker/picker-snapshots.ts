import { ownerOf } from '../connection-state.js'
import type { RecordListStore } from '../record-list-store.js'
import type { RowSelection } from '../row-selection.js'
import type { ConnectionState, Workspace } from '../types.js'
import { guarded, type OnError } from './guarded.js'
import type { IncidentPickerSnapshot } from './picker-types.js'

export interface PickerParts {
  readonly workspace: Workspace
  readonly list: RecordListStore
  readonly picked: RowSelection
  readonly onError: OnError
}

/** One snapshot of several stores; the same object for as long as nothing changed. */
export interface Snapshots {
  readonly initial: IncidentPickerSnapshot
  get(): IncidentPickerSnapshot
  subscribe(listener: () => void): () => void
  /** Takes none until the next `renew`: the stores are between two states. */
  hold(): void
  /** The connection may be another. */
  renew(): void
}

export function createSnapshots({ workspace, list, picked, onError }: PickerParts): Snapshots {
  const listeners = new Set<() => void>()
  const take = (): IncidentPickerSnapshot => {
    const { refusals, cleared } = picked.store.get()
    return Object.freeze({
      connection: workspace.connection.get(),
      list: list.get(),
      count: list.rows.count,
      selection: picked.selection,
      refusals,
      canUndo: cleared !== undefined,
    })
  }
  const checking: ConnectionState = { phase: 'checking' }
  const initial = Object.freeze({ ...take(), connection: checking })
  let current = take()
  let isHeld = false

  const changed = (): void => {
    if (!isHeld) renew()
  }

  function renew(): void {
    isHeld = false
    // Before anybody reads a row: what a rule covers goes by who looks, and at what.
    picked.follow(ownerOf(workspace.connection.get()))
    const next = take()
    const isSame = (Object.keys(next) as (keyof typeof next)[]).every((key) => next[key] === current[key])
    if (isSame) return
    current = next
    for (const listener of [...listeners]) {
      // One that was told to go by another, or that throws, keeps nobody from hearing of it.
      if (listeners.has(listener)) guarded('subscribe', listener, onError)
    }
  }
  list.subscribe(changed)
  picked.store.subscribe(changed)

  return {
    initial,
    get: () => current,
    subscribe(listener) {
      // Of its own, so that one function can be there twice.
      const own = (): void => listener()
      listeners.add(own)
      return () => void listeners.delete(own)
    },
    hold: () => void (isHeld = true),
    renew,
  }
}
