import type { Page } from './driver/driver.js'
import { completeSignIn } from './host-page.js'
import { inEachBrowser } from './in-each-browser.js'

inEachBrowser('the React page', (surroundings) => {
  let page: Page

  before(async () => {
    page = await surroundings.browser.newPage()
  })

  it('shows the list once somebody is connected, and hears what is chosen and opened', async () => {
    await page.goto(`${surroundings.demo.url}/react/`)
    await page.click({ css: 'button', text: 'Connect' })
    await completeSignIn(await page.popup(), 'abel.tuter')
    await page.click({ css: '[role=row][id="row-1"] input[type=checkbox]' })
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
