// The built Storybook: a server for it, and the list of its stories.
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import { extname, join, normalize } from 'node:path'

const folder = join(import.meta.dirname, '..', 'dist-storybook')
const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
}

/** Serves `dist-storybook` on a free port of loopback. */
export async function serveStories() {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname)
    try {
      const body = await readFile(join(folder, path.endsWith('/') ? `${path}index.html` : path))
      response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/octet-stream' })
      response.end(body)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** Ids of all stories, such as `connect--waiting`. */
export async function storyIds() {
  const index = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'))
  return Object.values(index.entries)
    .filter((entry) => entry.type === 'story')
    .map((entry) => entry.id)
}

/** Address of one story on its own. */
export function storyUrl(url, id, globals = {}) {
  const list = Object.entries(globals)
    .map(([name, value]) => `${name}:${value}`)
    .join(';')
  return `${url}/iframe.html?id=${id}&viewMode=story${list === '' ? '' : `&globals=${list}`}`
}

/**
 * Shows another story in a page that shows one, as a click in the sidebar does: what all stories need is
 * loaded once. Resolves when the story is drawn.
 */
export async function showStory(page, id) {
  await page.evaluate(async (storyId) => {
    const preview = globalThis.__STORYBOOK_PREVIEW__
    preview.channel.emit('setCurrentStory', { storyId, viewMode: 'story' })
    while (preview.currentRender?.id !== storyId) await new Promise(globalThis.requestAnimationFrame)
    globalThis.settledFrames = 0
  }, id)
  await storyIsDrawn(page)
}

/** Resolves when the story is drawn and its elements have settled. */
export async function storyIsDrawn(page) {
  // What a story does once it is drawn belongs to its picture.
  await page
    .waitForFunction(
      () => {
        const phase = globalThis.__STORYBOOK_PREVIEW__?.currentRender?.phase
        return ['played', 'completed', 'finished', 'errored', 'aborted'].includes(phase)
      },
      undefined,
      { timeout: 8_000 },
    )
    .catch(() => undefined)
  await page
    .waitForFunction(
      () => {
        const main = document.querySelector('.snowline-story')
        if (document.body.classList.contains('sb-show-errordisplay')) return true
        if (main === null || main.childElementCount === 0) return false
        const busy = (root) =>
          [...root.querySelectorAll('*')].some(
            (element) =>
              (element.shadowRoot !== null && busy(element.shadowRoot)) ||
              element.isUpdatePending === true ||
              element.matches('[aria-busy="true"]:not([data-stays-busy])'),
          )
        const settled = !busy(document)
        globalThis.settledFrames = settled ? (globalThis.settledFrames ?? 0) + 1 : 0
        return globalThis.settledFrames > 6
      },
      undefined,
      // A story of a loading state never settles: what it shows after this is what it shows.
      { timeout: 2_500 },
    )
    .catch(() => undefined)
  const failure = await page.evaluate(() =>
    document.body.classList.contains('sb-show-errordisplay')
      ? (document.querySelector('#error-message')?.textContent ?? 'failed')
      : undefined,
  )
  if (failure !== undefined) throw new Error(`The story did not render: ${failure}`)
}
