import { expect } from 'chai'
import { html } from 'lit'
import '../../../src/define/snow-connect.js'
import type { ConnectElement } from '../../../src/elements/connect/connect-element.js'
import { de } from '../../../src/locales/de.js'
import { en } from '../../../src/locales/en.js'
import type { Workspace } from '../../../src/state/types.js'
import { expectAccessible } from '../../support/axe.js'
import { fixture, until } from '../../support/fixture.js'
import { flush } from '../../support/flush.js'
import { createTestClock } from '../../support/test-clock.js'
import { createWorld, type WorldOptions } from '../../support/world.js'

const second = 1_000
const minute = 60 * second

function card(workspace: Workspace, lang = 'en'): ConnectElement {
  return fixture<ConnectElement>(html`<snow-connect lang=${lang} .workspace=${workspace}></snow-connect>`)
}

const button = (element: ConnectElement, label: string): HTMLButtonElement | undefined =>
  [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find(
    ({ textContent }) => textContent.trim() === label,
  )
const seen = (element: ConnectElement): string =>
  element.shadowRoot!.querySelector('.card')!.textContent!.replace(/\s+/g, ' ')
const isConnected = (element: ConnectElement): Promise<unknown> =>
  until(() => button(element, en.connect.disconnect), 'being connected')

/** A person who has pressed Connect and is in the window. */
async function waiting(options: WorldOptions = {}, lang = 'en') {
  const clock = createTestClock()
  const world = await createWorld({ signedIn: false, popup: 'waits', clock, ...options })
  const element = card(world.workspace, lang)
  const { connect } = lang === 'de' ? de : en
  ;(await until(() => button(element, connect.connect))).click()
  await until(() => button(element, connect.openAgain))
  return { clock, world, element }
}

/** Everything that a screen reader is given from now on, in order. */
function announcements(element: ConnectElement): string[] {
  const said: string[] = []
  const root = element.shadowRoot!
  let before = [...root.querySelectorAll('[role=status]')].map(({ textContent }) => textContent)
  new MutationObserver(() => {
    const now = [...root.querySelectorAll('[role=status]')].map(({ textContent }) => textContent)
    now.forEach((text, index) => {
      if (text !== '' && text !== before[index]) said.push(text!)
    })
    before = now
  }).observe(root, { subtree: true, childList: true, characterData: true })
  return said
}

describe('<snow-connect>, while a sign-in waits', () => {
  for (const [lang, { connect }] of [
    ['en', en],
    ['de', de],
  ] as const) {
    it(`counts down in ${lang} and reads it out four times`, async () => {
      const { clock, element } = await waiting({}, lang)
      const said = announcements(element)
      clock.advance(7 * minute - second)
      await element.updateComplete
      expect(element.shadowRoot!.querySelector('[role=timer]')).to.equal(null)
      const shown: string[] = []
      for (let left = 180; left > 0; left -= 1) {
        clock.advance(second)
        await element.updateComplete
        const text = element.shadowRoot!.querySelector('[role=timer]')!.textContent!
        if (text !== shown.at(-1)) shown.push(text)
      }
      await flush()
      const { minutesLeft, secondsLeft } = connect
      const seconds = Array.from({ length: 60 }, (_, index) => secondsLeft(60 - index))
      expect(shown).to.deep.equal([minutesLeft(3), minutesLeft(2), ...seconds])
      expect(said).to.deep.equal([minutesLeft(3), minutesLeft(2), minutesLeft(1), secondsLeft(30)])
    })
  }

  it('ticks without moving anything', async () => {
    const { clock, element } = await waiting()
    clock.advance(9 * minute)
    await element.updateComplete
    const timer = element.shadowRoot!.querySelector<HTMLElement>('[role=timer]')!
    const width = timer.getBoundingClientRect().width
    expect(timer.getAnimations({ subtree: true })).to.deep.equal([])
    clock.advance(10 * second)
    await element.updateComplete
    expect(timer.getBoundingClientRect().width, 'figures are as wide as each other').to.equal(width)
  })

  it('ends after ten minutes, and a window that is only late still counts', async () => {
    const { clock, world, element } = await waiting()
    clock.advance(10 * minute)
    await until(() => seen(element).includes(en.errors.SNOW_SIGN_IN_TIMEOUT))
    await world.signIn()
    await isConnected(element)
  })

  it('is connected by a window that goes on after Cancel', async () => {
    const { world, element } = await waiting()
    button(element, en.common.cancel)!.click()
    await until(() => button(element, en.connect.connect))
    await world.signIn()
    await isConnected(element)
  })

  it('is connected by a window that starts again after Deny', async () => {
    const world = await createWorld({ signedIn: false, popup: 'denies' })
    const element = card(world.workspace)
    ;(await until(() => button(element, en.connect.connect))).click()
    await until(() => seen(element).includes(en.errors.SNOW_SIGN_IN_DENIED))
    await world.signIn()
    await isConnected(element)
  })

  it('is connected when another tab was faster, and so is the tab that did it', async () => {
    const world = await createWorld({ signedIn: false, popup: 'waits' })
    const tabs = [world.workspace, world.page(), world.page()].map((workspace) => card(workspace))
    for (const tab of tabs) (await until(() => button(tab, en.connect.connect))).click()
    await Promise.all(tabs.map((tab) => until(() => button(tab, en.connect.openAgain))))
    await world.signIn()
    await Promise.all(tabs.map(isConnected))
  })

  it('signs in to two instances of one page at the same time', async () => {
    const worlds = await Promise.all([1, 2].map(() => createWorld({ signedIn: false, popup: 'waits' })))
    const [first, second] = worlds.map(({ workspace }) => card(workspace))
    for (const element of [first!, second!]) (await until(() => button(element, en.connect.connect))).click()
    await worlds[1]!.signIn('beth.anglin')
    await isConnected(second!)
    expect(seen(second!)).to.contain('Beth Anglin')
    expect(button(first!, en.connect.openAgain), 'the other one waits on').to.not.equal(undefined)
    await worlds[0]!.signIn('abel.tuter')
    await isConnected(first!)
    expect(seen(first!)).to.contain('Abel Tuter')
  })

  describe('in a window that looks closed', () => {
    it('asks after two seconds of the person being back, and takes no for an answer', async () => {
      const { clock, world, element } = await waiting()
      world.looks.closed = true
      clock.advance(minute)
      await element.updateComplete
      expect(seen(element), 'the person is in the window').to.contain(en.connect.waitingLead)
      world.looks.focused = true
      clock.advance(2.5 * second)
      await element.updateComplete
      expect(seen(element)).to.contain(en.connect.waitingClosed)
      expect(button(element, en.connect.openAgain)?.classList.contains('primary')).to.equal(true)
      await expectAccessible(element)
      world.looks.focused = false
      clock.advance(second)
      await element.updateComplete
      expect(seen(element)).to.contain(en.connect.waitingLead)
    })

    it('goes on as in any other: it counts down, ends in time, and is connected by a success', async () => {
      const { clock, world, element } = await waiting()
      Object.assign(world.looks, { closed: true, focused: true })
      clock.advance(9.5 * minute)
      await element.updateComplete
      expect(seen(element)).to.contain(en.connect.waitingClosed).and.contain(en.connect.secondsLeft(30))
      await world.signIn()
      await isConnected(element)
    })

    it('moves no button under the cursor', async () => {
      const { clock, world, element } = await waiting()
      const place = (): number => button(element, en.connect.openAgain)!.getBoundingClientRect().top
      element.parentElement!.style.inlineSize = '420px'
      await element.updateComplete
      const before = place()
      Object.assign(world.looks, { closed: true, focused: true })
      clock.advance(3 * second)
      await element.updateComplete
      expect(seen(element)).to.contain(en.connect.waitingClosed)
      expect(place()).to.equal(before)
    })
  })
})
