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

  for (const scheme of ['light', 'dark'] as const) {
    describe(`in ${scheme}`, () => {
      let page: Page
      const errors: string[] = []

      before(async () => {
        const context = await browser.newContext({
          viewport: { width: 420, height: 760 },
          colorScheme: scheme,
          reducedMotion: 'reduce',
        })
        page = await context.newPage()
        page.on('pageerror', (error) => errors.push(error.message))
      })

      for (const id of ids) {
        it(`${id} has no violation`, async () => {
          errors.length = 0
          await page.goto(storyUrl(server.url, id, { scheme }))
          await storyIsDrawn(page)
          await page.evaluate(axeSource)
          const lines = await page.evaluate(async () => {
            const { axe } = globalThis as unknown as {
              axe: { run(root: Element, options: object): Promise<AxeResults> }
            }
            const { violations } = await axe.run(document.querySelector('.snowline-story')!, {
              resultTypes: ['violations'],
            })
            return violations.flatMap((found) =>
              found.nodes.map((node) => `${found.id}: ${found.help} at ${node.target.flat().join(' >> ')}`),
            )
          })
          if (lines.length + errors.length > 0) throw new Error([...lines, ...errors].join('\n'))
        })
      }
    })
  }
})
