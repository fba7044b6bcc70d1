import { launch, type ElementHandle, type Page as PuppeteerPage } from 'puppeteer-core'
import { chromiumArgs, chromiumPath, firefoxPath } from '../../../scripts/browsers.mjs'
import {
  callText,
  describeTarget,
  findAll,
  poll,
  type Browser,
  type LaunchOptions,
  type Page,
  type Target,
} from './driver.js'

/** Rejects every third-party cookie. Firefox would else keep them apart by site; Chromium's contexts reject them. */
const rejectForeignCookies = { 'network.cookie.cookieBehavior': 1 }

/** Chromium and Firefox by WebDriver BiDi and CDP. */
export async function launchPuppeteer(
  name: 'chromium' | 'firefox',
  { strictSites = false }: LaunchOptions = {},
): Promise<Browser> {
  const options = { headless: true, acceptInsecureCerts: strictSites }
  const browser =
    name === 'chromium'
      ? await launch({ ...options, executablePath: chromiumPath!, args: chromiumArgs })
      : await launch({
          ...options,
          browser: 'firefox',
          executablePath: firefoxPath!,
          extraPrefsFirefox: strictSites ? rejectForeignCookies : {},
        })
  return {
    name,
    async newPage() {
      const context = await browser.createBrowserContext()
      const page = await context.newPage()
      await page.setViewport({ width: 1280, height: 900 })
      return wrap(page)
    },
    close: () => browser.close(),
  }
}

const wrapped = new WeakMap<Page, PuppeteerPage>()
/** The windows that a test has had so far. */
const known = new WeakSet<PuppeteerPage>()

/** The page of the library beneath, for what only one browser can do. */
export function puppeteerPage(page: Page): PuppeteerPage {
  return wrapped.get(page)!
}

function wrap(page: PuppeteerPage): Page {
  const find = (target: Target): Promise<ElementHandle<Element>> =>
    poll(describeTarget(target), async () => {
      const handle = await page.evaluateHandle(`${callText(findAll, target.css, target.text)}[0]`)
      return (handle.asElement() as ElementHandle<Element> | null) ?? undefined
    })

  const self: Page = {
    goto: async (url) => void (await page.goto(url, { waitUntil: 'load' })),
    url: async () => page.url(),
    click: (target) =>
      poll(`a click on ${describeTarget(target)}`, async () => {
        await (await find(target)).click()
        return true
      }).then(() => undefined),
    async fill(target, text) {
      const element = await find(target)
      await element.evaluate((field) => {
        ;(field as HTMLInputElement).focus()
        ;(field as HTMLInputElement).select?.()
      })
      await page.keyboard.press('Backspace')
      await element.type(text)
    },
    press: (key) => page.keyboard.press(key as 'Enter'),
    waitFor: async (target) => void (await find(target)),
    text: async (target) => (await find(target)).evaluate((element) => element.textContent ?? ''),
    count: async (target) =>
      Number(await page.evaluate(`${callText(findAll, target.css, target.text)}.length`)),
    evaluate: async (run, ...args) => (await page.evaluate(callText(run, ...args))) as never,
    popup: () =>
      poll('another window', async () => {
        const pages = await page.browserContext().pages()
        const other = pages.find((each) => !known.has(each))
        return other === undefined ? undefined : wrap(other)
      }),
    closed: () =>
      poll('the window to close', async () => (page.isClosed() ? true : undefined)).then(() => undefined),
    newTab: async () => wrap(await page.browserContext().newPage()),
    async comeBack() {
      // Headless Chromium takes the focus from no page when a window opens, but when a tab does.
      const elsewhere = await page.browserContext().newPage()
      await page.bringToFront()
      await elsewhere.close()
    },
    closeWindow: () => page.close(),
    close: () => page.browserContext().close(),
  }
  wrapped.set(self, page)
  known.add(page)
  return self
}
