// `npm run pictures [-- part of a story's id …]`: every story at 320, 420 and 900 px, light and dark, and at
// 420 px right-to-left, in forced colours and with text twice as large; into pictures/.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowsers } from './ensure-programs.mjs'
import { ensureInstalled, root, run } from './install.mjs'

ensureInstalled()
if (!process.execPath.includes('node_modules')) {
  process.exit(run('node', ['scripts/pictures.mjs', ...process.argv.slice(2)]).status ?? 1)
}
ensureBrowsers()

const { chromium } = await import('playwright-core')
const { chromiumArgs, chromiumPath } = await import('./browsers.mjs')
const { serveStories, storyIds, storyIsDrawn, storyUrl } = await import('./built-stories.mjs')

const built = run('storybook', ['build', '--disable-telemetry', '--quiet', '-o', 'dist-storybook'], {
  quiet: true,
})
if (built.status !== 0) {
  console.error(built.stdout, built.stderr)
  process.exit(1)
}

const height = 760
const views = [
  ...[320, 420, 900].flatMap((width) =>
    ['light', 'dark'].map((scheme) => ({ name: `${width}-${scheme}`, width, globals: { scheme } })),
  ),
  { name: '420-rtl', width: 420, globals: { scheme: 'light', direction: 'rtl' } },
  { name: '420-forced-colours', width: 420, globals: { scheme: 'light' }, forced: true },
  { name: '420-text-200', width: 420, globals: { scheme: 'light' }, large: true },
]

const filters = process.argv.slice(2)
const ids = (await storyIds()).filter(
  (id) => filters.length === 0 || filters.some((part) => id.includes(part)),
)
const server = await serveStories()
const browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArgs })
for (const view of views) {
  const folder = join(root, 'pictures', view.name)
  mkdirSync(folder, { recursive: true })
  const context = await browser.newContext({
    viewport: { width: view.width, height },
    reducedMotion: 'reduce',
    forcedColors: view.forced ? 'active' : 'none',
    colorScheme: view.globals.scheme,
  })
  const page = await context.newPage()
  for (const id of ids) {
    await page.goto(storyUrl(server.url, id, view.globals))
    if (view.large) await page.addStyleTag({ content: 'html { font-size: 200% }' })
    await storyIsDrawn(page)
    await page.screenshot({ path: join(folder, `${id}.png`) })
  }
  await context.close()
  console.log(`${view.name}: ${ids.length} pictures`)
}
await browser.close()
await server.close()
