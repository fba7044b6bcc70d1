import { expect } from 'chai'
import { tellConnection, toldNothing } from '../../src/controllers/connection-facts.js'
import { SnowError } from '../../src/shared/errors.js'
import type { ConnectionState } from '../../src/state/types.js'
import { abelsSession, acme } from '../support/scripted-workspace.js'

const connected: ConnectionState = { phase: 'connected', session: abelsSession }
const bethsSession = { ...abelsSession, user: { ...abelsSession.user, sysId: 'b'.repeat(32), name: 'Beth' } }
const error = new SnowError('SNOW_SIGN_IN_DENIED', 'denied')

/** The names of the facts that a history of states tells, in order. */
function told(...history: readonly ConnectionState[]): readonly string[] {
  let memory = toldNothing
  return history.flatMap((state) => {
    const telling = tellConnection(memory, state)
    memory = telling.told
    return telling.facts.map(({ type, detail }) => ('reason' in detail ? `${type}:${detail.reason}` : type))
  })
}

describe('tellConnection', () => {
  it('tells a session that was found as one that was made', () => {
    expect(told({ phase: 'checking' }, connected)).to.deep.equal(['snow-connected'])
  })

  it('tells nothing twice', () => {
    expect(told(connected, connected, { phase: 'offline', session: abelsSession }, connected)).to.deep.equal([
      'snow-connected',
    ])
  })

  it('tells nothing of a page where nobody was signed in', () => {
    expect(told({ phase: 'checking' }, { phase: 'disconnected', instance: acme })).to.deep.equal([])
  })

  it('tells why a connection ended, and of the next one', () => {
    const reason = 'revoked'
    expect(
      told(connected, { phase: 'reconnect-needed', session: abelsSession, reason }, connected),
    ).to.deep.equal(['snow-connected', 'snow-disconnected:revoked', 'snow-connected'])
    expect(told(connected, { phase: 'disconnected', instance: acme, reason: 'signed-out' })).to.deep.equal([
      'snow-connected',
      'snow-disconnected:signed-out',
    ])
  })

  it('tells of both when another person takes over', () => {
    expect(told(connected, { phase: 'connected', session: bethsSession })).to.deep.equal([
      'snow-connected',
      'snow-disconnected:signed-out',
      'snow-connected',
    ])
  })

  it('warns once for each notice', () => {
    const ends = (expiring: number, expiryNotice: 14 | 3 | 1): ConnectionState => ({
      phase: 'connected',
      session: abelsSession,
      expiring,
      expiryNotice,
    })
    expect(told(ends(14, 14), ends(13, 14), ends(3, 3), ends(2, 3), ends(1, 1))).to.deep.equal([
      'snow-connected',
      'snow-connection-expiring',
      'snow-connection-expiring',
      'snow-connection-expiring',
    ])
  })

  it('tells an error once, and a failure that happens again', () => {
    const failed: ConnectionState = { phase: 'failed', error, instance: acme, session: undefined }
    const again: ConnectionState = { ...failed, error: new SnowError('SNOW_SIGN_IN_DENIED', 'denied') }
    expect(told(failed, failed, again)).to.deep.equal(['snow-error', 'snow-error'])
  })

  it('does not take a failed renewal for the end', () => {
    const failed: ConnectionState = { phase: 'failed', error, instance: acme, session: abelsSession }
    expect(told(connected, failed, connected)).to.deep.equal(['snow-connected', 'snow-error'])
  })
})
