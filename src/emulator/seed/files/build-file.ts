import { sha256, toHex } from '../../records/sha256.js'
import { hostileHtml, hostileSvg } from './hostile.js'
import { encodePdf } from './pdf.js'
import { deskPhoto, errorDialog, latencyChart } from './pictures.js'
import { encodePng, type Picture } from './png.js'

/** What a seeded attachment holds. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'csv'; readonly text: string }
  | { readonly kind: 'picture'; readonly of: keyof typeof pictures }
  | { readonly kind: 'pdf'; readonly heading: string; readonly lines: readonly string[] }
  | { readonly kind: 'hostile-svg' }
  | { readonly kind: 'hostile-html' }

const pictures = { 'error dialog': errorDialog, 'latency chart': latencyChart, 'desk photo': deskPhoto }

export interface BuiltFile {
  readonly contentType: string
  readonly bytes: Uint8Array<ArrayBuffer>
  /** SHA-256 in hexadecimal. */
  readonly hash: string
  readonly picture?: Picture
}

const built = new Map<FileContent | string, BuiltFile>()

/** Makes the bytes of a seeded attachment: once per page, whatever the number of emulators in it. */
export function buildFile(content: FileContent): BuiltFile {
  const key = content.kind === 'picture' ? content.of : content
  const existing = built.get(key)
  if (existing !== undefined) return existing
  const made = makeFile(content)
  const file = { ...made, hash: toHex(sha256(made.bytes)) }
  built.set(key, file)
  return file
}

function makeFile(content: FileContent): Omit<BuiltFile, 'hash'> {
  switch (content.kind) {
    case 'text':
      return { contentType: 'text/plain', bytes: utf8(content.text) }
    case 'csv':
      return { contentType: 'text/csv', bytes: utf8(content.text) }
    case 'picture': {
      const picture = pictures[content.of]
      return { contentType: 'image/png', bytes: encodePng(picture), picture }
    }
    case 'pdf':
      return { contentType: 'application/pdf', bytes: encodePdf(content.heading, content.lines) }
    case 'hostile-svg':
      return { contentType: 'image/svg+xml', bytes: utf8(hostileSvg) }
    case 'hostile-html':
      return { contentType: 'text/html', bytes: utf8(hostileHtml) }
  }
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text))
}
