/** What a key means in a grid of rows. */
export type GridCommand =
  | { readonly type: 'move'; readonly to: number; readonly extend: boolean }
  | {
      readonly type:
        'forward' | 'back' | 'toggle' | 'extend' | 'select-all' | 'undo' | 'open' | 'search' | 'escape'
    }

export interface GridPlace {
  /** The active row; −1 before there was one. */
  readonly active: number
  readonly count: number
  readonly pageSize: number
  readonly rightToLeft: boolean
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** The command of a key; `undefined` leaves it to the browser. */
export function gridCommand(press: KeyPress, place: GridPlace): GridCommand | undefined {
  const modified = press.ctrlKey || press.metaKey
  if (press.altKey) return undefined
  if (modified) {
    if (press.key.toLowerCase() === 'a' && !press.shiftKey) return { type: 'select-all' }
    if (press.key.toLowerCase() === 'z' && !press.shiftKey) return { type: 'undo' }
    return press.key === 'Home' || press.key === 'End' ? move(press, place) : undefined
  }
  switch (press.key) {
    case 'ArrowRight':
      return { type: place.rightToLeft ? 'back' : 'forward' }
    case 'ArrowLeft':
      return { type: place.rightToLeft ? 'forward' : 'back' }
    case ' ':
      return { type: press.shiftKey ? 'extend' : 'toggle' }
    case 'Enter':
      return { type: 'open' }
    case '/':
      return { type: 'search' }
    case 'Escape':
      return { type: 'escape' }
    default:
      return move(press, place)
  }
}

function move(press: KeyPress, place: GridPlace): GridCommand | undefined {
  const to = target(press.key, place)
  if (to === undefined || place.count === 0) return undefined
  return { type: 'move', to: Math.max(0, Math.min(place.count - 1, to)), extend: press.shiftKey }
}

function target(key: string, { active, count, pageSize }: GridPlace): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return active + 1
    case 'ArrowUp':
      return active - 1
    case 'PageDown':
      return active + pageSize
    case 'PageUp':
      return active - pageSize
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
