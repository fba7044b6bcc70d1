import { isSnowError, SnowError } from '../shared/errors.js'
import { parseSession } from '../protocol/parse-session.js'
import { proxyPath, type ConnectedSession, type Session } from '../protocol/proxy-contract.js'
import type { Connection } from './connection.js'
import { callOf } from './call-options.js'
import { announceSessionChange, onSessionSignal } from './session-signals.js'
import { watchClosed } from './closed-hint.js'
import type { CallOptions, PopupOptions, SessionApi, SignInWindow } from './types.js'
import { waitForSignIn } from './wait-for-sign-in.js'

/** How long the poll of a sign-in waits for one answer. */
const pollDeadlineMs = 10_000

/** The session of a client; `onConnected` runs whenever somebody is found signed in. */
export function createSession(connection: Connection, onConnected: () => void): SessionApi {
  const { settings, transport, form } = connection
  const { instance, navigation, proxy, clock } = settings
  const windowName = `snowline ${proxy} ${instance}`
  let popup: SignInWindow | undefined
  let lookAnew = (): void => undefined

  async function read(options: CallOptions, poll = false): Promise<Session> {
    const request = { ...callOf(options), path: proxyPath.session(instance) }
    await form.takeIn(options.signal)
    const told = await transport.json(
      poll ? { ...request, once: true, deadlineMs: pollDeadlineMs } : request,
      parseSession,
    )
    const session = await form.complete(told)
    const before = connection.session
    connection.session = session
    if (session.connected) onConnected()
    // By whichever read finds it: the one that ends the wait may come after another that calls it off.
    if (popup !== undefined && session.connected && isOtherSignIn(session, before)) announceSessionChange()
    return session
  }

  /** A window within the click, whether its address is ready or not. */
  function openPopup(onFailed: (error: unknown) => void): SignInWindow | null {
    const ready = form.loginUrl('popup')
    const opened = navigation.open(ready ?? 'about:blank', windowName)
    if (ready === undefined && opened !== null) {
      form.prepareLogin('popup').then((url) => opened.go(url), onFailed)
    }
    return opened
  }

  async function waitFor(
    opened: SignInWindow,
    { signal, onSeemsClosed: tell }: PopupOptions,
  ): Promise<ConnectedSession> {
    const before = connection.session
    const waiting = new AbortController()
    if (tell) lookAnew = watchClosed({ window: opened, navigation, clock, tell, signal: waiting.signal })
    try {
      const session = await waitForSignIn({
        ask: (ended) => read({ signal: ended }, true),
        isNew: (session) => isOtherSignIn(session, before),
        failureOf: ({ failure }) => (failure?.at === before?.failure?.at ? undefined : failure?.code),
        listen: (listener, ended) => onSessionSignal(proxy, listener, ended),
        clock,
        signal,
      })
      opened.close()
      return session
    } catch (error) {
      if (!isLeftOpen(error)) opened.close()
      throw error
    } finally {
      waiting.abort()
      if (popup === opened) popup = undefined
    }
  }

  /** A window that explains what went wrong stays, it can also start again; so does one that is only late. */
  function isLeftOpen(error: unknown): boolean {
    if (!isSnowError(error)) return false
    return error.code === 'SNOW_SIGN_IN_TIMEOUT' || connection.session?.failure?.code === error.code
  }

  return {
    read: (options = {}) => read(options),

    signInWithPopup({ signal, onSeemsClosed } = {}) {
      if (signal?.aborted) return Promise.reject(signal.reason as Error)
      // Before anything that waits: browsers only let a click open windows.
      const prepared = new AbortController()
      const opened = openPopup((error) => prepared.abort(error))
      if (opened === null) {
        return Promise.reject(new SnowError('SNOW_POPUP_BLOCKED', 'The browser blocked the sign-in window'))
      }
      popup = opened
      const ended = signal === undefined ? prepared.signal : AbortSignal.any([signal, prepared.signal])
      return waitFor(opened, { signal: ended, onSeemsClosed })
    },

    reopenPopup() {
      if (popup === undefined) openPopup(() => undefined)
      else popup.focus()
      lookAnew()
    },

    signInWithRedirect() {
      const ready = form.loginUrl('redirect')
      if (ready !== undefined) return navigation.assign(ready)
      form.prepareLogin('redirect').then(
        (url) => navigation.assign(url),
        () => announceSessionChange(),
      )
    },

    async signOut(options = {}) {
      const request = {
        ...callOf(options),
        method: 'POST',
        path: proxyPath.logout(instance),
        body: '{}',
      } as const
      await form.signOut(() => transport.send(request))
      if (connection.session) connection.session = { connected: false, instance: connection.session.instance }
      announceSessionChange()
    },

    onMaybeChanged: (listener, signal) => onSessionSignal(proxy, listener, signal),
  }
}

function isOtherSignIn({ connectedAt }: ConnectedSession, before: Session | undefined): boolean {
  return !before?.connected || connectedAt !== before.connectedAt
}
