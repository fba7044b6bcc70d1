/** Beginnings of files that say how large a picture they hold, and hold none. */

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0))
const big = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, index) => Math.floor(value / 256 ** (bytes - 1 - index)) & 0xff)
const little = (value: number, bytes: number): number[] => big(value, bytes).reverse()

export function pngHeader(width: number, height: number): Uint8Array<ArrayBuffer> {
  const chunk = [...big(13, 4), ...ascii('IHDR'), ...big(width, 4), ...big(height, 4), 8, 6, 0, 0, 0]
  return Uint8Array.from([0x89, ...ascii('PNG\r\n\x1a\n'), ...chunk])
}

/** With a comment, and with a table that has a marker like a frame's, before the frame. */
export function jpegHeader(width: number, height: number, frame = 0xc0): Uint8Array<ArrayBuffer> {
  const comment = [0xff, 0xfe, ...big(6, 2), ...ascii('\xff\xc0no')]
  const table = [0xff, 0xff, 0xc4, ...big(4, 2), 0, 0]
  return Uint8Array.from([
    ...[0xff, 0xd8, ...comment, ...table],
    ...[0xff, frame, ...big(11, 2), 8, ...big(height, 2), ...big(width, 2), 1, 1, 0x11, 0],
  ])
}

/** The screen is of one size, its first frame of another. */
export function gifHeader(
  screen: readonly [number, number],
  frame: readonly [number, number],
): Uint8Array<ArrayBuffer> {
  const palette = Array.from({ length: 3 * 4 }, () => 0)
  const control = [0x21, 0xf9, 4, 0, 0, 0, 0, 0]
  return Uint8Array.from([
    ...ascii('GIF89a'),
    ...screen.flatMap((side) => little(side, 2)),
    ...[0x81, 0, 0, ...palette, ...control],
    ...[0x2c, 0, 0, 0, 0, ...frame.flatMap((side) => little(side, 2)), 0],
  ])
}

export function webpHeader(
  kind: 'VP8X' | 'VP8L' | 'VP8 ',
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  const body = {
    VP8X: [0, 0, 0, 0, ...little(width - 1, 3), ...little(height - 1, 3)],
    VP8L: [0x2f, ...little((width - 1) | ((height - 1) << 14), 4)],
    'VP8 ': [0, 0, 0, 0x9d, 0x01, 0x2a, ...little(width, 2), ...little(height, 2)],
  }[kind]
  return Uint8Array.from([
    ...ascii('RIFF'),
    ...little(body.length + 12, 4),
    ...ascii(`WEBP${kind}`),
    ...little(body.length, 4),
    ...body,
  ])
}
