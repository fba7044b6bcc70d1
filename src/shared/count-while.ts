/**
 * How many of `count` places, from 0 on, satisfy a condition that holds for a first part of them and for no other.
 * Asks O(log count) times.
 */
export function countWhile(count: number, holds: (place: number) => boolean): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(middle)) low = middle + 1
    else high = middle
  }
  return low
}
