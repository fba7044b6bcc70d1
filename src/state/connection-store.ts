import type { Client } from '../client/types.js'
import { systemClock, type Clock } from '../shared/clock.js'
import { toSnowError } from '../shared/errors.js'
import { expiryAt, msToNextExpiryChange } from './connection-expiry.js'
import type { ConnectionEvent } from './connection-event.js'
import { nextConnectionState, sessionOf } from './connection-state.js'
import { createPresence } from './presence.js'
import { createSignInPreparation, type SignInPreparation } from './sign-in-preparation.js'
import { Store } from './store.js'
import type { ConnectionState, ConnectionStore } from './types.js'

/** The browser's word on the network and on the page: a hint, never a decision about the session. */
export interface Network {
  readonly onLine: boolean
  addEventListener(
    type: 'online' | 'offline' | 'pagehide',
    listener: (event: Event) => void,
    options: { signal: AbortSignal },
  ): void
}

export interface ConnectionStoreOptions {
  readonly client: Pick<Client, 'session' | 'proxy' | 'instance'>
  readonly clock?: Clock
  readonly network?: Network
}

/** Keeps the connection's state current: reads, sign-ins, sign-outs, other tabs, the network, the calendar. */
export function createConnectionStore(options: ConnectionStoreOptions): ConnectionStore {
  return new LiveConnection(options)
}

class LiveConnection extends Store<ConnectionState> implements ConnectionStore {
  readonly #session: Client['session']
  readonly #clock: Clock
  readonly #presence: ReturnType<typeof createPresence>
  readonly #preparation: SignInPreparation
  #reading: AbortController | undefined
  #signIn: AbortController | undefined
  /** The sign-in that the page is about to leave for. */
  #leaving: AbortController | undefined
  #cancelExpiry = (): void => {}

  constructor({ client, clock = systemClock, network = browserNetwork() }: ConnectionStoreOptions) {
    const missing = (['proxy', 'instance'] as const).filter((name) => client[name] === '')
    super(missing.length > 0 ? { phase: 'unconfigured', missing } : { phase: 'checking' })
    this.#session = client.session
    this.#clock = clock
    this.#preparation = createSignInPreparation(clock)
    this.#presence = createPresence((signal) => this.#keepCurrent(signal, network))
  }

  start(signal: AbortSignal): void {
    if (this.get().phase !== 'unconfigured') this.#presence.join(signal)
  }

  beforeSignIn(work: () => Promise<unknown>, signal: AbortSignal): void {
    this.#preparation.add(work, signal)
  }

