import {
  getCurrentInstance,
  onMounted,
  onScopeDispose,
  shallowReadonly,
  shallowRef,
  type ShallowRef,
} from 'vue'
import {
  createIncidentPicker,
  type IncidentPicker,
  type IncidentPickerOptions,
  type IncidentPickerSnapshot,
} from '../picker.js'

/** A picker that a component draws itself: its snapshot, and the picker for rows and acts. */
export interface UsedIncidentPicker {
  readonly picker: IncidentPicker
  readonly snapshot: Readonly<ShallowRef<IncidentPickerSnapshot>>
}

/**
 * The headless picker in a component, or in any effect scope: it starts when the component is mounted, or at
 * once where there is none, and ends with the scope. A row that is read in a template or a computed value
 * belongs to `snapshot`: read that first. On a server nothing starts.
 */
export function useIncidentPicker(options: IncidentPickerOptions): UsedIncidentPicker {
  const picker = createIncidentPicker(options)
  const snapshot = shallowRef(getCurrentInstance() ? picker.getServerSnapshot() : picker.getSnapshot())
  const life = new AbortController()
  const begin = (): void => {
    const end = picker.subscribe(() => (snapshot.value = picker.getSnapshot()))
    life.signal.addEventListener('abort', end)
    picker.start(life.signal)
    snapshot.value = picker.getSnapshot()
  }
  if (getCurrentInstance()) onMounted(begin)
  else begin()
  onScopeDispose(() => life.abort())
  return { picker, snapshot: shallowReadonly(snapshot) }
}
