import { createIncidentPicker } from '../../src/picker.js'
import type { IncidentPicker, IncidentPickerOptions, IncidentPickerSnapshot } from '../../src/picker.js'
import { createWorld, type World, type WorldOptions } from '../support/world.js'

export interface StartedPicker {
  readonly world: World
  readonly picker: IncidentPicker
  /** Ends it. */
  readonly life: AbortController
}

const lives: AbortController[] = []

/** A picker over all incidents that an agent sees. */
export async function startPicker(
  options: IncidentPickerOptions = {},
  world: WorldOptions = {},
): Promise<StartedPicker> {
  const made = await createWorld({ user: 'beth.anglin', ...world })
  const picker = createIncidentPicker({ workspace: made.workspace, view: 'all', ...options })
  const life = new AbortController()
  lives.push(life)
  picker.start(life.signal)
  return { world: made, picker, life }
}

/** Ends what `startPicker` began; for `afterEach`. */
export function endPickers(): void {
  for (const life of lives.splice(0)) life.abort()
}

/** Resolves with the first snapshot, the present one included, of which `holds` is true. */
export function untilSnapshot(
  picker: IncidentPicker,
  holds: (snapshot: IncidentPickerSnapshot) => boolean,
): Promise<IncidentPickerSnapshot> {
  return new Promise((resolve) => {
    const look = (): void => {
      const snapshot = picker.getSnapshot()
      if (!holds(snapshot)) return
      end()
      resolve(snapshot)
    }
    const end = picker.subscribe(look)
    look()
  })
}

export const isRead = ({ list }: IncidentPickerSnapshot): boolean =>
  list.status === 'ready' && !list.replacing && list.seen > 0

export function numberAt(picker: IncidentPicker, place: number): string {
  const row = picker.rowAt(place)
  return row.kind === 'record' ? row.record.number : row.kind
}
