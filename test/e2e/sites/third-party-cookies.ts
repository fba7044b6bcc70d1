import { expect } from 'chai'
import type { Page } from '../driver/driver.js'
import type { Form } from './deployment.js'
import type { Place } from './place.js'
import type { ProbeAnswer } from './probe-site.js'

/** That the browser really is set up as the rest of the tests assume. */
export function thirdPartyCookies(place: Place): void {
  describe('the browser', () => {
    /** Asks a probe from the page that is shown, with cookies. */
    function echo(page: Page, to: Form): Promise<ProbeAnswer> {
      return page.evaluate(
        (url: string) =>
          fetch(url, { credentials: 'include' }).then((answer) => answer.json() as Promise<ProbeAnswer>),
        `${place.sites.probe[to]}/echo`,
      )
    }

    it('takes the cross-site form for two sites, and sends and keeps no third-party cookie', async () => {
      const { browser, sites, table } = place
      const page = await browser.newPage()
      for (const form of ['same-site', 'cross-site'] as const) {
        await page.goto(`${sites.probe[form]}/set?visited`)
        expect((await echo(page, form)).cookies, 'on its own site').to.deep.equal(['visited'])
      }
      await page.goto(`${sites.host}/bare`)
      expect(await echo(page, 'same-site')).to.deep.equal({ site: 'same-site', cookies: ['visited'] })
      expect(await echo(page, 'cross-site')).to.deep.equal({ site: 'cross-site', cookies: [] })
      await page.evaluate(
        (url: string) => fetch(url, { credentials: 'include' }).then(() => undefined),
        `${sites.probe['cross-site']}/set?embedded`,
      )
      expect((await echo(page, 'cross-site')).cookies).to.deep.equal([])
      table.note('Third-party cookies', 'not sent, not kept')
      await page.close()
    })
  })
}
