import { expect } from 'chai'
import type { SnowErrorCode } from '../../src/shared/error-codes.js'
import { SnowError } from '../../src/shared/errors.js'
import type { ConnectionEvent } from '../../src/state/connection-event.js'
import { nextConnectionState, ownerOf } from '../../src/state/connection-state.js'
import type { ConnectionState } from '../../src/state/types.js'
import { instance, nobody, sessionOfUser } from './sessions.js'

const session = sessionOfUser('abel')
const other = sessionOfUser('beth')
const error = new SnowError('SNOW_PROXY_UNREACHABLE', 'down')
const offlineError = new SnowError('SNOW_OFFLINE', 'offline')

/** Every phase, with and without a session whose data may be on screen. */
const states = {
  unconfigured: { phase: 'unconfigured', missing: ['proxy'] },
  checking: { phase: 'checking' },
  disconnected: { phase: 'disconnected', instance },
  signedOut: { phase: 'disconnected', instance, reason: 'signed-out' },
  connecting: { phase: 'connecting', instance, by: 'popup', startedAt: 1, session: undefined },
  leaving: { phase: 'connecting', instance, by: 'redirect', startedAt: 1, session: undefined },
  renewing: { phase: 'connecting', instance, by: 'popup', startedAt: 1, session, reason: 'revoked' },
  extending: { phase: 'connecting', instance, by: 'popup', startedAt: 1, session, renewing: true },
  asking: { phase: 'connecting', instance, by: 'popup', startedAt: 1, session: undefined, closedHint: true },
  leavingAlive: { phase: 'connecting', instance, by: 'redirect', startedAt: 1, session, renewing: true },
  connected: { phase: 'connected', session },
  returned: { phase: 'connected', session, unconfirmed: true },
  returnedDead: { phase: 'reconnect-needed', session, reason: 'revoked', unconfirmed: true },
  expiring: { phase: 'connected', session, expiring: 3, expiryNotice: 3 },
  reconnect: { phase: 'reconnect-needed', session, reason: 'revoked' },
  offline: { phase: 'offline', session },
  offlineUnknown: { phase: 'offline', session: undefined },
  failed: { phase: 'failed', error, instance, session: undefined },
  failedUnknown: { phase: 'failed', error, instance: undefined, session: undefined },
  failedRenewing: { phase: 'failed', error, instance, session },
} as const satisfies Record<string, ConnectionState>

const events = {
  readConnected: { type: 'session-read', session, over: false },
  readOther: { type: 'session-read', session: other, over: false },
  readNobody: { type: 'session-read', session: nobody(), over: false },
  readNobodyAfterEnd: { type: 'session-read', session: nobody(), over: true },
  readExpired: { type: 'session-read', session: nobody('expired'), over: false },
  readFailed: { type: 'read-failed', error },
  readOffline: { type: 'read-failed', error: offlineError },
  retry: { type: 'retry' },
  start: { type: 'sign-in-started', by: 'popup', at: 5 },
  signInFailed: { type: 'sign-in-failed', error },
  cancelled: { type: 'sign-in-cancelled' },
  signedOut: { type: 'signed-out' },
  lost: { type: 'session-lost', reason: 'expired' },
  expiry: { type: 'expiry-changed', expiry: { days: 3, notice: 3 } },
  noExpiry: { type: 'expiry-changed', expiry: undefined },
  offline: { type: 'went-offline' },
  seemsClosed: { type: 'window-seems-closed', closed: true },
  seemsOpen: { type: 'window-seems-closed', closed: false },
  left: { type: 'page-left' },
} as const satisfies Record<string, ConnectionEvent>

type StateName = keyof typeof states
type EventName = keyof typeof events

