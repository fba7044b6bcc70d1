import { useEffect, useState, useSyncExternalStore } from 'react'
import {
  createIncidentPicker,
  type IncidentPicker,
  type IncidentPickerOptions,
  type IncidentPickerSnapshot,
} from '../picker.js'

/** A picker that a component draws itself: its snapshot, and the picker for rows and acts. */
export interface UsedIncidentPicker extends IncidentPickerSnapshot {
  readonly picker: IncidentPicker
}

/**
 * The headless picker in a component: it starts when the component is shown, ends with it, and renders it
 * again with each snapshot. The options are those of the first render; give the component another `key` for
 * others. Renders on a server too, as a picker that has read nothing.
 */
export function useIncidentPicker(options: IncidentPickerOptions): UsedIncidentPicker {
  const [picker] = useState(() => createIncidentPicker(options))
  const snapshot = useSyncExternalStore(picker.subscribe, picker.getSnapshot, picker.getServerSnapshot)
  useEffect(() => {
    const life = new AbortController()
    picker.start(life.signal)
    return () => life.abort()
  }, [picker])
  return { ...snapshot, picker }
}
