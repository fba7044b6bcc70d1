import type { ConnectedSession, InstanceSummary, Session } from '../protocol/proxy-contract.js'
import type { SnowError } from '../shared/errors.js'
import type { ConnectionEvent } from './connection-event.js'
import type { Expiry } from './connection-expiry.js'
import type { ConnectionState, EndReason } from './types.js'

type Configured = Exclude<ConnectionState, { phase: 'unconfigured' }>
type Connecting = Extract<ConnectionState, { phase: 'connecting' }>

/** The next state of the connection; the same object when nothing changes. */
export function nextConnectionState(state: ConnectionState, event: ConnectionEvent): ConnectionState {
  if (state.phase === 'unconfigured') return state
  return 'unconfirmed' in state ? afterReturn(state, event) : after(state, event)
}

/** Only an answer about the session lets what is unconfirmed be seen again. */
function afterReturn(state: Configured, event: ConnectionEvent): ConnectionState {
  const { unconfirmed: _, ...known } = state as Extract<Configured, { unconfirmed?: true }>
  if (event.type === 'session-read' || event.type === 'signed-out') return after(known, event)
  if (event.type === 'read-failed') {
    // Nobody can say whose it is: it may be read, and must not pass for current.
    return known.phase === 'connected' ? afterUnanswered(known, event.error) : known
  }
  const next = event.type === 'page-left' ? known : after(known, event)
  return next === known ? state : ({ ...next, unconfirmed: true } as ConnectionState)
}

function after(state: Configured, event: ConnectionEvent): ConnectionState {
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
    case 'window-seems-closed':
      return afterLook(state, event.closed)
    case 'signed-out':
      return afterSignedOut(state)
    case 'session-lost':
      if (state.phase === 'connecting') return afterEndWhileConnecting(state, event.reason)
      if (state.phase !== 'connected' && state.phase !== 'offline') return state
      if (state.session === undefined) return state
      return { phase: 'reconnect-needed', session: state.session, reason: event.reason }
    case 'expiry-changed':
      return afterExpiry(state, event.expiry)
    case 'went-offline':
      if (state.phase === 'connected') return { phase: 'offline', session: state.session }
      if (state.phase === 'checking') return { phase: 'offline', session: undefined }
      return state
    case 'page-left':
      return afterLeft(state)
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

/** Whether the session whose data may be on screen is dead: nothing can be written before a new one. */
export function isOver(state: ConnectionState): boolean {
  if (state.phase === 'reconnect-needed') return true
  return state.phase === 'connecting' && state.session !== undefined && state.renewing !== true
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
  state: Configured,
  { instance, reason, failure }: Exclude<Session, ConnectedSession>,
  over: boolean,
): ConnectionState {
  const ended = reason ?? (over ? 'expired' : undefined)
  switch (state.phase) {
    case 'connecting': {
      const waiting = afterEndWhileConnecting(state, ended)
      // A popup is still being worked on. A page that left by redirect and sees this came back without.
      return state.by === 'popup' ? waiting : beforeSignIn(waiting)
    }
    case 'failed':
      // What the sign-in came to nothing for is not over because somebody asked again.
      if (isOfSignIn(state) && failure?.code === state.error.code) return state
      break
    case 'reconnect-needed':
      return state
    case 'disconnected':
      return reason === undefined || reason === state.reason ? state : disconnected(instance, reason)
  }
  const session = sessionOf(state)
  if (session === undefined) return disconnected(instance, reason)
  // Without a reason somebody signed out, here or in another tab: nothing of theirs may stay.
  return ended === undefined
    ? disconnected(instance, 'signed-out')
    : { phase: 'reconnect-needed', session, reason: ended }
}

/** A read that failed before anything was known of the instance is over with the next one that does not. */
function isOfSignIn(state: Extract<Configured, { phase: 'failed' }>): boolean {
  return state.session === undefined && state.instance !== undefined
}

function afterReadFailed(state: ConnectionState, error: SnowError): ConnectionState {
  if (state.phase === 'checking' || state.phase === 'failed' || state.phase === 'offline') {
    return afterUnanswered(state, error)
  }
  if (state.phase === 'connected' && error.code === 'SNOW_OFFLINE') {
    return { phase: 'offline', session: state.session }
  }
  // One read in the background that failed says nothing about a session that answered before.
  return state
}

function afterUnanswered(state: ConnectionState, error: SnowError): ConnectionState {
  if (error.code === 'SNOW_OFFLINE') return { phase: 'offline', session: sessionOf(state) }
  return { phase: 'failed', error, instance: instanceOf(state), session: sessionOf(state) }
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

/** The session that is being renewed has died meanwhile: there is nothing to go back to. */
function afterEndWhileConnecting(state: Connecting, ended: EndReason | undefined): Connecting {
  const { renewing, ...waiting } = state
  if (renewing !== true) return state
  return ended === undefined
    ? { ...waiting, session: undefined, reason: 'signed-out' }
    : { ...waiting, reason: ended }
}

function afterLook(state: ConnectionState, closed: boolean): ConnectionState {
  if (state.phase !== 'connecting' || state.by !== 'popup') return state
  const { closedHint = false, ...waiting } = state
  if (closed === closedHint) return state
  return closed ? { ...waiting, closedHint: true } : waiting
}

/** What it comes back to, should it come back: a sign-in by redirect was given up then. */
function afterLeft(state: Configured): ConnectionState {
  const left = state.phase === 'connecting' && state.by === 'redirect' ? beforeSignIn(state) : state
  return sessionOf(left) === undefined ? left : ({ ...left, unconfirmed: true } as ConnectionState)
}

function beforeSignIn(state: Connecting): ConnectionState {
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
