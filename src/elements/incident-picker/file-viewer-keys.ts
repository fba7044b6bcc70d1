import type { FileViewerController } from '../../controllers/file-viewer-controller.js'

type Viewer = Pick<FileViewerController, 'close' | 'step' | 'toggle'>

/** Keys of the viewer: Escape closes it, arrows go to the next file and back, Space picks the file. */
export function onViewerKey(event: KeyboardEvent, viewer: Viewer): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  const panel = event.currentTarget as HTMLElement
  const target = event.target as HTMLElement
  const act = commandOf(event.key, panel.matches(':dir(rtl)'), viewer)
  if (act === undefined) return
  // A long text is scrolled by these keys, a button is pressed by Space.
  if (/^(?:ArrowUp|ArrowDown)$/.test(event.key) && target.closest('.preview-text') !== null) return
  if (event.key === ' ' && target !== panel) return
  event.preventDefault()
  event.stopPropagation()
  act()
}

function commandOf(key: string, rightToLeft: boolean, viewer: Viewer): (() => void) | undefined {
  const next = (): void => viewer.step(1)
  const previous = (): void => viewer.step(-1)
  switch (key) {
    case 'Escape':
      return viewer.close
    case ' ':
      return viewer.toggle
    case 'ArrowDown':
      return next
    case 'ArrowUp':
      return previous
    case 'ArrowRight':
      return rightToLeft ? previous : next
    case 'ArrowLeft':
      return rightToLeft ? next : previous
    default:
      return undefined
  }
}
