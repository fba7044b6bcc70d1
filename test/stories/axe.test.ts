import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import { chromium, type Browser, type Page } from 'playwright-core'
import { chromiumArgs, chromiumPath } from '../../scripts/browsers.mjs'
import { serveStories, storyIds, storyIsDrawn, storyUrl } from '../../scripts/built-stories.mjs'

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const ids = await storyIds()

describe('stories', () => {
  let server: Awaited<ReturnType<typeof serveStories>>
  let browser: Browser

  before(async () => {
    server = await serveStories()
    browser = await chromium.launch({ executablePath: chromiumPath!, args: chromiumArgs })
  })
  after(async () => {
    await browser.close()
    await server.close()
  })

  let page: Page
  const errors: string[] = []

  before(async () => {
    const context = await browser.newContext({
      viewport: { width: 420, height: 760 },
      reducedMotion: 'reduce',
    })
    page = await context.newPage()
    page.on('pageerror', (error) => errors.push(error.message))
  })

  /** One line for each violation of the story as it stands. */
  const violations = (): Promise<readonly string[]> =>
    page.evaluate(async () => {
      const { axe } = globalThis as unknown as {
        axe: { run(root: Element, options: object): Promise<AxeResults> }
      }
      const found = await axe.run(document.querySelector('.snowline-story')!, { resultTypes: ['violations'] })
      return found.violations.flatMap(({ id, help, nodes }) =>
        nodes.map((node) => `${id}: ${help} at ${node.target.flat().join(' >> ')}`),
      )
    })

  /** Storybook's own addon may be looking at the story too, and axe runs once at a time. */
  async function violationsWhenFree(attempts = 20): Promise<readonly string[]> {
    try {
      return await violations()
    } catch (error) {
      if (attempts === 0 || !String(error).includes('already running')) throw error
      await page.evaluate(() => new Promise(requestAnimationFrame))
      return violationsWhenFree(attempts - 1)
    }
  }

  for (const id of ids) {
    it(`${id} has no violation, light and dark`, async () => {
      errors.length = 0
      await page.goto(storyUrl(server.url, id, { scheme: 'light' }))
      await storyIsDrawn(page)
      await page.evaluate(axeSource)
      const light = await violationsWhenFree()
      await page.evaluate(() => {
        document.documentElement.style.colorScheme = 'dark'
      })
      const dark = await violationsWhenFree()
      const lines = [
        ...light.map((line) => `light: ${line}`),
        ...dark.map((line) => `dark: ${line}`),
        ...errors.map((message) => `error: ${message}`),
      ]
      if (lines.length > 0) throw new Error(lines.join('\n'))
    })
  }
})
