import { type Key, type KeyColumn, keyReader } from './column-key.js'
import { type RowIndex } from './row-index.js'
import { type StoredRow } from './stored-row.js'

/** Rows of one piece of the index: moving them costs little, and a million rows need two thousand pieces. */
const pieceSize = 512

/** Consecutive rows of an index, by their places in it: `from` counts, `to` does not. */
export interface IndexRange {
  readonly index: SortedIndex
  readonly from: number
  readonly to: number
}

/**
 * Rows in the order of one or several columns, ties in the order of sys_id. Kept in pieces, so that a
 * write among a million rows moves a few hundred.
 */
export class SortedIndex implements RowIndex {
  readonly columns: readonly string[]
  readonly #keys: readonly ((row: StoredRow) => Key)[]
  readonly #pieces: StoredRow[][] = []
  #size = 0

  /** `sorted` rows are in this order already; see `sortRows` and `groupRows`. */
  constructor(columns: readonly KeyColumn[], sorted: readonly StoredRow[]) {
    this.columns = columns.map(({ name }) => name)
    this.#keys = columns.map(keyReader)
    this.#size = sorted.length
    for (let at = 0; at < sorted.length; at += pieceSize) {
      this.#pieces.push(sorted.slice(at, at + pieceSize))
    }
  }

  get size(): number {
    return this.#size
  }

  insert(row: StoredRow): void {
    this.#size++
    const which = this.#pieceOf((other) => this.compare(other, row))
    const piece = this.#pieces[which]
    if (piece === undefined) {
      this.#pieces.push([row])
      return
    }
    const at = firstAt(piece, (other) => this.compare(other, row))
    piece.splice(at, 0, row)
    if (piece.length > 2 * pieceSize) this.#pieces.splice(which + 1, 0, piece.splice(pieceSize))
  }

  /** Must be called before the row's columns change. */
  remove(row: StoredRow): void {
    const before = this.#pieceOf((other) => this.compare(other, row))
    // The first row of a piece is not before itself.
    const which = this.#pieces[before + 1]?.[0] === row ? before + 1 : before
    const piece = this.#pieces[which] ?? []
    const at = firstAt(piece, (other) => this.compare(other, row))
    if (piece[at] !== row) throw new Error(`The index of ${this.columns.join(', ')} has lost ${row.sys_id}`)
    this.#size--
    piece.splice(at, 1)
    if (piece.length === 0) this.#pieces.splice(which, 1)
  }

  /** Place of the first row that is not below these keys (or, with `after`, is above them). */
  boundary(keys: readonly Key[], after: boolean): number {
    const direction = (row: StoredRow): number => {
      for (const [at, key] of keys.entries()) {
        const own = this.#keys[at]!(row)
        if (own !== key) return own < key ? -1 : 1
      }
      return after ? -1 : 1
    }
    const which = this.#pieceOf(direction)
    let place = 0
    for (let at = 0; at < which; at++) place += this.#pieces[at]!.length
    const piece = this.#pieces[which]
    return piece === undefined ? place : place + firstAt(piece, direction)
  }

  /** The rows that begin with these keys. */
  range(keys: readonly Key[]): IndexRange {
    return { index: this, from: this.boundary(keys, false), to: this.boundary(keys, true) }
  }

  /** Piece and place in it of the row at a place of the whole. */
  locate(place: number): { which: number; at: number } {
    let rest = place
    for (const [which, piece] of this.#pieces.entries()) {
      if (rest < piece.length) return { which, at: rest }
      rest -= piece.length
    }
    return { which: this.#pieces.length, at: 0 }
  }

  piece(which: number): readonly StoredRow[] | undefined {
    return this.#pieces[which]
  }

  rows(): StoredRow[] {
    const rows = new Array<StoredRow>(this.#size)
    let at = 0
    for (const piece of this.#pieces) for (const row of piece) rows[at++] = row
    return rows
  }

  compare(a: StoredRow, b: StoredRow): number {
    for (const key of this.#keys) {
      const left = key(a)
      const right = key(b)
      if (left !== right) return left < right ? -1 : 1
    }
    if (a.sys_id === b.sys_id) return 0
    return a.sys_id! < b.sys_id! ? -1 : 1
  }

  /** The last piece whose first row lies before the place looked for. */
  #pieceOf(direction: (row: StoredRow) => number): number {
    let low = 0
    let high = this.#pieces.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (direction(this.#pieces[middle]![0]!) < 0) low = middle + 1
      else high = middle
    }
    return Math.max(0, low - 1)
  }
}

/** First place whose row is not before the place looked for. */
function firstAt(piece: readonly StoredRow[], direction: (row: StoredRow) => number): number {
  let low = 0
  let high = piece.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (direction(piece[middle]!) < 0) low = middle + 1
    else high = middle
  }
  return low
}
