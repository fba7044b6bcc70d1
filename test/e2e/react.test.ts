import { serveDemo, type Demo } from '../../src/cli/demo-command.js'
import type { Browser, Page } from './driver/driver.js'
import { browserNames, launchBrowser } from './driver/launch.js'
import { completeSignIn } from './host-page.js'

const dist = new URL('../../dist', import.meta.url).pathname

for (const name of browserNames) {
  describe(`the React page, in ${name}`, function () {
    this.timeout(90_000)
    let browser: Browser
    let demo: Demo
    let page: Page

    before(async () => {
      browser = await launchBrowser(name)
      demo = await serveDemo({ port: 0, incidents: 120, dist })
      page = await browser.newPage()
    })
    after(async () => {
      await browser?.close()
      await demo?.close()
    })

    it('shows the list once somebody is connected, and hears what is chosen and opened', async () => {
      await page.goto(`${demo.url}/react/`)
      await page.click({ css: 'button', text: 'Connect' })
      await completeSignIn(await page.popup(), 'abel.tuter')
      await page.click({ css: '[role=row][aria-rowindex="2"] input[type=checkbox]' })
      await page.waitFor({ css: '.linked li', text: 'INC' })
      await page.click({ css: '[role=row] .title', text: 'Laptop keeps showing a blue screen' })
      await page.waitFor({ css: '[part~=activity] *', text: 'Abel Tuter' })
    })

    it('forgets all of it when the person disconnects', async () => {
      await page.click({ css: 'button', text: 'Disconnect' })
      await page.waitFor({ css: 'p', text: 'Nothing chosen yet' })
      await page.waitFor({ css: 'button', text: 'Connect' })
    })
  })
}
