import { expect } from 'chai'
import { html, LitElement, type TemplateResult } from 'lit'
import { PopoverController } from '../../src/controllers/popover-controller.js'
import { menu, onMenuTriggerKey } from '../../src/elements/internal/menu.js'
import { expectAccessible } from '../support/axe.js'
import { fixture, until } from '../support/fixture.js'
import { focused, press } from '../support/press.js'

class MenuHost extends LitElement {
  readonly chosen: string[] = []
  closed = 0
  readonly menu = new PopoverController(this, {
    triggerId: 'trigger',
    popupId: 'popup',
    onClosed: () => (this.closed += 1),
  })

  protected override render(): TemplateResult {
    const item = (label: string) => ({ label, run: () => this.chosen.push(label) })
    return html`<button
        id="trigger"
        aria-haspopup="menu"
        aria-expanded=${this.menu.open}
        @click=${() => this.menu.toggle('first')}
        @keydown=${(event: KeyboardEvent) => onMenuTriggerKey(event, this.menu)}
      >
        Open
      </button>
      <button id="other">Other</button>
      ${menu({ popover: this.menu, label: 'Views', items: ['Mine', 'All', 'Archive'].map(item) })}`
  }
}
customElements.define('test-menu-host', MenuHost)

async function opened(key?: string) {
  const host = fixture<MenuHost>(html`<test-menu-host></test-menu-host>`)
  await host.updateComplete
  const trigger = host.shadowRoot!.getElementById('trigger')!
  trigger.focus()
  if (key === undefined) trigger.click()
  else press(key)
  await host.updateComplete
  return { host, trigger }
}

const word = (): string | undefined => focused()?.textContent?.trim()

describe('PopoverController and menu', () => {
  it('opens on the first item by a click and by the arrow, on the last one by the other arrow', async () => {
    await opened()
    expect(word()).to.equal('Mine')
    await opened('ArrowDown')
    expect(word()).to.equal('Mine')
    await opened('ArrowUp')
    expect(word()).to.equal('Archive')
  })

  it('is accessible while it is open', async () => {
    const { host } = await opened()
    await expectAccessible(host)
  })

  it('moves by arrows, Home, End and letters, round and round', async () => {
    await opened()
    const walk = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'End', 'a', 'a', 'm']
    const seen = walk.map((key) => (press(key), word()))
    expect(seen).to.deep.equal([
      'All',
      'Archive',
      'Mine',
      'Archive',
      'Mine',
      'Archive',
      'All',
      'Archive',
      'Mine',
    ])
  })

  it('runs what was chosen, once, and gives the focus back', async () => {
    const { host, trigger } = await opened()
    press('ArrowDown')
    ;(focused() as HTMLElement).click()
    await host.updateComplete
    expect(host.chosen).to.deep.equal(['All'])
    expect(host.shadowRoot!.getElementById('popup')).to.equal(null)
    expect(focused()).to.equal(trigger)
    expect(host.closed).to.equal(1)
  })

  it('closes on Escape, and lets the page keep its own Escape', async () => {
    const { host, trigger } = await opened()
    let seen = 0
    const count = (): number => (seen += 1)
    document.addEventListener('keydown', count)
    press('Escape')
    await host.updateComplete
    expect(host.menu.open).to.equal(false)
    expect(focused()).to.equal(trigger)
    press('Escape')
    document.removeEventListener('keydown', count)
    expect(seen).to.equal(1)
  })

  it('closes on a pointer outside, not on one inside', async () => {
    const { host } = await opened()
    const down = (target: Element): boolean =>
      target.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }))
    down(host.shadowRoot!.querySelector('.menu-item')!)
    expect(host.menu.open).to.equal(true)
    down(document.body)
    expect(host.menu.open).to.equal(false)
  })

  it('closes when the focus goes elsewhere, and leaves it there', async () => {
    const { host } = await opened()
    const other = host.shadowRoot!.getElementById('other')!
    other.focus()
    await host.updateComplete
    expect(host.menu.open).to.equal(false)
    expect(focused()).to.equal(other)
  })

  it('leaves no listener on the page when its host is removed', async () => {
    const { host } = await opened()
    host.remove()
    expect(host.menu.open).to.equal(false)
    expect(host.closed).to.equal(1)
    press('Escape')
    expect(host.closed).to.equal(1)
  })

  it('finds room within the window', async () => {
    const { host, trigger } = await opened('Tab')
    host.style.cssText = 'position: fixed; inset-block-end: 0; inset-inline-end: 0'
    trigger.click()
    await host.updateComplete
    await until(() => {
      const { bottom, right } = host.shadowRoot!.getElementById('popup')!.getBoundingClientRect()
      return bottom <= innerHeight && right <= innerWidth
    })
  })
})
