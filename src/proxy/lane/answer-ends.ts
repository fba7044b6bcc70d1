import { endingBytes, startBytes } from '../json-ending.js'
import type { CollectedAnswer } from './collect-answer.js'

/**
 * First and last bytes of an answer, which is all that is looked at. Only they are copied: the parts of a
 * page are large, though the instance may also send one letter at a time.
 */
export function endsOf({ chunks, length }: CollectedAnswer): Uint8Array {
  const [first] = chunks
  if (first === undefined || chunks.length === 1) return first ?? new Uint8Array()
  if (length <= startBytes + endingBytes) return Buffer.concat(chunks)
  const ends: Buffer[] = []
  for (let missing = startBytes, at = 0; missing > 0; at += 1) {
    const part = chunks[at]!.subarray(0, missing)
    ends.push(part)
    missing -= part.length
  }
  const place = ends.length
  for (let missing = endingBytes, at = chunks.length - 1; missing > 0; at -= 1) {
    const part = chunks[at]!.subarray(-missing)
    ends.splice(place, 0, part)
    missing -= part.length
  }
  return Buffer.concat(ends)
}