/** `same`: nothing changes. What is not listed for a state is `same`. */
const table: Record<StateName, Partial<Record<EventName, ConnectionState>>> = {
  unconfigured: {},
  checking: {
    readConnected: states.connected,
    readOther: { phase: 'connected', session: other },
    readNobody: states.disconnected,
    readNobodyAfterEnd: states.disconnected,
    readExpired: { phase: 'disconnected', instance, reason: 'expired' },
    readFailed: states.failedUnknown,
    readOffline: states.offlineUnknown,
    offline: states.offlineUnknown,
  },
  disconnected: {
    readConnected: states.connected,
    readOther: { phase: 'connected', session: other },
    readExpired: { phase: 'disconnected', instance, reason: 'expired' },
    start: { ...states.connecting, startedAt: 5 },
    signedOut: states.signedOut,
  },
  signedOut: {
    readConnected: states.connected,
    readOther: { phase: 'connected', session: other },
    readExpired: { phase: 'disconnected', instance, reason: 'expired' },
    start: { ...states.connecting, startedAt: 5, reason: 'signed-out' },
    signedOut: states.signedOut,
  },
  connecting: {
    readConnected: states.connected,
    readOther: { phase: 'connected', session: other },
    start: { ...states.connecting, startedAt: 5 },
    signInFailed: states.failed,
    cancelled: states.disconnected,
    signedOut: states.signedOut,
    seemsClosed: states.asking,
  },
  leaving: {
    readConnected: states.connected,
    readOther: { phase: 'connected', session: other },
    // The page came back from the redirect without a session.
    readNobody: states.disconnected,
    readNobodyAfterEnd: states.disconnected,
    readExpired: states.disconnected,
    start: { ...states.connecting, startedAt: 5 },
    signInFailed: states.failed,
    cancelled: states.disconnected,
    signedOut: states.signedOut,
    left: states.disconnected,
  },
  renewing: {
    readConnected: states.connected,
    readOther: { phase: 'connected', session: other },
    start: { ...states.renewing, startedAt: 5 },
    signInFailed: states.failedRenewing,
    cancelled: states.reconnect,
    signedOut: states.signedOut,
    seemsClosed: { ...states.renewing, closedHint: true },
    left: { ...states.renewing, unconfirmed: true },
  },
  // The old session still answers: only another one says that the sign-in went through.
  extending: {
    readOther: { phase: 'connected', session: other },
    start: { ...states.extending, startedAt: 5 },
    signInFailed: states.failedRenewing,
    cancelled: states.connected,
    signedOut: states.signedOut,
    // It died while the window was open: there is nothing to go back to.
    readNobody: { ...states.connecting, reason: 'signed-out' },
    readNobodyAfterEnd: { ...states.connecting, session, reason: 'expired' },
    readExpired: { ...states.connecting, session, reason: 'expired' },
    lost: { ...states.connecting, session, reason: 'expired' },
    seemsClosed: { ...states.extending, closedHint: true },
    left: { ...states.extending, unconfirmed: true },
  },
  asking: {
    readConnected: states.connected,
    readOther: { phase: 'connected', session: other },
    start: { ...states.connecting, startedAt: 5 },
    signInFailed: states.failed,
    cancelled: states.disconnected,
    signedOut: states.signedOut,
    seemsOpen: states.connecting,
  },
  leavingAlive: {
    readOther: { phase: 'connected', session: other },
    readNobody: states.signedOut,
    readNobodyAfterEnd: { phase: 'reconnect-needed', session, reason: 'expired' },
    readExpired: { phase: 'reconnect-needed', session, reason: 'expired' },
    start: { ...states.extending, startedAt: 5 },
    signInFailed: states.failedRenewing,
    cancelled: states.connected,
    signedOut: states.signedOut,
    lost: { ...states.leaving, session, reason: 'expired' },
    left: states.returned,
  },
  // Only a word on the session lets it be seen again; without one, it does not pass for current.
  returned: {
    readConnected: states.connected,
    readOther: { phase: 'connected', session: other },
    readNobody: states.signedOut,
    readNobodyAfterEnd: { phase: 'reconnect-needed', session, reason: 'expired' },
    readExpired: { phase: 'reconnect-needed', session, reason: 'expired' },
    readFailed: states.failedRenewing,
    readOffline: states.offline,
    start: { ...states.extending, startedAt: 5, unconfirmed: true },
    signedOut: states.signedOut,
    lost: { phase: 'reconnect-needed', session, reason: 'expired', unconfirmed: true },
    expiry: { ...states.expiring, unconfirmed: true },
    offline: { ...states.offline, unconfirmed: true },
  },
  returnedDead: {
    readConnected: states.connected,
    readOther: { phase: 'connected', session: other },
    readNobody: states.reconnect,
    readNobodyAfterEnd: states.reconnect,
    readExpired: states.reconnect,
    readFailed: states.reconnect,
    readOffline: states.reconnect,
    start: { ...states.renewing, startedAt: 5, unconfirmed: true },
    signedOut: states.signedOut,
  },
  connected: {
    start: { ...states.extending, startedAt: 5 },
    readOther: { phase: 'connected', session: other },
    readNobody: states.signedOut,
    readNobodyAfterEnd: { phase: 'reconnect-needed', session, reason: 'expired' },
    readExpired: { phase: 'reconnect-needed', session, reason: 'expired' },
    readOffline: states.offline,
    signedOut: states.signedOut,
    lost: { phase: 'reconnect-needed', session, reason: 'expired' },
    expiry: states.expiring,
    offline: states.offline,
    left: states.returned,
  },
  expiring: {
    start: { ...states.extending, startedAt: 5 },
    readOther: { phase: 'connected', session: other },
    readNobody: states.signedOut,
    readNobodyAfterEnd: { phase: 'reconnect-needed', session, reason: 'expired' },
    readExpired: { phase: 'reconnect-needed', session, reason: 'expired' },
    readOffline: states.offline,
    signedOut: states.signedOut,
    lost: { phase: 'reconnect-needed', session, reason: 'expired' },
    noExpiry: states.connected,
    offline: states.offline,
    left: { ...states.expiring, unconfirmed: true },
  },
  reconnect: {
    readConnected: states.connected,
    readOther: { phase: 'connected', session: other },
    start: { ...states.renewing, startedAt: 5 },
    signedOut: states.signedOut,
    left: states.returnedDead,
  },
  offline: {
    readConnected: states.connected,
    readOther: { phase: 'connected', session: other },
    readNobody: states.signedOut,
    readNobodyAfterEnd: { phase: 'reconnect-needed', session, reason: 'expired' },
    readExpired: { phase: 'reconnect-needed', session, reason: 'expired' },
    readFailed: states.failedRenewing,
    readOffline: states.offline,
    signedOut: states.signedOut,
    lost: { phase: 'reconnect-needed', session, reason: 'expired' },
    left: { ...states.offline, unconfirmed: true },
  },
  offlineUnknown: {
    readConnected: states.connected,
    readOther: { phase: 'connected', session: other },
    readNobody: states.disconnected,
    readNobodyAfterEnd: states.disconnected,
    readExpired: { phase: 'disconnected', instance, reason: 'expired' },
    readFailed: states.failedUnknown,
    readOffline: states.offlineUnknown,
  },
  failed: {
    readConnected: states.connected,
    readOther: { phase: 'connected', session: other },
    readNobody: states.disconnected,
    readNobodyAfterEnd: states.disconnected,
    readExpired: { phase: 'disconnected', instance, reason: 'expired' },
    readFailed: states.failed,
    readOffline: states.offlineUnknown,
    retry: states.checking,
    start: { ...states.connecting, startedAt: 5 },
    signedOut: states.signedOut,
  },
  failedUnknown: {
    readConnected: states.connected,
    readOther: { phase: 'connected', session: other },
    readNobody: states.disconnected,
    readNobodyAfterEnd: states.disconnected,
    readExpired: { phase: 'disconnected', instance, reason: 'expired' },
    readFailed: states.failedUnknown,
    readOffline: states.offlineUnknown,
    retry: states.checking,
  },
  failedRenewing: {
    readConnected: states.connected,
    readOther: { phase: 'connected', session: other },
    readNobody: states.signedOut,
    readNobodyAfterEnd: { phase: 'reconnect-needed', session, reason: 'expired' },
    readExpired: { phase: 'reconnect-needed', session, reason: 'expired' },
    readFailed: states.failedRenewing,
    readOffline: states.offline,
    start: { ...states.connecting, startedAt: 5, session },
    signedOut: states.signedOut,
    left: { ...states.failedRenewing, unconfirmed: true },
  },
}

