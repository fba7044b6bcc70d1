import { expect } from 'chai'
import { html } from 'lit'
import '../../src/define/snow-connect.js'
import type { ConnectElement } from '../../src/elements/connect/connect-element.js'
import { fixture } from '../support/fixture.js'
import { abelsSession, scriptedWorkspace } from '../support/scripted-workspace.js'

const missingOf = (element: ConnectElement): readonly string[] =>
  [...element.shadowRoot!.querySelectorAll('.missing code')].map(({ textContent }) => textContent)

async function connect(proxy: string, instance: string): Promise<ConnectElement> {
  const element = fixture<ConnectElement>(
    html`<snow-connect lang="en" proxy=${proxy} instance=${instance}></snow-connect>`,
  )
  await element.updateComplete
  return element
}

describe('WorkspaceController', () => {
  it('names what the page has to set', async () => {
    expect(missingOf(await connect('', ''))).to.have.length(2)
  })

  for (const [proxy, instance, wrong] of [
    ['ftp://sn.example.com', 'prod', 'proxy'],
    ['https://', 'prod', 'proxy'],
    ['https://sn.example.com', '  ', 'instance'],
  ] as const) {
    it(`says that ${wrong} has to be set where it is "${wrong === 'proxy' ? proxy : instance}"`, async () => {
      const missing = missingOf(await connect(proxy, instance))
      expect(missing).to.have.length(1)
      expect(missing[0]).to.contain(wrong)
    })
  }

  it('goes on with the next value after a wrong one', async () => {
    const element = await connect('ftp://sn.example.com', 'prod')
    element.workspace = scriptedWorkspace({ phase: 'connected', session: abelsSession })
    await element.updateComplete
    expect(missingOf(element)).to.deep.equal([])
    expect(element.shadowRoot!.textContent).to.contain(abelsSession.user.name)
  })

  it('takes an attribute that was removed for one that was never set', async () => {
    const element = await connect('https://sn.example.com', 'prod')
    element.removeAttribute('proxy')
    await element.updateComplete
    expect(missingOf(element)[0]).to.contain('proxy')
  })
})
