import type { Clock } from '../shared/clock.js'
import type { SignInNavigation, SignInWindow } from './types.js'

/** Long enough for a window that closes itself to be followed by the session that it brought. */
const patienceMs = 2_000
const lookEveryMs = 500

export interface ClosedHintOptions {
  readonly window: SignInWindow
  readonly navigation: Pick<SignInNavigation, 'focused'>
  readonly clock: Clock
  readonly tell: (closed: boolean) => void
  /** Ends it. */
  readonly signal: AbortSignal
}

/**
 * Tells when the sign-in window looks closed for two seconds while the person is at the page, and when it
 * no longer does. It only looks: under an opener policy `closed` is true from the start, so nothing may
 * follow from it but a question. Returns what begins the two seconds anew.
 */
export function watchClosed({ window, navigation, clock, tell, signal }: ClosedHintOptions): () => void {
  let since: number | undefined
  let told = false
  let cancel = (): void => undefined

  const say = (closed: boolean): void => {
    if (closed === told) return
    told = closed
    tell(closed)
  }
  const look = (): void => {
    if (navigation.focused === true && window.closed === true) since ??= clock.now()
    else since = undefined
    say(since !== undefined && clock.now() - since >= patienceMs)
    cancel = clock.after(lookEveryMs, look)
  }

  signal.addEventListener('abort', () => cancel(), { once: true })
  if (!signal.aborted) look()
  return () => {
    since = undefined
    say(false)
  }
}
