import { signInCountdown, type TimeLeft } from '../../controllers/sign-in-countdown.js'
import type { Messages } from '../../locales/en.js'
import type { ConnectedSession, InstanceSummary } from '../../protocol/proxy-contract.js'
import type { SnowError } from '../../shared/errors.js'
import type { SnowErrorCode } from '../../shared/error-codes.js'
import type { ConnectionState } from '../../state/types.js'
import type { connectIcons } from '../internal/draw-icon.js'

export type ConnectAct = 'connect' | 'continue-here' | 'open-again' | 'cancel' | 'disconnect' | 'retry'

export interface ConnectButton {
  readonly act: ConnectAct
  readonly label: string
}

/** What one connection state looks like, as a card or as a banner: the words and the acts, no markup. */
export interface ConnectView {
  readonly tone: 'accent' | 'neutral' | 'success' | 'warning' | 'danger'
  readonly icon: keyof typeof connectIcons | 'spinner'
  readonly title: string
  readonly lead: string
  /** A muted line under the lead. */
  readonly note?: string | undefined
  /** The time that is left, in its place: shown as it passes, read out now and then. */
  readonly countdown?: { readonly shown: string; readonly spoken: string } | undefined
  readonly instance?: InstanceSummary | undefined
  /** Who is signed in. */
  readonly session?: ConnectedSession | undefined
  readonly primary?: ConnectButton | undefined
  readonly others?: readonly ConnectButton[]
  readonly error?: SnowError | undefined
  /** Attributes that the host page has yet to set. */
  readonly missing?: readonly string[]
}

/** Failures of signing in; of all others asking the proxy again is the way out. */
const signInCodes: ReadonlySet<SnowErrorCode> = new Set([
  'SNOW_SIGN_IN_TIMEOUT',
  'SNOW_SIGN_IN_CANCELLED',
  'SNOW_SIGN_IN_DENIED',
  'SNOW_STATE_EXPIRED',
  'SNOW_STATE_INVALID',
  'SNOW_TOKEN_REFUSED',
])

/** The view of a connection state at `now` (milliseconds since the epoch). */
export function connectView(state: ConnectionState, messages: Messages, now: number): ConnectView {
  const { connect, common } = messages
  const checking = { tone: 'neutral', icon: 'spinner', title: connect.checking, lead: '' } as const
  if ('unconfirmed' in state) return checking
  switch (state.phase) {
    case 'unconfigured':
      return {
        tone: 'warning',
        icon: 'warning',
        title: connect.unconfigured,
        lead: connect.unconfiguredLead(state.missing.join(', ')),
        missing: state.missing,
      }
    case 'checking':
      return checking
    case 'disconnected':
      if (state.instance.serviceAccount) return hostView(state.instance, messages)
      return {
        tone: 'accent',
        icon: 'link',
        title: connect.title(state.instance.label),
        lead: connect.lead,
        note: endNote(state.reason, messages),
        instance: state.instance,
        primary: { act: 'connect', label: connect.connect },
      }
    case 'connecting':
      return connectingView(state, messages, now)
    case 'connected':
      return connectedView(state, messages)
    case 'reconnect-needed':
      if (state.session.instance.serviceAccount) return hostView(state.session.instance, messages)
      return {
        tone: 'warning',
        icon: 'warning',
        title: connect.reconnectTitle,
        lead: connect.reconnectLead,
        note: endNote(state.reason, messages),
        instance: state.session.instance,
        primary: { act: 'connect', label: connect.reconnect },
      }
    case 'offline':
      return {
        tone: 'neutral',
        icon: 'cloud',
        title: connect.offlineTitle,
        lead: connect.offlineLead,
        instance: state.session?.instance,
        others: [{ act: 'retry', label: common.retry }],
      }
    case 'failed':
      return failedView(state, messages)
  }
}

/** Where the application connects by an account of its own only it can go on: there is nothing to sign in to. */
function hostView(instance: InstanceSummary, { connect, common }: Messages): ConnectView {
  return {
    tone: 'warning',
    icon: 'warning',
    title: connect.hostTitle(instance.label),
    lead: connect.hostLead,
    instance,
    others: [{ act: 'retry', label: common.retry }],
  }
}

function connectingView(
  state: Extract<ConnectionState, { phase: 'connecting' }>,
  messages: Messages,
  now: number,
): ConnectView {
  const { connect, common } = messages
  const cancel: ConnectButton = { act: 'cancel', label: common.cancel }
  const waiting = { tone: 'accent', icon: 'spinner', instance: state.instance } as const
  if (state.by === 'redirect') {
    return { ...waiting, title: connect.waitingRedirect, lead: '', others: [cancel] }
  }
  const openAgain: ConnectButton = { act: 'open-again', label: connect.openAgain }
  const continueHere: ConnectButton = { act: 'continue-here', label: connect.continueHere }
  const left = signInCountdown(state.startedAt, now)
  const asks = state.closedHint === true
  return {
    ...waiting,
    title: connect.waitingTitle,
    lead: asks ? connect.waitingClosed : connect.waitingLead,
    countdown: left && {
      shown: timeLeft(left.shown, messages),
      spoken: timeLeft(left.spoken, messages),
    },
    primary: asks ? openAgain : undefined,
    others: asks ? [continueHere, cancel] : [openAgain, continueHere, cancel],
  }
}

function timeLeft({ unit, count }: TimeLeft, { connect }: Messages): string {
  return unit === 'minutes' ? connect.minutesLeft(count) : connect.secondsLeft(count)
}

function connectedView(
  { session, expiring }: Extract<ConnectionState, { phase: 'connected' }>,
  { connect }: Messages,
): ConnectView {
  const { instance } = session
  const others: readonly ConnectButton[] = instance.serviceAccount
    ? []
    : [{ act: 'disconnect', label: connect.disconnect }]
  const connected = connect.connected(instance.label)
  if (expiring === undefined) {
    return { tone: 'success', icon: 'check', title: connected, lead: '', instance, session, others }
  }
  return {
    tone: 'warning',
    icon: 'warning',
    title: connect.expiring(expiring),
    lead: connect.expiringLead,
    instance,
    session,
    primary: { act: 'connect', label: connect.renew },
    others,
  }
}

function failedView(
  { error, instance }: Extract<ConnectionState, { phase: 'failed' }>,
  { connect, common, errors, fixedBy }: Messages,
): ConnectView {
  const lead = [errors[error.code] ?? errors.SNOW_UNEXPECTED, fixedBy[error.fixedBy] ?? ''].join(' ').trim()
  const failed = { tone: 'danger', icon: 'warning', lead, instance, error } as const
  if (error.code === 'SNOW_POPUP_BLOCKED') {
    return {
      ...failed,
      tone: 'warning',
      icon: 'window',
      title: connect.blockedTitle,
      primary: { act: 'continue-here', label: connect.continueHere },
      others: [{ act: 'connect', label: connect.tryWindow }],
    }
  }
  const signIn = signInCodes.has(error.code) && instance !== undefined && !instance.serviceAccount
  return {
    ...failed,
    title: connect.failedTitle,
    primary: { act: signIn ? 'connect' : 'retry', label: common.retry },
  }
}

function endNote(
  reason: 'expired' | 'revoked' | 'signed-out' | undefined,
  { connect }: Messages,
): string | undefined {
  switch (reason) {
    case 'expired':
      return connect.expired
    case 'revoked':
      return connect.revoked
    case 'signed-out':
      return connect.signedOut
    case undefined:
      return undefined
  }
}
