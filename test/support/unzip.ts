/** Files of an uncompressed zip by their paths, as its directory at the end names them. */
export async function unzip(zip: Blob): Promise<ReadonlyMap<string, Uint8Array>> {
  const bytes = new Uint8Array(await zip.arrayBuffer())
  const view = new DataView(bytes.buffer)
  let end = bytes.length - 22
  while (view.getUint32(end, true) !== 0x06054b50) end -= 1
  const count = view.getUint16(end + 10, true)
  const files = new Map<string, Uint8Array>()
  let at = view.getUint32(end + 16, true)
  for (let nth = 0; nth < count; nth += 1) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error('The directory is broken')
    if (view.getUint16(at + 10, true) !== 0) throw new Error('This reader knows stored files only')
    const size = view.getUint32(at + 24, true)
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true))
    const path = new TextDecoder().decode(bytes.slice(at + 46, at + 46 + nameLength!))
    const local = view.getUint32(at + 42, true)
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true)
    if (files.has(path)) throw new Error(`${path} is in it twice`)
    files.set(path, bytes.slice(start, start + size))
    at += 46 + nameLength! + extra! + comment!
  }
  return files
}
