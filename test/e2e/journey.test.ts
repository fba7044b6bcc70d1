import { expect } from 'chai'
import { serveDemo, type Demo } from '../../src/cli/demo-command.js'
import type { Browser, Page } from './driver/driver.js'
import { browserNames, launchBrowser } from './driver/launch.js'
import { openHostPage, type HostPage } from './host-page.js'

const dist = new URL('../../dist', import.meta.url).pathname

for (const name of browserNames) {
  describe(`an afternoon with the panel, in ${name}`, function () {
    this.timeout(90_000)
    let browser: Browser
    let demo: Demo
    let page: Page
    let host: HostPage

    before(async () => {
      browser = await launchBrowser(name)
      demo = await serveDemo({ port: 0, incidents: 120, dist })
      page = await browser.newPage()
      host = await openHostPage(page, demo)
      await host.signIn('abel.tuter')
    })
    after(async () => {
      await browser?.close()
      await demo?.close()
    })

    /** Rows of a table as the instance has them for somebody. */
    async function onInstance(
      userName: string,
      table: string,
      parameters: Record<string, string>,
    ): Promise<Record<string, string>[]> {
      const response = await fetch(
        `${demo.instanceUrl}/api/now/table/${table}?${new URLSearchParams(parameters)}`,
        { headers: { Authorization: `Basic ${btoa(`${userName}:snowline`)}` } },
      )
      return ((await response.json()) as { result: Record<string, string>[] }).result
    }

    it('shows the person’s open incidents, newest first', async () => {
      await page.waitFor({ css: '[role=row] *', text: 'INC' })
      const mine = await onInstance('abel.tuter', 'incident', {
        sysparm_query: 'active=true^caller_id=javascript:gs.getUserID()^ORDERBYDESCopened_at',
      })
      expect(mine.length).to.be.greaterThan(3)
      for (const [index, { number }] of mine.entries()) {
        await page.waitFor({ css: `[role=row][aria-rowindex="${index + 1}"]`, text: number! })
      }
    })

    it('selects three and tells the host', async () => {
      for (let index = 1; index <= 3; index += 1) {
        await page.click({
          css: `[role=row][aria-rowindex="${index}"] [role=checkbox], [role=row][aria-rowindex="${index}"] input[type=checkbox]`,
        })
      }
      await host.heard('snow-selection-changed', '3 incidents')
      await page.click({ css: 'button', text: 'Attach' })
      await host.heard('snow-selection-confirmed', 'Attach 3 incidents')
    })
  })
}
