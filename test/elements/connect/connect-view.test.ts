import { expect } from 'chai'
import { connectView } from '../../../src/elements/connect/connect-view.js'
import { de } from '../../../src/locales/de.js'
import { en } from '../../../src/locales/en.js'
import { errorKinds, type SnowErrorCode } from '../../../src/shared/error-codes.js'
import { SnowError } from '../../../src/shared/errors.js'
import type { ConnectionState } from '../../../src/state/types.js'
import { connectionStates } from '../../support/connection-states.js'
import { acme, acmeByAccount } from '../../support/scripted-workspace.js'

const now = Date.UTC(2026, 10, 20)
const states = connectionStates(now)
const view = (name: string) => connectView(states[name]!, en, now)

describe('connectView', () => {
  for (const [name, state] of Object.entries(states)) {
    it(`has words of its own for ${name}, in each language`, () => {
      const english = connectView(state, en, now)
      expect(english.title).to.not.equal('')
      expect(connectView(state, de, now).title).to.not.equal(english.title)
    })
  }

  it('has one primary act at most, and offers no act twice', () => {
    for (const state of Object.values(states)) {
      const { primary, others = [] } = connectView(state, en, now)
      const acts = [primary, ...others].flatMap((button) => button?.act ?? [])
      expect(new Set(acts).size).to.equal(acts.length)
    }
  })

  const waiting = {
    phase: 'connecting',
    instance: acme,
    by: 'popup',
    startedAt: now,
    session: undefined,
  } as const

  for (const [messages, language] of [
    [en, 'English'],
    [de, 'German'],
  ] as const) {
    it(`counts the last three of the ten minutes, and the seconds of the last one, in ${language}`, () => {
      const left = (minutes: number) => connectView(waiting, messages, now + minutes * 60_000).countdown
      expect(left(0)).to.equal(undefined)
      expect(left(6.9)).to.equal(undefined)
      const { minutesLeft, secondsLeft } = messages.connect
      expect(left(7)).to.deep.equal({ shown: minutesLeft(3), spoken: minutesLeft(3) })
      expect(left(8.5)).to.deep.equal({ shown: minutesLeft(2), spoken: minutesLeft(2) })
      expect(left(9.25)).to.deep.equal({ shown: secondsLeft(45), spoken: minutesLeft(1) })
      expect(left(9.75)).to.deep.equal({ shown: secondsLeft(15), spoken: secondsLeft(30) })
      expect(left(12)?.shown, 'a clock that was set').to.equal(secondsLeft(1))
      expect(secondsLeft(1)).to.not.equal(secondsLeft(2).replace('2', '1'))
    })
  }

  it('only asks about a window that looks closed, and offers the same acts', () => {
    const usual = connectView(waiting, en, now)
    const asking = connectView({ ...waiting, closedHint: true }, en, now)
    expect(asking.lead).to.contain('?')
    expect({ ...asking, lead: '', primary: undefined, others: undefined }).to.deep.equal({
      ...usual,
      lead: '',
      primary: undefined,
      others: undefined,
    })
    expect([asking.primary, ...asking.others!]).to.deep.equal(usual.others)
  })

  it('shows nothing of anybody while it is being asked whose session it is', () => {
    const session = { ...states['connected']!, unconfirmed: true } as ConnectionState
    expect(connectView(session, en, now)).to.deep.equal(view('checking'))
  })

  it('says why the last connection ended', () => {
    expect(view('expired').note).to.equal(en.connect.expired)
    expect(view('revoked').note).to.equal(en.connect.revoked)
    expect(view('signedOut').note).to.equal(en.connect.signedOut)
    expect(view('disconnected').note).to.equal(undefined)
  })

  it('offers no sign-in and no sign-out where the application connects by its own account', () => {
    expect(view('actingAs').others).to.deep.equal([])
    for (const name of ['hostUnknown', 'hostLost']) {
      expect(view(name)).to.not.have.property('primary')
      expect(view(name).others).to.deep.equal([{ act: 'retry', label: en.common.retry }])
    }
    const error = new SnowError('SNOW_TOKEN_REFUSED', 'x')
    const failed = { phase: 'failed', error, instance: acmeByAccount, session: undefined } as const
    expect(connectView(failed, en, now).primary?.act).to.equal('retry')
  })

  it('offers the same tab when the window was blocked', () => {
    expect(view('popupBlocked').primary).to.deep.equal({
      act: 'continue-here',
      label: en.connect.continueHere,
    })
  })

  it('names what the host page has yet to set', () => {
    expect(view('unconfigured').missing).to.deep.equal(['proxy', 'instance'])
    expect(view('unconfigured').lead).to.contain('proxy, instance')
  })

  for (const code of Object.keys(errorKinds) as SnowErrorCode[]) {
    it(`offers a way out of ${code}`, () => {
      const failed = { phase: 'failed', error: new SnowError(code, ''), session: undefined } as const
      const known = connectView({ ...failed, instance: acme }, en, now)
      expect(known.primary).to.not.equal(undefined)
      expect(known.lead).to.contain(en.errors[code])
      // Without an instance there is nothing to sign in to yet: only asking again can help.
      const unknown = connectView({ ...failed, instance: undefined }, en, now)
      if (code !== 'SNOW_POPUP_BLOCKED') expect(unknown.primary?.act).to.equal('retry')
    })
  }
})
