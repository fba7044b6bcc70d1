import { expect } from 'chai'
import { html } from 'lit'
import '../../../src/define/snow-connect.js'
import type { ConnectElement } from '../../../src/elements/connect/connect-element.js'
import { en } from '../../../src/locales/en.js'
import { SnowError } from '../../../src/shared/errors.js'
import { expectAccessible } from '../../support/axe.js'
import { connectionStates } from '../../support/connection-states.js'
import { fixture, nextEvent, until } from '../../support/fixture.js'
import { focused } from '../../support/press.js'
import { abelsSession, scriptedWorkspace } from '../../support/scripted-workspace.js'
import { createWorld } from '../../support/world.js'

const states = connectionStates(Date.now())

function drawn(name: string, banner = false) {
  const workspace = scriptedWorkspace(states[name]!)
  const element = fixture<ConnectElement>(
    html`<snow-connect lang="en" ?banner=${banner} .workspace=${workspace}></snow-connect>`,
  )
  return { element, workspace }
}

const words = (element: ConnectElement): string => element.shadowRoot!.textContent!.replace(/\s+/g, ' ')
const spoken = (element: ConnectElement): string =>
  element.shadowRoot!.querySelector('[role=status]')!.textContent!
const button = (element: ConnectElement, label: string): HTMLButtonElement | undefined =>
  [...element.shadowRoot!.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === label)

