import { type Store } from './storage/store.js'

/** The value of a system property; `fallback` when it is not set, or empty. */
export function propertyOf(store: Store, name: string, fallback = ''): string {
  return store.table('sys_properties').find('name', name)?.value || fallback
}

/** Whether a system property says `true`. */
export function isPropertySet(store: Store, name: string, fallback = false): boolean {
  return propertyOf(store, name, String(fallback)) === 'true'
}
