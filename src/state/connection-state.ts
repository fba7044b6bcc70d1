import type { ConnectedSession, InstanceSummary, Session } from '../protocol/proxy-contract.js'
import type { SnowError } from '../shared/errors.js'
import type { Expiry } from './connection-expiry.js'
import type { ConnectionState, EndReason } from './types.js'

/** What can happen to a connection. */
export type ConnectionEvent =
  /** The proxy said who is signed in; `over` when the session that we held has passed its end. */
  | { readonly type: 'session-read'; readonly session: Session; readonly over: boolean }
  | { readonly type: 'read-failed'; readonly error: SnowError }
  | { readonly type: 'retry' }
  | { readonly type: 'sign-in-started'; readonly by: 'popup' | 'redirect'; readonly at: number }
  | { readonly type: 'sign-in-failed'; readonly error: SnowError }
  | { readonly type: 'sign-in-cancelled' }
  | { readonly type: 'signed-out' }
  /** A call learned that the session is dead. */
  | { readonly type: 'session-lost'; readonly reason: EndReason }
  | { readonly type: 'expiry-changed'; readonly expiry: Expiry | undefined }
  | { readonly type: 'went-offline' }

/** The next state of the connection; the same object when nothing changes. */
export function nextConnectionState(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  if (state.phase === 'unconfigured') return state
  switch (event.type) {
    case 'session-read':
      return event.session.connected
        ? afterConnected(state, event.session)
        : afterNobody(state, event.session, event.over)
    case 'read-failed':
      return afterReadFailed(state, event.error)
    case 'retry':
      return state.phase === 'failed' && state.session === undefined ? { phase: 'checking' } : state
    case 'sign-in-started':
      return afterSignInStarted(state, event.by, event.at)
    case 'sign-in-failed':
      if (state.phase !== 'connecting') return state
      return { phase: 'failed', error: event.error, instance: state.instance, session: state.session }
    case 'sign-in-cancelled':
      return state.phase === 'connecting' ? beforeSignIn(state) : state
    case 'signed-out':
      return afterSignedOut(state)
    case 'session-lost':
      if (state.phase !== 'connected' && state.phase !== 'offline') return state
      if (state.session === undefined) return state
      return { phase: 'reconnect-needed', session: state.session, reason: event.reason }
    case 'expiry-changed':
      return afterExpiry(state, event.expiry)
    case 'went-offline':
      if (state.phase === 'connected') return { phase: 'offline', session: state.session }
      if (state.phase === 'checking') return { phase: 'offline', session: undefined }
      return state
  }
}

/** The session whose data may be on screen. */
export function sessionOf(state: ConnectionState): ConnectedSession | undefined {
  return 'session' in state ? state.session : undefined
}

export function instanceOf(state: ConnectionState): InstanceSummary | undefined {
  return sessionOf(state)?.instance ?? ('instance' in state ? state.instance : undefined)
}

/**
 * The sys_id of the user whose data may be on screen. Whatever was read for the owner before must go
 * when it changes: by a sign-out, or because another tab signed in as somebody else.
 */
export function ownerOf(state: ConnectionState): string | undefined {
  return sessionOf(state)?.user.sysId
}

function afterConnected(state: ConnectionState, session: ConnectedSession): ConnectionState {
  // The session that is being renewed is no proof that it was.
  if (state.phase === 'connecting' && state.renewing && isSameSignIn(state.session, session)) return state
  if (state.phase !== 'connected') return { phase: 'connected', session }
  return sameSession(state.session, session) ? state : { phase: 'connected', session }
}

function isSameSignIn(a: ConnectedSession | undefined, b: ConnectedSession): boolean {
  return a?.connectedAt === b.connectedAt && a.user.sysId === b.user.sysId
}

/** Field by field: a poll that says nothing new must not redraw the page. */
function sameSession(a: ConnectedSession, b: ConnectedSession): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function afterNobody(
  state: Exclude<ConnectionState, { phase: 'unconfigured' }>,
  { instance, reason }: Exclude<Session, ConnectedSession>,
  over: boolean,
): ConnectionState {
  switch (state.phase) {
    case 'connecting':
      // A popup is still being worked on. A page that left by redirect and sees this came back without.
      return state.by === 'popup' ? state : beforeSignIn(state)
    case 'reconnect-needed':
      return state
    case 'disconnected':
      return reason === undefined || reason === state.reason ? state : disconnected(instance, reason)
  }
  const session = sessionOf(state)
  if (session === undefined) return disconnected(instance, reason)
  const ended = reason ?? (over ? 'expired' : undefined)
  // Without a reason somebody signed out, here or in another tab: nothing of theirs may stay.
  return ended === undefined
    ? disconnected(instance, 'signed-out')
    : { phase: 'reconnect-needed', session, reason: ended }
}

function afterReadFailed(state: ConnectionState, error: SnowError): ConnectionState {
  if (state.phase === 'checking' || state.phase === 'failed' || state.phase === 'offline') {
    if (error.code === 'SNOW_OFFLINE') return { phase: 'offline', session: sessionOf(state) }
    return { phase: 'failed', error, instance: instanceOf(state), session: sessionOf(state) }
  }
  if (state.phase === 'connected' && error.code === 'SNOW_OFFLINE') {
    return { phase: 'offline', session: state.session }
  }
  // One read in the background that failed says nothing about a session that answered before.
  return state
}

function afterSignInStarted(
  state: ConnectionState,
  by: 'popup' | 'redirect',
  startedAt: number,
): ConnectionState {
  const instance = instanceOf(state)
  if (instance === undefined || state.phase === 'offline') return state
  const reason = 'reason' in state ? state.reason : undefined
  const renewing = state.phase === 'connected' || (state.phase === 'connecting' && state.renewing)
  return {
    phase: 'connecting',
    instance,
    by,
    startedAt,
    session: sessionOf(state),
    ...(reason !== undefined && { reason }),
    ...(renewing && { renewing }),
  }
}

function beforeSignIn(state: Extract<ConnectionState, { phase: 'connecting' }>): ConnectionState {
  if (state.session === undefined) return disconnected(state.instance, state.reason)
  if (state.renewing) return { phase: 'connected', session: state.session }
  const reason = state.reason === 'revoked' ? 'revoked' : 'expired'
  return { phase: 'reconnect-needed', session: state.session, reason }
}

function afterSignedOut(state: ConnectionState): ConnectionState {
  const instance = instanceOf(state)
  return instance === undefined ? state : disconnected(instance, 'signed-out')
}

function afterExpiry(state: ConnectionState, expiry: Expiry | undefined): ConnectionState {
  if (state.phase !== 'connected') return state
  if (state.expiring === expiry?.days && state.expiryNotice === expiry?.notice) return state
  const { session } = state
  return expiry === undefined
    ? { phase: 'connected', session }
    : { phase: 'connected', session, expiring: expiry.days, expiryNotice: expiry.notice }
}

function disconnected(
  instance: InstanceSummary,
  reason: EndReason | 'signed-out' | undefined,
): ConnectionState {
  return reason === undefined
    ? { phase: 'disconnected', instance }
    : { phase: 'disconnected', instance, reason }
}
