import { type Clock } from '../../shared/clock.js'
import { type GroundTruthLog } from '../ground-truth-log.js'
import { type RowChange } from '../storage/row-change.js'
import { type Store } from '../storage/store.js'

/**
 * Writes that are committed at one time and visible at a later one, as on an instance whose
 * transaction ends after it assigned `sys_updated_on`. Whatever runs here sees its own writes; for
 * everybody else they are undone until their time has come.
 */
export class LateCommits {
  readonly #clock: Clock
  readonly #log: GroundTruthLog
  #running = 0
  #last: Promise<unknown> = Promise.resolve()
  #idle: (() => void)[] = []
  #pending = new Set<() => void>()

  constructor(clock: Clock, log: GroundTruthLog) {
    this.#clock = clock
    this.#log = log
  }

  /** Runs work that writes at once, but never while late work runs: its writes would be taken for late. */
  async promptly<T>(work: () => Promise<T>): Promise<T> {
    await this.#last
    this.#running++
    try {
      return await work()
    } finally {
      this.#running--
      if (this.#running === 0) for (const resume of this.#idle.splice(0)) resume()
    }
  }

  /** Runs work alone; what it wrote becomes visible `ms` after it is done. */
  async late<T>(store: Store, ms: number, work: () => Promise<T>): Promise<T> {
    const before = this.#last
    const mine = (async () => {
      await before
      if (this.#running > 0) await new Promise<void>((resolve) => this.#idle.push(resolve))
      const finish = this.#begin(store, ms)
      try {
        return await work()
      } finally {
        finish()
      }
    })()
    this.#last = mine.catch(() => undefined)
    return mine
  }

  /** The same for work that does not wait, such as what somebody does on the instance itself. */
  lateNow<T>(store: Store, ms: number, work: () => T): T {
    const outer = store.watcher
    const outerMs = this.#log.visibleAfterMs
    if (ms <= 0) {
      store.watcher = undefined
      this.#log.visibleAfterMs = 0
    }
    const finish = ms > 0 ? this.#begin(store, ms) : () => {}
    try {
      return work()
    } finally {
      finish()
      store.watcher = outer
      this.#log.visibleAfterMs = outerMs
    }
  }

  /** Forgets what is not visible yet: it never will be. */
  clear(): void {
    for (const cancel of this.#pending) cancel()
    this.#pending.clear()
  }

  #begin(store: Store, ms: number): () => void {
    const changes: RowChange[] = []
    const filesBefore = new Map(store.files)
    store.watcher = (change) => changes.push(change)
    this.#log.visibleAfterMs = ms
    return () => {
      store.watcher = undefined
      this.#log.visibleAfterMs = 0
      if (changes.length === 0) return
      for (const change of changes.toReversed()) undo(change)
      restoreFiles(store, filesBefore, changes)
      const cancel = this.#clock.after(ms, () => {
        this.#pending.delete(cancel)
        for (const change of changes) redo(change, store)
      })
      this.#pending.add(cancel)
    }
  }
}

function undo(change: RowChange): void {
  const { rows, row } = change
  if (change.kind === 'update') rows.update(row, change.before)
  else if (change.kind === 'insert') rows.remove(row)
  else rows.insert(row)
}

/** As if it happened now: on rows that others removed meanwhile nothing does. */
function redo(change: RowChange, store: Store): void {
  const { rows, row } = change
  const present = rows.get(row.sys_id!)
  if (change.kind === 'insert') {
    if (present === undefined) rows.insert(row)
  } else if (present !== undefined) {
    if (change.kind === 'update') rows.update(present, change.after)
    else {
      rows.remove(present)
      store.files.delete(row.sys_id!)
    }
  }
}

/** Bytes of files whose deletion is not visible yet. */
function restoreFiles(store: Store, before: Store['files'], changes: readonly RowChange[]): void {
  for (const { kind, row } of changes) {
    const bytes = before.get(row.sys_id!)
    if (kind === 'remove' && bytes !== undefined) store.files.set(row.sys_id!, bytes)
  }
}
