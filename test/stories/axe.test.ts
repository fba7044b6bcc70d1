import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { AxeResults, RunOptions } from 'axe-core'
import { chromium, type Browser, type Page } from 'playwright-core'
import { chromiumArgs, chromiumPath } from '../../scripts/browsers.mjs'
import { serveStories, showStory, storyIds, storyIsDrawn, storyUrl } from '../../scripts/built-stories.mjs'

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const ids = await storyIds()
/** Pages that look at stories side by side: one for each core of a small machine. */
const pagesAtOnce = 2
/** What another scheme may break; markup and names are the same in both. */
const rulesOfColour = ['color-contrast', 'link-in-text-block']

type Outcome = readonly string[] | Error

describe('stories, light and dark', function () {
  this.timeout(60_000)
  let server: Awaited<ReturnType<typeof serveStories>>
  let browser: Browser
  const outcomes = new Map<string, Promise<Outcome>>()

  before(async () => {
    server = await serveStories()
    browser = await chromium.launch({ executablePath: chromiumPath!, args: chromiumArgs })
    const lanes = await Promise.all(Array.from({ length: pagesAtOnce }, openPage))
    for (const [index, id] of ids.entries()) {
      // Each page looks at its stories one after the other.
      const lane = lanes[index % pagesAtOnce]!
      const outcome = lane.last.then(() => look(lane.page, id)).catch((error: unknown) => error as Error)
      lane.last = outcome
      outcomes.set(id, outcome)
    }
  })
  after(async () => {
    await browser.close()
    await server.close()
  })

  async function openPage(): Promise<{ readonly page: Page; last: Promise<unknown> }> {
    const context = await browser.newContext({
      viewport: { width: 420, height: 760 },
      reducedMotion: 'reduce',
    })
    const page = await context.newPage()
    // Storybook's own look at accessibility is off: axe runs once at a time.
    await page.goto(storyUrl(server.url, ids[0]!, { scheme: 'light', 'a11y.manual': '!true' }))
    await storyIsDrawn(page)
    await page.evaluate(axeSource)
    return { page, last: Promise.resolve() }
  }

  /** One line for everything that is wrong with a story, in both schemes. */
  async function look(page: Page, id: string): Promise<Outcome> {
    const errors: string[] = []
    const onError = ({ message }: Error): number => errors.push(`error: ${message}`)
    page.on('pageerror', onError)
    await showStory(page, id)
    const light = await violations(page, {})
    await page.evaluate(() => {
      document.documentElement.style.colorScheme = 'dark'
    })
    const dark = await violations(page, { runOnly: rulesOfColour })
    page.off('pageerror', onError)
    return [...light.map((line) => `light: ${line}`), ...dark.map((line) => `dark: ${line}`), ...errors]
  }

  function violations(page: Page, options: RunOptions): Promise<readonly string[]> {
    return page.evaluate(async (more) => {
      const { axe } = globalThis as unknown as {
        axe: { run(root: Element, options: object): Promise<AxeResults> }
      }
      const story = document.querySelector('.snowline-story')!
      const found = await axe.run(story, { resultTypes: ['violations'], ...more })
      return found.violations.flatMap(({ id, help, nodes }) =>
        nodes.map((node) => `${id}: ${help} at ${node.target.flat().join(' >> ')}`),
      )
    }, options)
  }

  for (const id of ids) {
    it(`${id} has no violation`, async () => {
      const outcome = await outcomes.get(id)!
      if (outcome instanceof Error) throw outcome
      if (outcome.length > 0) throw new Error(outcome.join('\n'))
    })
  }
})
