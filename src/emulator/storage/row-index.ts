import { type StoredRow } from './stored-row.js'

/** Something kept up to date with the rows of a table. */
export interface RowIndex {
  /** The columns that it reads; without them it must hear of every change. */
  readonly columns?: readonly string[]
  insert(row: StoredRow): void
  /** Called before the row changes, and before it goes. */
  remove(row: StoredRow): void
}

/** How many rows satisfy a predicate: counted once, then moved along with every write. */
export class MatchCount implements RowIndex {
  readonly #matches: (row: StoredRow) => boolean
  #count: number

  /** `counted` rows match already; `matches` must depend on nothing but the row itself. */
  constructor(matches: (row: StoredRow) => boolean, counted: number) {
    this.#matches = matches
    this.#count = counted
  }

  get count(): number {
    return this.#count
  }

  insert(row: StoredRow): void {
    if (this.#matches(row)) this.#count++
  }

  remove(row: StoredRow): void {
    if (this.#matches(row)) this.#count--
  }
}
