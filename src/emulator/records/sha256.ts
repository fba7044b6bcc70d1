const rounds = Uint32Array.from(firstPrimes(64).map((prime) => fraction(Math.cbrt(prime))))

function firstPrimes(count: number): number[] {
  const primes: number[] = []
  for (let candidate = 2; primes.length < count; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate)
  }
  return primes
}

function fraction(value: number): number {
  return ((value - Math.floor(value)) * 4294967296) >>> 0
}

const turn = (value: number, by: number): number => (value >>> by) | (value << (32 - by))

/**
 * SHA-256 of some bytes. Web Crypto would answer later and only in secure contexts; the emulator
 * commits an upload in one step, and also runs in pages on plain http.
 */
export function sha256(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const hash = Uint32Array.from(firstPrimes(8).map((prime) => fraction(Math.sqrt(prime))))
  const padded = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 0x20000000))
  view.setUint32(padded.length - 4, (bytes.length << 3) >>> 0)
  const words = new Uint32Array(64)
  for (let block = 0; block < padded.length; block += 64) mixBlock(hash, words, view, block)
  const digest = new Uint8Array(32)
  const out = new DataView(digest.buffer)
  hash.forEach((word, at) => out.setUint32(at * 4, word))
  return digest
}

function mixBlock(hash: Uint32Array, words: Uint32Array, view: DataView, block: number): void {
  for (let at = 0; at < 16; at++) words[at] = view.getUint32(block + at * 4)
  for (let at = 16; at < 64; at++) {
    const early = words[at - 15]!
    const late = words[at - 2]!
    const small = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
    const large = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
    words[at] = words[at - 16]! + small + words[at - 7]! + large
  }
  let [a, b, c, d, e, f, g, h] = hash as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  for (let at = 0; at < 64; at++) {
    const choose = (e & f) ^ (~e & g)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choose + rounds[at]! + words[at]!) | 0
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  ;[a, b, c, d, e, f, g, h].forEach((word, at) => (hash[at] = hash[at]! + word))
}

export function toHex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
