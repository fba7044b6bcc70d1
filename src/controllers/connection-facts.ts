import type { SnowEventMap } from '../elements/events.js'
import type { ConnectedSession } from '../protocol/proxy-contract.js'
import type { SnowError } from '../shared/errors.js'
import type { ConnectionState, ExpiryNotice } from '../state/types.js'

/** What the host page has heard of a connection so far. */
export interface Told {
  /** The session it was told is connected, and not yet told has ended. */
  readonly session: ConnectedSession | undefined
  readonly notice: ExpiryNotice | undefined
  readonly error: SnowError | undefined
}

export const toldNothing: Told = Object.freeze({ session: undefined, notice: undefined, error: undefined })

type ConnectionFactName = 'snow-connected' | 'snow-disconnected' | 'snow-connection-expiring' | 'snow-error'

export type ConnectionFact = {
  [K in ConnectionFactName]: { readonly type: K; readonly detail: SnowEventMap[K]['detail'] }
}[ConnectionFactName]

export interface Telling {
  readonly told: Told
  readonly facts: readonly ConnectionFact[]
}

/** What the host page has to hear now that the connection is in `state`; the same `told` when nothing. */
export function tellConnection(told: Told, state: ConnectionState): Telling {
  switch (state.phase) {
    case 'connected':
      return afterConnected(told, state)
    case 'disconnected':
      return afterEnd(told, state.reason ?? 'signed-out')
    case 'reconnect-needed':
      return afterEnd(told, state.reason)
    case 'failed':
      return afterFailed(told, state.error)
    case 'checking':
    case 'connecting':
    case 'offline':
    case 'unconfigured':
      // Nothing has been decided: a session that was told of may well go on.
      return { told, facts: [] }
  }
}

function afterConnected(
  told: Told,
  { session, expiring, expiryNotice }: Extract<ConnectionState, { phase: 'connected' }>,
): Telling {
  const facts: ConnectionFact[] = []
  const known = told.session?.user.sysId === session.user.sysId
  if (!known && told.session !== undefined) {
    facts.push({ type: 'snow-disconnected', detail: { reason: 'signed-out' } })
  }
  if (!known) {
    facts.push({ type: 'snow-connected', detail: { instance: session.instance, user: session.user } })
  }
  if (expiryNotice !== undefined && expiryNotice !== told.notice) {
    const days = expiring ?? expiryNotice
    facts.push({ type: 'snow-connection-expiring', detail: { expiresAt: session.expiresAt, days } })
  }
  const same = known && told.notice === expiryNotice && told.error === undefined
  return { told: same ? told : { session, notice: expiryNotice, error: undefined }, facts }
}

function afterEnd(told: Told, reason: SnowEventMap['snow-disconnected']['detail']['reason']): Telling {
  if (told.session === undefined) return { told, facts: [] }
  return { told: toldNothing, facts: [{ type: 'snow-disconnected', detail: { reason } }] }
}

function afterFailed(told: Told, error: SnowError): Telling {
  if (told.error === error) return { told, facts: [] }
  return { told: { ...told, error }, facts: [{ type: 'snow-error', detail: { error } }] }
}