describe('<snow-connect>', () => {
  for (const name of Object.keys(states)) {
    it(`is accessible when ${name}, as a card and as a banner`, async () => {
      for (const banner of [false, true]) {
        const { element } = drawn(name, banner)
        await element.updateComplete
        await expectAccessible(element)
      }
    })
  }

  it('shows the account that the application acts as, and not its user', async () => {
    const { element } = drawn('actingAs')
    await element.updateComplete
    expect(words(element)).to.contain('CxM Integration').and.to.contain(en.connect.serviceAccount)
    expect(words(element)).not.to.contain('Snowline Service')
    expect(button(element, en.connect.disconnect)).to.equal(undefined)
  })

  it('asks the host page again when that did not say who is there', async () => {
    const { element, workspace } = drawn('hostUnknown')
    await element.updateComplete
    button(element, en.common.retry)!.click()
    expect(workspace.connection.calls).to.deep.equal(['retry'])
  })

  it('signs in by a click, tells the page, and signs out again', async () => {
    const { workspace } = await createWorld({ signedIn: false })
    const element = fixture<ConnectElement>(
      html`<snow-connect lang="en" .workspace=${workspace}></snow-connect>`,
    )
    const connected = nextEvent(element, 'snow-connected')
    ;(await until(() => button(element, en.connect.connect))).click()
    expect((await connected).detail.user.userName).to.equal('abel.tuter')
    const disconnected = nextEvent(element, 'snow-disconnected')
    ;(await until(() => button(element, en.connect.disconnect))).click()
    expect((await disconnected).detail.reason).to.equal('signed-out')
    await until(() => button(element, en.connect.connect))
  })

  it('goes on in this tab when the window was blocked', async () => {
    const { workspace, left } = await createWorld({ signedIn: false, popup: 'blocked' })
    const element = fixture<ConnectElement>(
      html`<snow-connect lang="en" .workspace=${workspace}></snow-connect>`,
    )
    const error = nextEvent(element, 'snow-error')
    ;(await until(() => button(element, en.connect.connect))).click()
    expect((await error).detail.error.code).to.equal('SNOW_POPUP_BLOCKED')
    ;(await until(() => button(element, en.connect.continueHere))).click()
    expect(left).to.have.length(1)
    expect(left[0]).to.contain('flow=redirect')
  })

  it('stops waiting when the person cancels, and keeps the focus inside', async () => {
    const { workspace } = await createWorld({ signedIn: false, popup: 'waits' })
    const element = fixture<ConnectElement>(
      html`<snow-connect lang="en" .workspace=${workspace}></snow-connect>`,
    )
    const connect = await until(() => button(element, en.connect.connect))
    connect.focus()
    connect.click()
    const cancel = await until(() => button(element, en.common.cancel))
    expect(element.shadowRoot!.contains(focused())).to.equal(true)
    cancel.focus()
    cancel.click()
    await until(() => button(element, en.connect.connect))
    expect(element.shadowRoot!.contains(focused())).to.equal(true)
  })

  const acts = {
    connecting: { [en.connect.openAgain]: 'reopenPopup', [en.connect.continueHere]: 'connectByRedirect' },
    expiring: { [en.connect.renew]: 'connect', [en.connect.disconnect]: 'disconnect' },
    reconnectNeeded: { [en.connect.reconnect]: 'connect' },
    offline: { [en.common.retry]: 'retry' },
    denied: { [en.common.retry]: 'connect' },
    asleep: { [en.common.retry]: 'retry' },
  }
  for (const [name, buttons] of Object.entries(acts)) {
    for (const [label, call] of Object.entries(buttons)) {
      it(`${name}: “${label}” does what it says`, async () => {
        const { element, workspace } = drawn(name)
        await element.updateComplete
        button(element, label)!.click()
        expect(workspace.connection.calls).to.deep.equal([call])
      })
    }
  }

  it('announces a change of state in the place where the one before was announced', async () => {
    const { element, workspace } = drawn('disconnected')
    await element.updateComplete
    const region = element.shadowRoot!.querySelector('[role=status]')
    workspace.connection.become(states['connecting']!)
    await element.updateComplete
    expect(element.shadowRoot!.querySelector('[role=status]')).to.equal(region)
    expect(spoken(element)).to.contain(en.connect.waitingTitle)
  })

  it('says so when disconnecting did not work', async () => {
    const { element, workspace } = drawn('connected')
    workspace.connection.failure = new SnowError('SNOW_PROXY_UNREACHABLE', 'down')
    await element.updateComplete
    const error = nextEvent(element, 'snow-error')
    button(element, en.connect.disconnect)!.click()
    expect((await error).detail.error.code).to.equal('SNOW_PROXY_UNREACHABLE')
    await until(() => element.shadowRoot!.querySelector('[role=alert]'))
  })

  it('takes no room as a banner while all is well', async () => {
    const { element, workspace } = drawn('connected', true)
    await element.updateComplete
    expect(element.getBoundingClientRect().height).to.equal(0)
    workspace.connection.become({ phase: 'reconnect-needed', session: abelsSession, reason: 'expired' })
    await element.updateComplete
    expect(element.getBoundingClientRect().height).to.be.above(20)
  })

  it('names the attributes that the page forgot, and takes them later', async () => {
    const element = fixture<ConnectElement>(html`<snow-connect lang="en"></snow-connect>`)
    await element.updateComplete
    expect(words(element)).to.contain('proxy="…"').and.to.contain('instance="…"')
    const { workspace } = await createWorld({ signedIn: false })
    element.workspace = workspace
    await until(() => button(element, en.connect.connect))
  })

  it('speaks the language around it', async () => {
    const { element } = drawn('disconnected')
    element.lang = 'de'
    await until(() => words(element).includes('Mit Acme IT verbinden'))
  })

  it('keeps its state when it is moved', async () => {
    const { workspace } = await createWorld()
    const element = fixture<ConnectElement>(
      html`<snow-connect lang="en" .workspace=${workspace}></snow-connect>`,
    )
    await until(() => button(element, en.connect.disconnect))
    let told = 0
    document.addEventListener('snow-connected', () => (told += 1), { once: true })
    element.parentElement!.append(element)
    await element.updateComplete
    expect(button(element, en.connect.disconnect)).to.not.equal(undefined)
    expect(told).to.equal(0)
  })

  it('may be removed while the session is being read', async () => {
    const { workspace } = await createWorld()
    const element = fixture<ConnectElement>(
      html`<snow-connect lang="en" .workspace=${workspace}></snow-connect>`,
    )
    element.remove()
    await element.updateComplete
    expect(words(element)).to.contain(en.connect.checking)
  })

  it('two on one page are one connection and tell of it once', async () => {
    const { workspace } = await createWorld({ signedIn: false })
    const pair = fixture<HTMLElement>(
      html`<div>
        <snow-connect lang="en" .workspace=${workspace}></snow-connect>
        <snow-connect lang="en" .workspace=${workspace}></snow-connect>
      </div>`,
    )
    const [first, second] = pair.querySelectorAll('snow-connect')
    const heard: EventTarget[] = []
    pair.addEventListener('snow-connected', (event) => heard.push(event.target!))
    ;(await until(() => button(second!, en.connect.connect))).click()
    await until(() => button(first!, en.connect.disconnect))
    await until(() => button(second!, en.connect.disconnect))
    expect(heard).to.deep.equal([first])
  })
})