describe('nextConnectionState', () => {
  for (const stateName of Object.keys(states) as StateName[]) {
    for (const eventName of Object.keys(events) as EventName[]) {
      const expected = table[stateName][eventName]
      it(`${stateName} + ${eventName} → ${expected?.phase ?? 'the same object'}`, () => {
        const before: ConnectionState = states[stateName]
        const next = nextConnectionState(before, events[eventName])
        if (expected === undefined) expect(next).to.equal(before)
        else expect(next).to.deep.equal(expected)
      })
    }
  }

  it('keeps saying why a sign-in came to nothing while the session does, and no longer', () => {
    const read = (failure?: SnowErrorCode, state: ConnectionState = states.failed): ConnectionState =>
      nextConnectionState(state, {
        type: 'session-read',
        session: { ...nobody(), ...(failure && { failure: { code: failure, at: '2026-11-20T00:00:00Z' } }) },
        over: false,
      })
    expect(read('SNOW_PROXY_UNREACHABLE')).to.equal(states.failed)
    expect(read('SNOW_INSTANCE_FAILED')).to.deep.equal(states.disconnected)
    expect(read()).to.deep.equal(states.disconnected)
    // It was the reading that failed, and it works again: now somebody can sign in.
    expect(read('SNOW_PROXY_UNREACHABLE', states.failedUnknown)).to.deep.equal(states.disconnected)
  })

  it('keeps the same object when a poll says nothing new, and takes up what is new', () => {
    const read = (change: object) =>
      nextConnectionState(states.connected, {
        type: 'session-read',
        session: { ...structuredClone(session), ...change },
        over: false,
      })
    expect(read({})).to.equal(states.connected)
    expect(read({ agent: true }))
      .to.deep.include({ phase: 'connected' })
      .and.not.equal(states.connected)
  })
})

describe('ownerOf', () => {
  for (const [name, state] of Object.entries(states) as [StateName, ConnectionState][]) {
    it(`says whose data ${name} may show`, () => {
      const owner = 'session' in state && state.session ? session.user.sysId : undefined
      expect(ownerOf(state)).to.equal(owner)
    })
  }
})
