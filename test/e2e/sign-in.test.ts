import { expect } from 'chai'
import type { Page } from './driver/driver.js'
import { completeSignIn, openHostPage } from './host-page.js'
import { inEachBrowser } from './in-each-browser.js'

inEachBrowser('signing in', (surroundings) => {
  let page: Page

  beforeEach(async () => {
    page = await surroundings.browser.newPage()
  })
  afterEach(() => page.close())

  for (const [userName, personName] of [
    ['abel.tuter', 'Abel Tuter'],
    ['beth.anglin', 'Beth Anglin'],
  ] as const) {
    it(`works as ${userName} in a window that closes itself, and outlives a reload`, async () => {
      const host = await openHostPage(page, surroundings.demo)
      await page.click({ css: 'button', text: 'Connect' })
      const popup = await page.popup()
      await completeSignIn(popup, userName)
      await popup.closed()
      await page.waitFor({ css: '[role=tab]', text: 'Tickets' })
      await host.heard('snow-connected', `${personName} is signed in to Acme IT`)

      await page.goto(`${surroundings.demo.url}/`)
      await page.waitFor({ css: '[role=tab]', text: 'Tickets' })
    })
  }

  it('works in the same tab when windows are blocked', async () => {
    await openHostPage(page, surroundings.demo)
    await page.evaluate(() => {
      window.open = () => null
    })
    await page.click({ css: 'button', text: 'Connect' })
    await page.click({ css: 'button', text: 'Continue in this tab' })
    await completeSignIn(page, 'abel.tuter')
    await page.waitFor({ css: '[role=tab]', text: 'Tickets' })
    expect(await page.url()).to.equal(`${surroundings.demo.url}/`)
  })

  it('says what happened after Deny, and starts again', async () => {
    await openHostPage(page, surroundings.demo)
    await page.click({ css: 'button', text: 'Connect' })
    const popup = await page.popup()
    await popup.click({ css: 'button[value="abel.tuter"]' })
    await popup.click({ css: 'button[name=deny]' })
    await page.waitFor({ css: 'p', text: 'ServiceNow was told not to allow the connection' })
    await popup.click({ css: 'a', text: 'Start again' })
    // The instance still knows who is there: only consent is asked.
    await popup.click({ css: 'button[name=allow]' })
    await page.waitFor({ css: '[role=tab]', text: 'Tickets' })
  })

  it('ends on Disconnect, in every tab of the session', async () => {
    const host = await openHostPage(page, surroundings.demo)
    await host.signIn('abel.tuter')
    await page.click({ css: 'button', text: 'Account of' })
    await page.click({ css: '[role=menuitem]', text: 'Disconnect' })
    await page.waitFor({ css: 'button', text: 'Connect' })
    await host.heard('snow-disconnected', 'Disconnected')
  })
})
