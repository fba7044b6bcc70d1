/** A picture as a function: the palette index of every point. */
export interface Picture {
  readonly width: number
  readonly height: number
  /** At most 16 colours as `rrggbb`. */
  readonly palette: readonly string[]
  readonly at: (x: number, y: number) => number
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Encodes a picture as PNG: four bits a pixel, stored without compression, so that no library is needed. */
export function encodePng({ width, height, palette, at }: Picture): Uint8Array<ArrayBuffer> {
  const stride = 1 + Math.ceil(width / 2)
  const pixels = new Uint8Array(stride * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const place = y * stride + 1 + (x >> 1)
      pixels[place] = pixels[place]! | (at(x, y) << (x % 2 === 0 ? 4 : 0))
    }
  }
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([4, 3, 0, 0, 0], 8)
  const colours = palette.flatMap((colour) =>
    [0, 2, 4].map((from) => parseInt(colour.slice(from, from + 2), 16)),
  )
  return join([
    Uint8Array.from(signature),
    chunk('IHDR', header),
    chunk('PLTE', Uint8Array.from(colours)),
    chunk('IDAT', stored(pixels)),
    chunk('IEND', new Uint8Array(0)),
  ])
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(content.length + 12)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, content.length)
  bytes.set(
    [...type].map((letter) => letter.charCodeAt(0)),
    4,
  )
  bytes.set(content, 8)
  view.setUint32(content.length + 8, crc32(bytes.subarray(4, content.length + 8)))
  return bytes
}

/** A zlib stream of stored blocks. */
function stored(content: Uint8Array): Uint8Array {
  const most = 65_535
  const parts: Uint8Array[] = [Uint8Array.of(0x78, 0x01)]
  for (let from = 0; from < content.length; from += most) {
    const block = content.subarray(from, from + most)
    const size = block.length
    const isLast = from + most >= content.length ? 1 : 0
    parts.push(Uint8Array.of(isLast, size & 255, size >> 8, ~size & 255, (~size >> 8) & 255), block)
  }
  const sum = new Uint8Array(4)
  new DataView(sum.buffer).setUint32(0, adler32(content))
  return join([...parts, sum])
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return ~crc >>> 0
}

function adler32(bytes: Uint8Array): number {
  let low = 1
  let high = 0
  for (const byte of bytes) {
    low = (low + byte) % 65_521
    high = (high + low) % 65_521
  }
  return ((high << 16) | low) >>> 0
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}
