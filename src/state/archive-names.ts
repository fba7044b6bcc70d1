import { plainFileName } from '../shared/file-name.js'

/** Names that Windows keeps for devices, whatever their ending. */
const devices = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|$)/i
/** File systems allow 255 bytes; a number and an ending may come. */
const longestBytes = 200
const longestEnding = 16

/**
 * A name that every system can unpack, and that stays where it is put: no path, no device, nothing that
 * Windows refuses.
 */
export function safeName(name: string): string {
  const plain = plainFileName(name.replace(/\p{Surrogate}/gu, '_').normalize('NFC'))
    .replace(/[<>"|?*]/g, '_')
    .replace(/[. ]+$/, '')
  const named = plain === '' ? 'attachment' : plain
  return shortened(devices.test(named) ? `_${named}` : named)
}

/** Gives each file of an archive a path of its own, also where capitals and small letters are the same. */
export function createArchivePaths(): (folder: string, fileName: string) => string {
  const taken = new Set<string>()
  return (folder, fileName) => {
    const name = safeName(fileName)
    const { stem, ending } = split(name)
    const before = folder === '' ? '' : `${safeName(folder)}/`
    let path = `${before}${name}`
    for (let nth = 2; taken.has(keyOf(path)); nth += 1) path = `${before}${stem} (${nth})${ending}`
    taken.add(keyOf(path))
    return path
  }
}

function keyOf(path: string): string {
  return path.toUpperCase().toLowerCase()
}

function split(name: string): { readonly stem: string; readonly ending: string } {
  const dot = name.lastIndexOf('.')
  if (dot <= 0 || name.length - dot > longestEnding) return { stem: name, ending: '' }
  return { stem: name.slice(0, dot), ending: name.slice(dot) }
}

/** Shortens the stem: the ending says what the file is. */
function shortened(name: string): string {
  const { stem, ending } = split(name)
  const encoder = new TextEncoder()
  const room = longestBytes - encoder.encode(ending).length
  let used = 0
  let kept = ''
  for (const character of stem) {
    used += encoder.encode(character).length
    if (used > room) return `${kept.trimEnd()}${ending}`
    kept += character
  }
  return name
}
