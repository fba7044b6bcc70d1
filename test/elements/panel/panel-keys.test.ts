import { expect } from 'chai'
import { html } from 'lit'
import '../../../src/define/snow-panel.js'
import type { PanelElement } from '../../../src/elements/panel/panel-element.js'
import { fixture, until } from '../../support/fixture.js'
import { focused, press } from '../../support/press.js'
import { createWorld } from '../../support/world.js'

async function drawn(view: string): Promise<PanelElement> {
  const { workspace } = await createWorld()
  const panel = fixture<PanelElement>(
    html`<snow-panel lang="en" view=${view} .workspace=${workspace}></snow-panel>`,
  )
  panel.style.inlineSize = '420px'
  return panel
}

const find = <E extends Element = HTMLElement>(panel: PanelElement, selector: string): Promise<E> =>
  until(() => panel.shadowRoot!.querySelector<E>(selector), selector)

describe('keys and counts of <snow-panel>', () => {
  it('leads to the search of the tab by a slash, and leaves a slash in a field alone', async () => {
    const panel = await drawn('tickets')
    const picker = await find(panel, 'snow-incident-picker')
    const search = await until(() => picker.shadowRoot?.querySelector('input[type=search]'))
    ;(await find(panel, '#tab-tickets')).focus()
    press('/')
    expect(focused()).to.equal(search)
    const typed = new KeyboardEvent('keydown', { key: '/', bubbles: true, composed: true, cancelable: true })
    search.dispatchEvent(typed)
    expect(typed.defaultPrevented).to.equal(false)
    panel.show('knowledge')
    const knowledge = await find(panel, 'snow-knowledge')
    const field = await until(() => knowledge.shadowRoot?.querySelector('#search'))
    ;(await find(panel, '#tab-knowledge')).focus()
    press('/')
    expect(focused()).to.equal(field)
  })

  it('goes back to the list by Escape, but not out of a field', async () => {
    const panel = await drawn('tickets')
    const picker = await find<HTMLElementTagNameMap['snow-incident-picker']>(panel, 'snow-incident-picker')
    const title = await until(() => picker.shadowRoot?.querySelector<HTMLElement>('.row.incident .title'))
    title.click()
    const detail = await find(panel, 'snow-incident')
    const field = await until(() => detail.shadowRoot?.querySelector('textarea'))
    field.focus()
    press('Escape')
    await panel.updateComplete
    expect(panel.shadowRoot!.querySelector('snow-incident')).to.equal(detail)
    ;(await find(panel, '.back')).focus()
    press('Escape')
    await until(() => panel.shadowRoot!.querySelector('snow-incident') === null)
    await until(() => picker.shadowRoot!.contains(focused()))
  })

  it('counts the open tickets on the tab, once all of them are known', async () => {
    const panel = await drawn('new')
    const tab = await find(panel, '#tab-tickets')
    await until(() => panel.shadowRoot!.querySelector('snow-incident-form')?.shadowRoot)
    expect(panel.shadowRoot!.querySelector('snow-incident-picker'), 'nobody looked at the list').to.equal(
      null,
    )
    expect(tab.textContent!.trim()).to.equal('Tickets')
    panel.show('tickets')
    const picker = await find(panel, 'snow-incident-picker')
    const count = await until(() => tab.querySelector('.tab-count'))
    expect(picker.shadowRoot!.querySelector('.count')!.textContent).to.equal(`${count.textContent} incidents`)
  })
})
