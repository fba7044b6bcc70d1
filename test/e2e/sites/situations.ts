import { expect } from 'chai'
import type { Page } from '../driver/driver.js'
import { puppeteerPage } from '../driver/puppeteer-browser.js'
import { completeSignIn } from '../host-page.js'
import { forms, type Deployment } from './deployment.js'
import { connected, notedSince, sessionAsked, type Place } from './place.js'

const connect = { css: 'button', text: 'Connect' }

/**
 * What becomes of windows and tabs on people's machines, and most of all on their phones. The instance cuts
 * the opener in each of them, so that no message helps.
 */
export function situationsSuite(place: Place): void {
  for (const form of forms) {
    const cut: Partial<Deployment> = { form, instanceOpener: 'same-origin' }
    // In the cross-site form a page has to redeem the sign-in: where none does, the window becomes one.
    const returned = form === 'same-site' ? 'connected on return' : 'connected in the window, and on return'

    describe(`signing in where things go wrong, ${form}`, () => {
      let page: Page
      const note = (situation: string, outcome: string): void =>
        place.table.note(`${form}, ${situation}`, outcome)

      beforeEach(async () => {
        page = await place.browser.newPage()
      })
      afterEach(() => page.close())

      it('goes on in the same tab where the browser opens no window', async () => {
        const address = place.sites.deploy({ ...cut, windows: 'blocked' })
        await page.goto(address)
        await page.click(connect)
        await page.click({ css: 'button', text: 'Continue in this tab' })
        await completeSignIn(page, 'abel.tuter')
        await connected(page)
        expect(await page.url()).to.equal(address)
        expect(await notedSince(page, 'Continue in this tab')).to.include('snow-connected')
        expect((await notedSince(page, 'Continue in this tab')).join()).not.to.match(
          /failed|disconnected|error/,
        )
        note('windows blocked', 'same tab')
      })

      it('completes although the tab that began it was reloaded meanwhile', async () => {
        const address = place.sites.deploy(cut)
        await page.goto(address)
        await page.click(connect)
        const popup = await page.popup()
        await popup.waitFor({ css: 'button[value="abel.tuter"]' })
        await page.goto(address)
        await page.waitFor(connect)
        await completeSignIn(popup, 'abel.tuter')
        await popup.closed()
        await page.comeBack()
        await connected(page)
        note('tab reloaded meanwhile', 'connected on return')
      })

      it('completes although the tab that began it is gone', async () => {
        const address = place.sites.deploy(cut)
        await page.goto(address)
        await page.click(connect)
        const popup = await page.popup()
        await popup.waitFor({ css: 'button[value="abel.tuter"]' })
        const later = await page.newTab()
        await page.closeWindow()
        await completeSignIn(popup, 'abel.tuter')
        if (form === 'same-site') await popup.closed()
        else await takesItsPlace(popup, address)
        page = later
        await page.goto(address)
        await connected(page)
        note('tab discarded meanwhile', returned)
      })

      it('waits on when the window dies, and goes on in another', async () => {
        await page.goto(place.sites.deploy(cut))
        await page.click(connect)
        const first = await page.popup()
        await first.waitFor({ css: 'button[value="abel.tuter"]' })
        await first.closeWindow()
        await sessionAsked(place)
        expect(await notedSince(page, 'Connect')).to.deep.equal(['card connecting'])
        await page.click({ css: 'button', text: 'Open the window again' })
        await completeSignIn(await page.popup(), 'abel.tuter')
        await connected(page)
        // The card may be drawn anew meanwhile, as the same.
        const noted = (await notedSince(page, 'Open the window again')).filter(
          (entry) => entry !== 'card connecting',
        )
        expect(noted).to.deep.equal(['snow-connected'])
        note('window gone half-way', 'window opened again')
      })

      it('finds itself connected when another tab signed in', async () => {
        const address = place.sites.deploy(cut)
        await page.goto(address)
        await page.click(connect)
        const abandoned = await page.popup()
        await abandoned.waitFor({ css: 'button[value="abel.tuter"]' })
        const other = await page.newTab()
        await other.goto(address)
        await other.click(connect)
        await completeSignIn(await other.popup(), 'abel.tuter')
        await connected(other)
        await page.comeBack()
        await connected(page)
        expect(await notedSince(page, 'Connect')).to.deep.equal(['card connecting', 'snow-connected'])
        note('finished in another tab', 'connected on return')
      })

      // Only Chromium's driver can freeze a tab, as phones do with those in the background.
      if (place.name !== 'chromium') return
      it('finds itself connected when it was frozen meanwhile', async () => {
        await page.goto(place.sites.deploy(cut))
        await page.click(connect)
        const popup = await page.popup()
        await popup.waitFor({ css: 'button[value="abel.tuter"]' })
        const session = await puppeteerPage(page).createCDPSession()
        await session.send('Page.setWebLifecycleState', { state: 'frozen' })
        await completeSignIn(popup, 'abel.tuter')
        // In the cross-site form the page that is frozen has to redeem the sign-in: the window waits for it.
        if (form === 'same-site') await popup.closed()
        else await popup.waitFor({ css: '[role=status]', text: 'Signing in' })
        await session.send('Page.setWebLifecycleState', { state: 'active' })
        await popup.closed()
        await page.comeBack()
        await connected(page)
        expect(await notedSince(page, 'Connect')).to.deep.equal(['card connecting', 'snow-connected'])
        note('tab frozen meanwhile', 'connected on return')
      })
    })
  }
}

/** The sign-in window goes where the person began, since nobody there took its answer. */
async function takesItsPlace(popup: Page, address: string): Promise<void> {
  await connected(popup)
  expect(await popup.url()).to.equal(address)
}
