import { expect } from 'chai'
import { poll, type Page } from '../driver/driver.js'
import type { Deployment } from './deployment.js'
import { connected, notedSince, sessionAsked, type Place } from './place.js'

/** Whatever the opener policies of host and instance: people sign in through a window, and nothing tells them otherwise. */
export function openerMatrixSuite(place: Place, deployments: readonly Deployment[]): void {
  describe('signing in through a window', () => {
    for (const deployment of deployments) {
      it(`completes with ${situationOf(deployment)}`, async () => {
        const { browser, sites, table } = place
        const page = await browser.newPage()
        const address = sites.deploy(deployment)
        await page.goto(address)
        await page.click({ css: 'button', text: 'Connect' })
        const popup = await page.popup()
        await popup.waitFor({ css: 'button[value="abel.tuter"]' })
        const opener = await openerOf(page, popup)
        // The person takes their time, and the host's page asks, which may be told that the window is closed.
        const asked = sessionAsked(place)
        await popup.click({ css: 'button[value="abel.tuter"]' })
        await asked
        await popup.click({ css: 'button[name=allow]' })
        await popup.closed()
        await connected(page)
        expect(await notedSince(page, 'Connect')).to.deep.equal(['card connecting', 'snow-connected'])

        await page.goto(address)
        await connected(page)
        const noted = await notedSince(page, 'Connect')
        expect(noted).to.include.members(['snow-connected'])
        const alarms = noted.filter((entry) => /failed|disconnected|error/.test(entry))
        expect(alarms.join('\n'), 'what was told of a failure').to.equal('')
        table.note(situationOf(deployment), `window, opener ${opener}`)
        await page.close()
      })
    }
  })
}

/** What is left between the two windows; `closed` follows within a moment. */
async function openerOf(page: Page, popup: Page): Promise<'kept' | 'cut'> {
  const isCut = await popup.evaluate(() => opener === null)
  await poll('`closed` to agree with the opener', async () => {
    const isClosed = await page.evaluate(
      () => (globalThis as unknown as { openedWindow: Window }).openedWindow.closed,
    )
    return isClosed === isCut ? true : undefined
  })
  return isCut ? 'cut' : 'kept'
}

function situationOf({ form, hostOpener, instanceOpener }: Deployment): string {
  return `${form}, host \`${hostOpener}\`, instance \`${instanceOpener}\``
}
