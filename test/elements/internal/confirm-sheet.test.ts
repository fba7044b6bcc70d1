import { expect } from 'chai'
import { html, LitElement } from 'lit'
import type { WriteRequest } from '../../../src/actions/types.js'
import { createFormats } from '../../../src/controllers/formats.js'
import { confirmSheet, type ConfirmSheet } from '../../../src/elements/internal/confirm-sheet.js'
import { confirmSheetStyles } from '../../../src/elements/internal/confirm-sheet.styles.js'
import { SnowElement } from '../../../src/elements/internal/snow-element.js'
import { en } from '../../../src/locales/en.js'
import { expectAccessible } from '../../support/axe.js'
import { fixture } from '../../support/fixture.js'
import { press } from '../../support/press.js'

let shown: ConfirmSheet

class SheetCase extends LitElement {
  static override styles = [...SnowElement.styles, confirmSheetStyles]

  protected override render(): unknown {
    return html`<div class="behind" inert>Behind</div>
      ${confirmSheet(shown)}`
  }
}
customElements.define('sheet-case', SheetCase)

const said: string[] = []

async function ask(pending: WriteRequest | undefined, rest: Partial<ConfirmSheet> = {}): Promise<ShadowRoot> {
  said.length = 0
  shown = {
    confirmation: {
      pending,
      person: 'Abel Tuter',
      approve: () => said.push('yes'),
      refuse: () => said.push('no'),
    },
    messages: en,
    formats: createFormats('en'),
    ...rest,
  }
  const element = fixture<SheetCase>(html`<sheet-case></sheet-case>`)
  await element.updateComplete
  if (pending !== undefined) await expectAccessible(element)
  return element.shadowRoot!
}

const create: WriteRequest = {
  action: 'create_incident',
  table: 'incident',
  record: undefined,
  changes: [
    { field: 'short_description', before: undefined, after: 'VPN <b>drops</b>' },
    { field: 'u_site', before: undefined, after: 'Oslo' },
  ],
  files: [{ name: 'log.txt', sizeBytes: 2_000 }],
}

const update: WriteRequest = {
  action: 'change_incident_priority',
  table: 'incident',
  record: { table: 'incident', sysId: 'a'.repeat(32), number: 'INC0010001' },
  changes: [{ field: 'urgency', before: '3', after: '1' }],
  files: [],
}

describe('confirmSheet', () => {
  it('renders nothing while no write waits', async () => {
    const root = await ask(undefined)
    expect(root.querySelector('[role="dialog"]')).to.equal(null)
  })

  it('lists the fields of a new record and its files, on whose behalf, and names the act', async () => {
    const root = await ask(create)
    const text = root.querySelector('.sheet')?.textContent ?? ''
    expect(text).to.contain('Short description').and.to.contain('VPN <b>drops</b>')
    expect(text).to.contain('u_site').and.to.contain('log.txt').and.to.contain('As Abel Tuter')
    expect(root.querySelector('.primary')?.textContent?.trim()).to.equal('File incident')
    expect(root.querySelectorAll('th[scope="col"]')).to.have.length(2)
  })

  for (const [request, said] of [
    [create, 'Filed as CxM Integration'],
    [update, 'As CxM Integration'],
  ] as const) {
    it(`says of a service account: ${said}`, async () => {
      const account = 'CxM Integration'
      const acts = { approve: () => undefined, refuse: () => undefined }
      const confirmation = { pending: request, person: account, actingAs: account, ...acts }
      const root = await ask(request, { confirmation })
      expect(root.querySelector('.behalf')?.textContent).to.contain(said)
    })
  }

  it('shows before and after of a change, in the words that the element knows', async () => {
    const words: Readonly<Record<string, string>> = { '1': '1 - High', '3': '3 - Low' }
    const root = await ask(update, { wordFor: (_, value) => words[value] })
    expect(root.querySelector('.was')?.textContent?.trim()).to.equal('3 - Low')
    expect(root.querySelector('.becomes')?.textContent).to.equal('1 - High')
    expect(root.querySelector('header')?.textContent).to.contain('INC0010001')
    expect(root.querySelector('.primary')?.textContent?.trim()).to.equal('Apply')
  })

  it('takes Escape for no, and Ctrl or Cmd with Enter for yes', async () => {
    const root = await ask(create)
    const sheet = root.querySelector<HTMLElement>('.sheet')!
    sheet.focus()
    press('Enter')
    press('Escape')
    press('Enter', { ctrlKey: true })
    press('Enter', { metaKey: true })
    expect(said).to.deep.equal(['no', 'yes', 'yes'])
  })

  it('does not take a key that is still held down for a yes', async () => {
    const root = await ask(create)
    root
      .querySelector('.sheet')!
      .dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, repeat: true }))
    expect(said).to.deep.equal([])
  })
})
