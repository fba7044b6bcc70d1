import { type IndexRange, type SortedIndex } from './sorted-index.js'
import { type StoredRow } from './stored-row.js'

/** Gives rows one after another. */
export interface RowCursor {
  next(): StoredRow | undefined
}

/** The rows of a range, from its beginning or backwards from its end, some of them skipped. */
export class RangeCursor implements RowCursor {
  readonly #index: SortedIndex
  readonly #step: 1 | -1
  #left: number
  #which: number
  #at: number
  #piece: readonly StoredRow[]

  constructor({ index, from, to }: IndexRange, descending: boolean, skip = 0) {
    this.#index = index
    this.#step = descending ? -1 : 1
    this.#left = Math.max(0, to - from - skip)
    const { which, at } = index.locate(descending ? to - 1 - skip : from + skip)
    this.#which = which
    this.#at = at
    this.#piece = index.piece(which) ?? []
  }

  next(): StoredRow | undefined {
    if (this.#left <= 0) return undefined
    this.#left--
    const row = this.#piece[this.#at]
    this.#at += this.#step
    if (this.#at < 0 || this.#at >= this.#piece.length) {
      this.#which += this.#step
      this.#piece = this.#index.piece(this.#which) ?? []
      this.#at = this.#step === 1 ? 0 : this.#piece.length - 1
    }
    return row
  }
}

/** Merges ranges of indexes over the same columns; they are compared by all but the first `shared` columns. */
export class MergedCursor implements RowCursor {
  readonly #heads: { readonly cursor: RowCursor; row: StoredRow }[] = []
  readonly #compare: (a: StoredRow, b: StoredRow) => number

  constructor(cursors: readonly RowCursor[], compare: (a: StoredRow, b: StoredRow) => number) {
    this.#compare = compare
    for (const cursor of cursors) {
      const row = cursor.next()
      if (row !== undefined) this.#heads.push({ cursor, row })
    }
  }

  next(): StoredRow | undefined {
    let first = this.#heads[0]
    if (first === undefined) return undefined
    for (const head of this.#heads) if (this.#compare(head.row, first.row) < 0) first = head
    const { row } = first
    const following = first.cursor.next()
    if (following === undefined) this.#heads.splice(this.#heads.indexOf(first), 1)
    else first.row = following
    return row
  }
}

/** The rows of several cursors, one cursor after another. */
export class ChainedCursor implements RowCursor {
  readonly #cursors: Iterator<RowCursor>
  #current: RowCursor | undefined

  constructor(cursors: Iterable<RowCursor>) {
    this.#cursors = cursors[Symbol.iterator]()
    this.#current = this.#cursors.next().value as RowCursor | undefined
  }

  next(): StoredRow | undefined {
    while (this.#current !== undefined) {
      const row = this.#current.next()
      if (row !== undefined) return row
      this.#current = this.#cursors.next().value as RowCursor | undefined
    }
    return undefined
  }
}
