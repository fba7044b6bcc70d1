import type { Attachment } from '../protocol/records.js'

/** How a file may be looked at in place; everything else can only be saved. */
export type PreviewKind = 'picture' | 'text'

const pictureTypes = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])
const pictureEndings = new Set(['png', 'jpg', 'jpeg', 'gif', 'webp'])
const textTypes = new Set(['text/plain', 'text/csv', 'text/markdown', 'application/json'])
const textEndings = new Set(['txt', 'log', 'csv', 'md', 'json', 'ini', 'conf', 'yml', 'yaml'])

/** Why a file cannot be looked at in place. */
export type NoPreview = 'scanning' | 'empty' | 'too-large' | 'other-kind'

const largestBytes: Readonly<Record<PreviewKind, number>> = { picture: 20_000_000, text: 5_000_000 }

/**
 * What a file claims to be, by its type and its ending: both have to say the same harmless thing.
 * `undefined` for what cannot be shown, is too large for it, or is still being scanned.
 */
export function previewKindOf(attachment: Attachment): PreviewKind | undefined {
  const kind = claimedKindOf(attachment)
  return kind !== undefined && noPreviewOf(attachment) === undefined ? kind : undefined
}

/** Why a file cannot be looked at; `undefined` when it can. */
export function noPreviewOf(attachment: Attachment): NoPreview | undefined {
  const { sizeBytes, state } = attachment
  if (state === 'pending') return 'scanning'
  const kind = claimedKindOf(attachment)
  if (kind === undefined) return 'other-kind'
  if (sizeBytes === 0) return 'empty'
  return sizeBytes > largestBytes[kind] ? 'too-large' : undefined
}

function claimedKindOf({ contentType, fileName }: Attachment): PreviewKind | undefined {
  const type = contentType.split(';')[0]!.trim().toLowerCase()
  const ending = /\.([a-z0-9]+)$/i.exec(fileName)?.[1]?.toLowerCase() ?? ''
  if (pictureTypes.has(type) && pictureEndings.has(ending)) return 'picture'
  const unnamed = type === '' || type === 'application/octet-stream'
  return (textTypes.has(type) || unnamed) && textEndings.has(ending) ? 'text' : undefined
}

/**
 * What the first bytes say that a picture is; `undefined` for anything else. SVG has no such bytes: it is
 * a document that may hold script.
 */
export function pictureTypeOf(bytes: Uint8Array): string | undefined {
  const starts = (...expected: readonly number[]): boolean =>
    expected.every((byte, index) => bytes[index] === byte)
  const ascii = (from: number, text: string): boolean =>
    [...text].every((letter, index) => bytes[from + index] === letter.charCodeAt(0))
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png'
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg'
  if (ascii(0, 'GIF87a') || ascii(0, 'GIF89a')) return 'image/gif'
  if (ascii(0, 'RIFF') && ascii(8, 'WEBP')) return 'image/webp'
  return undefined
}

/**
 * The text of a file's bytes; `undefined` when they are no text. `cut`: the file goes on after them, so
 * that they may end within a character, which is left out.
 */
export function textOf(bytes: Uint8Array, cut = false): string | undefined {
  const wide = wideEncodingOf(bytes)
  if (wide !== undefined) return new TextDecoder(wide).decode(bytes, { stream: cut })
  if (bytes.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: cut })
  } catch {
    // Logs of older Windows programs.
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

/** What Windows programs call Unicode; they say so by a mark at the start. */
function wideEncodingOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined
}
