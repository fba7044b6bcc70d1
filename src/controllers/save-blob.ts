import { systemClock, type Clock } from '../shared/clock.js'
import { plainFileName } from '../shared/file-name.js'

/** Long enough for a browser to ask where to save. */
const keptMs = 60_000

/**
 * Offers bytes as a download. They go as `application/octet-stream`: the address of a blob has the
 * host page's origin, and a document opened under it would run its script there.
 */
export function saveBlob(blob: Blob, fileName: string, clock: Clock = systemClock): void {
  const inert = blob.slice(0, blob.size, 'application/octet-stream')
  const url = URL.createObjectURL(inert)
  const link = document.createElement('a')
  link.href = url
  link.download = plainFileName(fileName)
  link.click()
  clock.after(keptMs, () => URL.revokeObjectURL(url))
}
