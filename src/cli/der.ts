/*
 * The few forms of DER (ITU-T X.690) that a certificate needs: a tag, a length, and the content.
 */

export const sequence = (...parts: readonly Buffer[]): Buffer => element(0x30, ...parts)
export const set = (...parts: readonly Buffer[]): Buffer => element(0x31, ...parts)
export const octetString = (content: Buffer): Buffer => element(0x04, content)
export const text = (content: string): Buffer => element(0x0c, Buffer.from(content))
export const boolean = (value: boolean): Buffer => element(0x01, Buffer.from([value ? 0xff : 0]))
/** A constructed element that wraps another under a number of its own. */
export const explicit = (number: number, content: Buffer): Buffer => element(0xa0 + number, content)
/** A primitive element under a number of its own. */
export const tagged = (number: number, content: Buffer): Buffer => element(0x80 + number, content)

export const bitString = (content: Buffer, unusedBits = 0): Buffer =>
  element(0x03, Buffer.from([unusedBits]), content)

/** A number that is not negative, from its bytes. */
export function integer(bytes: Buffer): Buffer {
  let first = 0
  while (first < bytes.length - 1 && bytes[first] === 0) first++
  const digits = bytes.subarray(first)
  return element(0x02, ...(digits[0]! >= 0x80 ? [Buffer.from([0])] : []), digits)
}

/** An object identifier such as `2.5.4.3`. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = [first * 40 + second]
  for (const number of rest) {
    const groups = [number & 0x7f]
    for (let left = number >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80)
    bytes.push(...groups)
  }
  return element(0x06, Buffer.from(bytes))
}

/** A moment, in milliseconds since the epoch; certificates write years from 2050 on in full. */
export function time(at: number): Buffer {
  const digits = `${new Date(at).toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`
  return digits >= '2050' ? element(0x18, Buffer.from(digits)) : element(0x17, Buffer.from(digits.slice(2)))
}

function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const bytes: number[] = []
  for (let left = length; left > 0; left >>>= 8) bytes.unshift(left & 0xff)
  return Buffer.from([0x80 | bytes.length, ...bytes])
}
