import { plainFileName } from '../shared/file-name.js'
import { pictureTypeOf } from './attachment-file-kind.js'

/** A file that goes along with the incident. */
export interface DraftFile {
  /** Unique within the page. */
  readonly id: string
  readonly file: File
  /** By its first bytes, whatever it claims; `undefined` for what is no picture. */
  readonly picture: string | undefined
}

export interface RefusedFile {
  readonly name: string
  readonly reason: 'empty' | 'too-large' | 'unreadable'
}

export interface FileIntake {
  readonly maxBytes: number
  /** Files that are there already: the same one is taken once. */
  readonly present: readonly DraftFile[]
  readonly newId: () => string
}

/** Looks at each file and takes what can be sent; says of the others why not. */
export async function takeFiles(
  files: readonly File[],
  { maxBytes, present, newId }: FileIntake,
): Promise<{ readonly taken: readonly DraftFile[]; readonly refused: readonly RefusedFile[] }> {
  const taken: DraftFile[] = []
  const refused: RefusedFile[] = []
  for (const file of files.map(withPlainName)) {
    if ([...present, ...taken].some((other) => isSameFile(other.file, file))) continue
    if (file.size > maxBytes) {
      refused.push({ name: file.name, reason: 'too-large' })
      continue
    }
    try {
      // Reading comes first: a folder has no bytes either.
      const picture = pictureTypeOf(await firstBytesOf(file))
      if (file.size === 0) {
        refused.push({ name: file.name, reason: 'empty' })
        continue
      }
      const names = [...present, ...taken].map((other) => other.file.name)
      taken.push({ id: newId(), file: withOwnName(file, names), picture })
    } catch {
      // A folder that was dropped, or a file that is gone since it was chosen.
      refused.push({ name: file.name, reason: 'unreadable' })
    }
  }
  return { taken, refused }
}

/** The name that the instance, and everybody who reads the ticket, gets to see. */
function withPlainName(file: File): File {
  const name = plainFileName(file.name)
  return name === file.name ? file : renamed(file, name)
}

/** Files of one incident are told apart by their names: a second `log.txt` goes along as `log (2).txt`. */
function withOwnName(file: File, names: readonly string[]): File {
  const [, stem = file.name, extension = ''] = /^(.+?)(\.[^.]*)?$/s.exec(file.name) ?? []
  let name = file.name
  for (let n = 2; names.includes(name); n += 1) name = `${stem} (${n})${extension}`
  return name === file.name ? file : renamed(file, name)
}

function renamed(file: File, name: string): File {
  return new File([file], name, { type: file.type, lastModified: file.lastModified })
}

async function firstBytesOf(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, 16).arrayBuffer())
}

function isSameFile(a: File, b: File): boolean {
  return a.name === b.name && a.size === b.size && a.lastModified === b.lastModified
}

/** Names that browsers give to a picture from the clipboard, which has none of its own. */
const clipboardName = /^(?:image|blob|)(?:\.(?:png|jpe?g|gif|webp))?$/i

/**
 * Pictures from the clipboard under names that tell them apart; other files as they are.
 * `nameFor` gives the n-th name; a name that is taken is passed over.
 */
export function namePasted(
  files: readonly File[],
  present: readonly DraftFile[],
  nameFor: (n: number) => string,
): readonly File[] {
  const taken = new Set(present.map(({ file }) => file.name))
  let n = 0
  return files.map((file) => {
    if (!file.type.startsWith('image/') || !clipboardName.test(file.name)) return file
    let name
    do name = withExtensionOf(nameFor((n += 1)), file.type)
    while (taken.has(name))
    taken.add(name)
    return renamed(file, name)
  })
}

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/gif': '.gif',
  'image/webp': '.webp',
}

function withExtensionOf(name: string, type: string): string {
  const extension = extensions[type]
  return extension === undefined ? name : name.replace(/\.png$/i, extension)
}
