import { isSnowError, SnowError } from '../shared/errors.js'
import { parseSession } from '../protocol/parse-session.js'
import {
  proxyPath,
  type ConnectedSession,
  type Session,
  type SignInFlow,
} from '../protocol/proxy-contract.js'
import type { Connection } from './connection.js'
import { callOf } from './call-options.js'
import { announceSessionChange, onSessionSignal } from './session-signals.js'
import type { CallOptions, SessionApi, SignInNavigation } from './types.js'
import { waitForSignIn } from './wait-for-sign-in.js'

type Popup = NonNullable<ReturnType<SignInNavigation['open']>>

/** How long the poll of a sign-in waits for one answer. */
const pollDeadlineMs = 10_000

/** The session of a client; `onConnected` runs whenever somebody is found signed in. */
export function createSession(connection: Connection, onConnected: () => void): SessionApi {
  const { settings, transport } = connection
  const { instance, navigation, proxy, clock } = settings
  let popup: Popup | undefined

  async function read(options: CallOptions, poll = false): Promise<Session> {
    const request = { ...callOf(options), path: proxyPath.session(instance) }
    const session = await transport.json(
      poll ? { ...request, once: true, deadlineMs: pollDeadlineMs } : request,
      parseSession,
    )
    const before = connection.session
    connection.session = session
    if (session.connected) onConnected()
    // By whichever read finds it: the one that ends the wait may come after another that calls it off.
    if (popup !== undefined && session.connected && isOtherSignIn(session, before)) announceSessionChange()
    return session
  }

  function loginUrl(flow: SignInFlow): string {
    const parameters = new URLSearchParams({ flow })
    if (flow === 'redirect') parameters.set('return', navigation.returnTo)
    return `${proxy}${proxyPath.login(instance)}?${parameters}`
  }

  async function waitFor(opened: Popup, signal: AbortSignal | undefined): Promise<ConnectedSession> {
    const before = connection.session
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
      // Where the window explains what went wrong, it stays: it can also start again.
      if (!isSnowError(error) || connection.session?.failure?.code !== error.code) opened.close()
      throw error
    } finally {
      if (popup === opened) popup = undefined
    }
  }

  return {
    read: (options = {}) => read(options),

    signInWithPopup({ signal } = {}) {
      if (signal?.aborted) return Promise.reject(signal.reason as Error)
      // Before anything that waits: browsers only let a click open windows.
      const opened = navigation.open(loginUrl('popup'))
      if (opened === null) {
        return Promise.reject(new SnowError('SNOW_POPUP_BLOCKED', 'The browser blocked the sign-in window'))
      }
      popup = opened
      return waitFor(opened, signal)
    },

    reopenPopup() {
      if (popup === undefined) navigation.open(loginUrl('popup'))
      else popup.focus()
    },

    signInWithRedirect: () => navigation.assign(loginUrl('redirect')),

    async signOut(options = {}) {
      const request = {
        ...callOf(options),
        method: 'POST',
        path: proxyPath.logout(instance),
        body: '{}',
      } as const
      await transport.send(request)
      if (connection.session) connection.session = { connected: false, instance: connection.session.instance }
      announceSessionChange()
    },

    onMaybeChanged: (listener, signal) => onSessionSignal(proxy, listener, signal),
  }
}

function isOtherSignIn({ connectedAt }: ConnectedSession, before: Session | undefined): boolean {
  return !before?.connected || connectedAt !== before.connectedAt
}
