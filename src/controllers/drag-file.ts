import type { Clock } from '../shared/clock.js'
import { plainFileName } from '../shared/file-name.js'

/** Long enough to be dragged somewhere and written there. */
const keptMs = 60_000

interface Brands {
  readonly userAgentData?: { readonly brands: readonly { readonly brand: string }[] }
}

/**
 * Whether a file can be dragged out of the page: Chromium writes a `DownloadURL` where it is dropped;
 * Firefox and Safari know nothing of the kind.
 */
export function canDragOut(): boolean {
  const { userAgentData } = navigator as Brands
  return userAgentData?.brands.some(({ brand }) => brand === 'Chromium') ?? false
}

/**
 * Lets a file be dropped on the desktop. Its bytes have to be here already: a drag cannot wait, and the
 * relay's own address answers calls of a listed page only, never the browser's download. They go as
 * `application/octet-stream`, as every download does: a window that opens this address saves it.
 */
export function dragFile(transfer: DataTransfer, bytes: Blob, fileName: string, clock: Clock): void {
  const url = URL.createObjectURL(bytes.slice(0, bytes.size, 'application/octet-stream'))
  transfer.effectAllowed = 'copy'
  transfer.setData('DownloadURL', `application/octet-stream:${plainFileName(fileName)}:${url}`)
  clock.after(keptMs, () => URL.revokeObjectURL(url))
}
