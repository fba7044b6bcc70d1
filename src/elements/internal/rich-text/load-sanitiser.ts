import type { Sanitiser } from './sanitiser.js'

let loading: Promise<Sanitiser> | undefined

/** The page's one sanitiser. DOMPurify is a chunk of its own, loaded when the first markup is to be shown. */
export function loadSanitiser(): Promise<Sanitiser> {
  loading ??= import('./sanitiser.js').then(
    ({ createSanitiser }) => createSanitiser(),
    (error: unknown) => {
      loading = undefined
      throw error
    },
  )
  return loading
}
