export interface PictureSize {
  readonly width: number
  readonly height: number
}

/**
 * The size in pixels that a PNG, JPEG, GIF or WebP says it has, read from its header: nothing is decoded.
 * `undefined` when it does not say. A kilobyte of file may claim gigabytes of pixels.
 */
export function pictureSizeOf(bytes: Uint8Array): PictureSize | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    const size = sizeIn(view)
    return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined // The header is cut off.
    throw error
  }
}

function sizeIn(view: DataView): PictureSize | undefined {
  switch (view.getUint16(0)) {
    case 0x8950:
      return ascii(view, 12) === 'IHDR'
        ? { width: view.getUint32(16), height: view.getUint32(20) }
        : undefined
    case 0xffd8:
      return sizeOfJpeg(view)
    case 0x4749:
      return sizeOfGif(view)
    case 0x5249:
      return sizeOfWebP(view)
    default:
      return undefined
  }
}

/** Walks from marker to marker up to the start of the frame. */
function sizeOfJpeg(view: DataView): PictureSize | undefined {
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    while (view.getUint8(at + 1) === 0xff) at += 1 // Markers may be padded.
    const marker = view.getUint8(at + 1)
    const startsFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (startsFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    if (marker === 0xd9 || marker === 0xda) return undefined
  }
  return undefined
}

/** The larger of the screen and its first frame: browsers widen the one to the other. */
function sizeOfGif(view: DataView): PictureSize | undefined {
  const flags = view.getUint8(10)
  let at = 13 + ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1))
  while (view.getUint8(at) === 0x21) {
    at += 2
    for (let length = view.getUint8(at); length > 0; length = view.getUint8(at)) at += 1 + length
    at += 1
  }
  if (view.getUint8(at) !== 0x2c) return undefined
  const word = (offset: number): number => view.getUint16(offset, true)
  return {
    width: Math.max(word(6), word(at + 1) + word(at + 5)),
    height: Math.max(word(8), word(at + 3) + word(at + 7)),
  }
}

function sizeOfWebP(view: DataView): PictureSize | undefined {
  switch (ascii(view, 12)) {
    case 'VP8X':
      // Three bytes each, one less than the side; read with the byte before or after them.
      return {
        width: 1 + (view.getUint32(24, true) & 0xffffff),
        height: 1 + (view.getUint32(26, true) >>> 8),
      }
    case 'VP8L': {
      const bits = view.getUint32(21, true)
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
    }
    case 'VP8 ':
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    default:
      return undefined
  }
}

function ascii(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)))
}
