import { expect } from 'chai'
import '../src/embed.js'
import { fixture, until } from './support/fixture.js'
import { html } from 'lit'

describe('embed', () => {
  it('defines an element when its tag appears, however deep, and the others not', async () => {
    expect(customElements.get('snow-connect')).to.equal(undefined)
    fixture(
      html`<section>
        <p><snow-connect></snow-connect></p>
      </section>`,
    )
    await until(() => customElements.get('snow-connect'))
    expect(customElements.get('snow-panel')).to.equal(undefined)
    expect(customElements.get('snow-knowledge')).to.equal(undefined)
  })

  it('lets a panel bring what it shows', async () => {
    const panel = fixture(html`<snow-panel proxy="https://sn.example.com" instance=""></snow-panel>`)
    await until(() => customElements.get('snow-panel'))
    await until(() => panel.shadowRoot?.querySelector('snow-connect'))
  })
})
