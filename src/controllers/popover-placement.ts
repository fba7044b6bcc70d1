/** The edge of the button that the popup keeps to, in the direction of the text. */
export type PopoverPlacement = 'start' | 'end'

const gap = 6
const margin = 8

/**
 * Puts `popup` below `trigger`, and keeps it there until `signal` aborts. The plain place is taken at once;
 * what looks for room when there is none is loaded on the first use, for it weighs more than all else here.
 */
export function placeBeside(
  trigger: HTMLElement,
  popup: HTMLElement,
  align: PopoverPlacement,
  signal: AbortSignal,
): void {
  placePlainly(trigger, popup, align)
  import('@floating-ui/dom').then(
    ({ autoUpdate, computePosition, flip, offset, shift, size }) => {
      if (signal.aborted) return
      const place = async (): Promise<void> => {
        const { x, y } = await computePosition(trigger, popup, {
          strategy: 'fixed',
          placement: `bottom-${align}`,
          middleware: [
            offset(gap),
            flip({ padding: margin }),
            shift({ padding: margin }),
            size({
              padding: margin,
              apply: ({ availableHeight }) => {
                popup.style.maxBlockSize = `${Math.max(120, Math.floor(availableHeight))}px`
              },
            }),
          ],
        })
        if (!signal.aborted) moveTo(popup, x, y)
      }
      const stop = autoUpdate(trigger, popup, () => void place())
      signal.addEventListener('abort', stop, { once: true })
    },
    () => {
      // The chunk did not load: the plain place serves.
    },
  )
}

function placePlainly(trigger: HTMLElement, popup: HTMLElement, align: PopoverPlacement): void {
  const button = trigger.getBoundingClientRect()
  const { width } = popup.getBoundingClientRect()
  const leftEdge = (align === 'start') === (getComputedStyle(trigger).direction === 'ltr')
  const x = leftEdge ? button.left : button.right - width
  const room = popup.ownerDocument.documentElement.clientWidth - width - margin
  moveTo(popup, Math.max(margin, Math.min(x, room)), button.bottom + gap)
}

/** The CSSOM, not a style attribute: a strict CSP allows the one and refuses the other. */
function moveTo(popup: HTMLElement, x: number, y: number): void {
  popup.style.left = `${x}px`
  popup.style.top = `${y}px`
}