  connect(): void {
    const attempt = this.#startSignIn('popup')
    if (attempt === undefined) return
    const onSeemsClosed = (closed: boolean): void => {
      if (this.#signIn === attempt) this.#dispatch({ type: 'window-seems-closed', closed })
    }
    // In the same turn as the click: browsers block a window that is opened any later.
    const opened = this.#session.signInWithPopup({ signal: attempt.signal, onSeemsClosed })
    // A phone may end this page while its window is in front.
    void this.#preparation.begin()
    opened.then(
      (session) => this.#dispatch({ type: 'session-read', session, over: false }),
      (error: unknown) => {
        if (this.#signIn !== attempt) return
        const known = toSnowError(error)
        if (known.code === 'SNOW_ABORTED') this.#dispatch({ type: 'sign-in-cancelled' })
        else this.#dispatch({ type: 'sign-in-failed', error: known })
      },
    )
  }

  connectByRedirect(): void {
    const attempt = this.#startSignIn('redirect')
    if (attempt === undefined) return
    const leave = (): void => {
      // Cancelled, or signed in by another tab meanwhile.
      if (this.#signIn !== attempt) return
      this.#leaving = undefined
      this.#session.signInWithRedirect()
    }
    const preparing = this.#preparation.begin()
    if (preparing === undefined) return leave()
    this.#leaving = attempt
    void preparing.then(leave)
  }

  reopenPopup(): void {
    if (this.get().phase === 'connecting') this.#session.reopenPopup()
  }

  cancel(): void {
    const waited = this.get().phase === 'connecting'
    this.#endSignIn()
    this.#dispatch({ type: 'sign-in-cancelled' })
    // The session that goes on may have ended meanwhile, and the window may have been faster than the click.
    if (waited) this.#read()
  }

  async disconnect(): Promise<void> {
    this.#endSignIn()
    this.#reading?.abort()
    try {
      await this.#session.signOut()
    } catch (error) {
      throw toSnowError(error)
    }
    this.#reading?.abort()
    this.#dispatch({ type: 'signed-out' })
  }

  report(error: unknown): void {
    const { code } = toSnowError(error)
    if (code === 'SNOW_OFFLINE') return this.#dispatch({ type: 'went-offline' })
    if (code === 'SNOW_USER_CHANGED') return this.#read()
    if (code !== 'SNOW_RECONNECT_NEEDED' && code !== 'SNOW_NOT_CONNECTED') return
    // No read here: a proxy that says "connected" while the instance refuses would turn this into a loop.
    this.#dispatch({ type: 'session-lost', reason: this.#over() ? 'expired' : 'revoked' })
  }

  retry(): void {
    this.#dispatch({ type: 'retry' })
    this.#read()
  }

  #keepCurrent(signal: AbortSignal, network: Network | undefined): void {
    this.#session.onMaybeChanged(() => this.#read(), signal)
    network?.addEventListener('online', () => this.#read(), { signal })
    network?.addEventListener('offline', () => this.#dispatch({ type: 'went-offline' }), { signal })
    network?.addEventListener('pagehide', (event) => this.#putAway(event), { signal })
    signal.addEventListener('abort', () => {
      this.#reading?.abort()
      this.#cancelExpiry()
    })
    this.#read()
    this.#watchExpiry()
  }

  /** A page that comes back as it was asks on `pageshow`, before it shows what it had. */
  #putAway(event: Event): void {
    if (!('persisted' in event) || event.persisted !== true) return
    this.#reading?.abort()
    this.#dispatch({ type: 'page-left' })
  }

  #read(): void {
    this.#reading?.abort()
    const reading = (this.#reading = new AbortController())
    this.#session.read({ signal: reading.signal }).then(
      (session) => {
        if (reading.signal.aborted) return
        // "Nobody" tells of a page that came back without; this one has yet to leave, and keeps its drafts for it.
        if (!session.connected && this.#leaving !== undefined && this.#leaving === this.#signIn) return
        this.#dispatch({ type: 'session-read', session, over: this.#over() })
      },
      (error: unknown) => {
        if (!reading.signal.aborted) this.#dispatch({ type: 'read-failed', error: toSnowError(error) })
      },
    )
  }

  #startSignIn(by: 'popup' | 'redirect'): AbortController | undefined {
    this.#dispatch({ type: 'sign-in-started', by, at: this.#clock.now() })
    if (this.get().phase !== 'connecting') return undefined
    this.#signIn?.abort()
    return (this.#signIn = new AbortController())
  }

  #endSignIn(): void {
    const attempt = this.#signIn
    this.#signIn = undefined
    attempt?.abort()
  }

  #over(): boolean {
    const session = sessionOf(this.get())
    return session !== undefined && Date.parse(session.expiresAt) <= this.#clock.now()
  }

  #dispatch(event: ConnectionEvent): void {
    const before = this.get()
    this.transition(nextConnectionState(before, event))
    const state = this.get()
    if (before.phase === 'connecting' && state.phase === 'connected') this.#endSignIn()
    if (sessionOf(before) !== sessionOf(state) || before.phase !== state.phase) this.#watchExpiry()
  }

  #watchExpiry(): void {
    this.#cancelExpiry()
    const state = this.get()
    if (state.phase !== 'connected' || !this.#presence.present) return
    const now = this.#clock.now()
    this.#cancelExpiry = this.#clock.after(msToNextExpiryChange(state.session, now), () => {
      this.#watchExpiry()
      if (this.#over()) this.#read()
    })
    this.#dispatch({ type: 'expiry-changed', expiry: expiryAt(state.session, now) })
  }
}

function browserNetwork(): Network | undefined {
  if (typeof window === 'undefined') return undefined
  return {
    get onLine() {
      return navigator.onLine
    },
    addEventListener: (type, listener, options) => window.addEventListener(type, listener, options),
  }
}
