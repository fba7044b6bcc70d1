import { SnowError } from '../../src/shared/errors.js'
import type { ConnectionState } from '../../src/state/types.js'
import { abelsSession, accountsSession, acme, acmeByAccount } from './scripted-workspace.js'

const minuteMs = 60_000
const failed = (error: SnowError): ConnectionState => ({
  phase: 'failed',
  error,
  instance: acme,
  session: undefined,
})

/** Every state that a connection can show, at `now`: what stories draw and tests walk through. */
export function connectionStates(now: number): Readonly<Record<string, ConnectionState>> {
  const connecting = { phase: 'connecting', instance: acme, by: 'popup', session: undefined } as const
  return {
    unconfigured: { phase: 'unconfigured', missing: ['proxy', 'instance'] },
    checking: { phase: 'checking' },
    disconnected: { phase: 'disconnected', instance: acme },
    signedOut: { phase: 'disconnected', instance: acme, reason: 'signed-out' },
    expired: { phase: 'disconnected', instance: acme, reason: 'expired' },
    revoked: { phase: 'disconnected', instance: acme, reason: 'revoked' },
    connecting: { ...connecting, startedAt: now },
    connectingNearItsEnd: { ...connecting, startedAt: now - 8 * minuteMs },
    connectingInItsLastMinute: { ...connecting, startedAt: now - 9.3 * minuteMs },
    connectingAskingForTheWindow: { ...connecting, startedAt: now - minuteMs, closedHint: true },
    leaving: { ...connecting, by: 'redirect', startedAt: now },
    connected: { phase: 'connected', session: abelsSession },
    actingAs: { phase: 'connected', session: accountsSession },
    hostUnknown: { phase: 'disconnected', instance: acmeByAccount },
    hostLost: { phase: 'reconnect-needed', session: accountsSession, reason: 'revoked' },
    expiring: { phase: 'connected', session: abelsSession, expiring: 3, expiryNotice: 3 },
    renewing: { ...connecting, session: abelsSession, startedAt: now, renewing: true },
    renewingInItsLastMinute: {
      ...connecting,
      session: abelsSession,
      startedAt: now - 9.3 * minuteMs,
      renewing: true,
    },
    renewingAskingForTheWindow: {
      ...connecting,
      session: abelsSession,
      startedAt: now - minuteMs,
      renewing: true,
      closedHint: true,
    },
    returned: { phase: 'connected', session: abelsSession, unconfirmed: true },
    reconnectNeeded: { phase: 'reconnect-needed', session: abelsSession, reason: 'expired' },
    offline: { phase: 'offline', session: undefined },
    offlineWithRecords: { phase: 'offline', session: abelsSession },
    popupBlocked: failed(new SnowError('SNOW_POPUP_BLOCKED', 'The browser blocked the sign-in window')),
    denied: failed(new SnowError('SNOW_SIGN_IN_DENIED', 'access_denied')),
    timedOut: failed(new SnowError('SNOW_SIGN_IN_TIMEOUT', 'Nobody signed in within ten minutes')),
    asleep: failed(
      new SnowError('SNOW_INSTANCE_ASLEEP', 'The instance answered with a page', { status: 200 }),
    ),
    originNotAllowed: failed(new SnowError('SNOW_ORIGIN_NOT_ALLOWED', 'Origin is not on the list')),
  }
}
