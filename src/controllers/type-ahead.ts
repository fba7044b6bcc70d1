import type { TableDescriptor } from '../protocol/tables/table-descriptor.js'
import type { RecordListReader } from '../state/record-list-reader.js'
import { recordTitle } from './cell-text.js'

/** A pause of this length begins a new word. */
export const typeAheadMs = 700
/** How far from the active row is looked. */
const reach = 2000

export interface TypeAheadPlace {
  readonly rows: Pick<RecordListReader, 'count' | 'at'> | undefined
  readonly active: number
  readonly table: TableDescriptor
  readonly nowMs: number
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>

/**
 * Finds rows by their first letters, among those that were read: the row to go to, or `undefined` for a key
 * that types nothing or finds nothing. The same letter again goes on to the next row that begins with it. A
 * space inside of a word stays where it finds nothing: it is no press on the row.
 */
export function createTypeAhead(): (press: KeyPress, place: TypeAheadPlace) => number | undefined {
  let typed = ''
  let lastMs = -Infinity
  return (press, place) => {
    const { key } = press
    if ([...key].length !== 1 || press.ctrlKey || press.metaKey || press.altKey) return undefined
    const goesOn = place.nowMs - lastMs < typeAheadMs && typed !== ''
    if (key === '/' || (key === ' ' && !goesOn)) return undefined
    lastMs = place.nowMs
    const letter = folded(key) || key
    const isSame = goesOn && typed.replaceAll(letter, '') === ''
    typed = goesOn ? typed + letter : letter
    const found = find(isSame ? letter : typed, !goesOn || isSame ? 1 : 0, place)
    return found ?? (key === ' ' && place.active >= 0 ? place.active : undefined)
  }
}

/** As it is compared: whatever its case, how its accents are written, and which marks nobody sees before it. */
function folded(text: string): string {
  return text
    .normalize()
    .toLocaleLowerCase()
    .replace(/^[\p{Cf}\s]+/u, '')
}

function find(prefix: string, from: number, { rows, active, table }: TypeAheadPlace): number | undefined {
  const count = rows?.count ?? 0
  const start = Math.max(0, active) + (active < 0 ? 0 : from)
  for (let step = 0; step < Math.min(count, reach); step += 1) {
    const row = (start + step) % count
    const place = rows!.at(row)
    if (place.kind !== 'record') continue
    const texts = [recordTitle(place.record, table), place.record.number]
    if (texts.some((text) => folded(text).startsWith(prefix))) return row
  }
  return undefined
}
