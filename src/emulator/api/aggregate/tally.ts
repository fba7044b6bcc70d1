import { type ColumnPath } from '../../query/column-path.js'
import { type StoredRow } from '../../storage/stored-row.js'
import { type Aggregate, type FigureKind } from './aggregate-request.js'

/** A column that figures are wanted of. */
export interface TalliedColumn {
  readonly field: string
  readonly path: ColumnPath
}

interface Figures {
  numbers: number
  sum: number
  least: string | undefined
  most: string | undefined
}

const numeric: ReadonlySet<string> = new Set(['integer', 'integer-choice', 'price'])

/** Counts rows and keeps the figures of their columns; empty values take no part, as in SQL. */
export class Tally {
  count = 0
  readonly #columns: readonly TalliedColumn[]
  readonly #figures: Figures[]

  constructor(columns: readonly TalliedColumn[]) {
    this.#columns = columns
    this.#figures = columns.map(() => ({ numbers: 0, sum: 0, least: undefined, most: undefined }))
  }

  add(row: StoredRow): void {
    this.count++
    for (let at = 0; at < this.#columns.length; at++) {
      const { path } = this.#columns[at]!
      const value = path.read(row)
      if (value !== '') addValue(this.#figures[at]!, value, numeric.has(path.column.kind))
    }
  }

  /** A figure as the instance writes it: averages with four decimals; `''` when no row has a value. */
  figure(kind: FigureKind, field: string): string {
    const found = this.#figures[this.#columns.findIndex((column) => column.field === field)]
    if (found === undefined) return ''
    if (kind === 'min') return found.least ?? ''
    if (kind === 'max') return found.most ?? ''
    if (found.numbers === 0) return ''
    return kind === 'avg' ? (found.sum / found.numbers).toFixed(4) : String(Number(found.sum.toFixed(4)))
  }

  /** An aggregate as a number to compare with; `NaN` when there is none. */
  numberOf({ kind, field }: Aggregate): number {
    if (kind === 'count') return this.count
    const text = this.figure(kind, field)
    return text === '' ? Number.NaN : Number(text)
  }
}

function addValue(figures: Figures, value: string, isNumeric: boolean): void {
  const amount = Number(value)
  if (!Number.isNaN(amount)) {
    figures.numbers++
    figures.sum += amount
  }
  if (figures.least === undefined || isBelow(value, figures.least, isNumeric)) figures.least = value
  if (figures.most === undefined || isBelow(figures.most, value, isNumeric)) figures.most = value
}

function isBelow(a: string, b: string, isNumeric: boolean): boolean {
  return isNumeric ? Number(a) < Number(b) : a < b
}
