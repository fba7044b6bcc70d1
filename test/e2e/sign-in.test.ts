import { expect } from 'chai'
import { serveDemo, type Demo } from '../../src/cli/demo-command.js'
import type { Browser, Page } from './driver/driver.js'
import { browserNames, launchBrowser } from './driver/launch.js'
import { completeSignIn, openHostPage } from './host-page.js'

const dist = new URL('../../dist', import.meta.url).pathname

for (const name of browserNames) {
  describe(`signing in, in ${name}`, function () {
    this.timeout(90_000)
    let browser: Browser
    let demo: Demo
    let page: Page

    before(async () => {
      browser = await launchBrowser(name)
      demo = await serveDemo({ port: 0, incidents: 120, dist })
    })
    after(async () => {
      await browser?.close()
      await demo?.close()
    })
    beforeEach(async () => {
      page = await browser.newPage()
    })
    afterEach(() => page.close())

    for (const [userName, personName] of [
      ['abel.tuter', 'Abel Tuter'],
      ['beth.anglin', 'Beth Anglin'],
    ] as const) {
      it(`works as ${userName} in a window that closes itself, and outlives a reload`, async () => {
        const host = await openHostPage(page, demo)
        await page.click({ css: 'button', text: 'Connect' })
        const popup = await page.popup()
        await completeSignIn(popup, userName)
        await popup.closed()
        await page.waitFor({ css: '[role=tab]', text: 'Tickets' })
        await host.heard('snow-connected', `${personName} is signed in to Acme IT`)

        await page.goto(`${demo.url}/`)
        await page.waitFor({ css: '[role=tab]', text: 'Tickets' })
      })
    }

    it('works in the same tab when windows are blocked', async () => {
      await openHostPage(page, demo)
      await page.evaluate(() => {
        window.open = () => null
      })
      await page.click({ css: 'button', text: 'Connect' })
      await page.click({ css: 'button', text: 'Continue in this tab' })
      await completeSignIn(page, 'abel.tuter')
      await page.waitFor({ css: '[role=tab]', text: 'Tickets' })
      expect(await page.url()).to.equal(`${demo.url}/`)
    })

    it('says what happened after Deny, and starts again', async () => {
      await openHostPage(page, demo)
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
      const host = await openHostPage(page, demo)
      await host.signIn('abel.tuter')
      await page.click({ css: 'button', text: 'Account of' })
      await page.click({ css: '[role=menuitem]', text: 'Disconnect' })
      await page.waitFor({ css: 'button', text: 'Connect' })
      await host.heard('snow-disconnected', 'Disconnected')
    })
  })
}
