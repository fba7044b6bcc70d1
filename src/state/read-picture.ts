import { pictureTypeOf } from './attachment-file-kind.js'
import type { Picture } from './attachment-file-state.js'
import { pictureSizeOf } from './picture-size.js'

/** Decodes a picture of a known type, no larger than `largestSide` pixels. */
export type DecodePicture = (blob: Blob, largestSide: number) => Promise<Picture>

export interface PictureBounds {
  /** Of what is drawn, in pixels. */
  readonly largestSide: number
  /** Of what is decoded: four bytes of memory each. */
  readonly mostPixels: number
}

export type ReadPicture =
  | { readonly is: 'picture'; readonly picture: Picture }
  /** More pixels than may be decoded. */
  | { readonly is: 'too-large' }
  /** The bytes are no picture, or a broken one. */
  | { readonly is: 'none' }

/** As much of a file as is looked at for the size: cameras and editors put much before it. */
const headBytes = 1_000_000

/**
 * Reads a file as the picture that its first bytes say it is: what merely claims to be one, and what says
 * that it has too many pixels, is not decoded at all.
 */
export async function readPicture(
  blob: Blob,
  { largestSide, mostPixels }: PictureBounds,
  decode: DecodePicture,
): Promise<ReadPicture> {
  const head = new Uint8Array(await blob.slice(0, headBytes).arrayBuffer())
  const type = pictureTypeOf(head)
  const size = type === undefined ? undefined : pictureSizeOf(head)
  if (type === undefined || size === undefined) return { is: 'none' }
  if (size.width * size.height > mostPixels) return { is: 'too-large' }
  try {
    return { is: 'picture', picture: await decode(blob.slice(0, blob.size, type), largestSide) }
  } catch {
    return { is: 'none' }
  }
}
