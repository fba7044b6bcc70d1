import { launch, type ElementHandle, type Page as PuppeteerPage } from 'puppeteer-core'
import { chromiumArgs, chromiumPath, firefoxPath } from '../../../scripts/browsers.mjs'
import { callText, describeTarget, findAll, poll, type Browser, type Page, type Target } from './driver.js'

/** Chromium and Firefox by WebDriver BiDi and CDP. */
export async function launchPuppeteer(name: 'chromium' | 'firefox'): Promise<Browser> {
  const browser =
    name === 'chromium'
      ? await launch({ executablePath: chromiumPath!, args: chromiumArgs, headless: true })
      : await launch({ browser: 'firefox', executablePath: firefoxPath!, headless: true })
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
      poll('a second window', async () => {
        const pages = await page.browserContext().pages()
        const other = pages.filter((candidate) => candidate !== page).at(-1)
        return other === undefined ? undefined : wrap(other)
      }),
    closed: () =>
      poll('the window to close', async () => (page.isClosed() ? true : undefined)).then(() => undefined),
    close: () => page.browserContext().close(),
  }
  wrapped.set(self, page)
  return self
}
