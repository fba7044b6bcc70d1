import type { Browser, BrowserName, Page } from '../driver/driver.js'
import { poll } from '../driver/driver.js'
import type { BrowserTable } from './browser-table.js'
import type { Harvest } from './hostile-script.js'
import type { Sites } from './serve-sites.js'

/** What the suites of one browser share once their tests run. */
export interface Place {
  readonly name: BrowserName
  readonly browser: Browser
  readonly sites: Sites
  /** What is told of this browser in the documents. */
  readonly table: BrowserTable
}

/** What was noted on the host application's page since that button was pressed last. */
export async function notedSince(page: Page, click: string): Promise<readonly string[]> {
  const entries = await readNotes(page)
  // Whether a person sees the card of the connection or already what takes its place is all the same.
  return entries
    .slice(entries.lastIndexOf(`click ${click}`) + 1)
    .filter((entry) => entry !== 'card connected')
}

/** Resolves once the host was told of a fact. */
export async function heard(page: Page, fact: string): Promise<void> {
  await poll(fact, async () => ((await readNotes(page)).includes(fact) ? true : undefined))
}

function readNotes(page: Page): Promise<string[]> {
  return page.evaluate(() => JSON.parse(sessionStorage.getItem('recorded') ?? '[]') as string[])
}

/** What the hostile script has got hold of by now. */
export async function readHarvest(page: Page): Promise<Harvest> {
  const entries = await page.evaluate(() => (globalThis as unknown as { harvest(): string[] }).harvest())
  return entries.map((entry) => JSON.parse(entry) as [string, string])
}

/** Resolves once the page has asked its proxy who is signed in, after this was called. */
export async function sessionAsked({ sites }: Place): Promise<void> {
  const { requests } = sites.wire
  const before = requests.length
  await poll('a question about the session', async () =>
    requests
      .slice(before)
      .some(({ method, url }) => method === 'GET' && new URL(url).pathname === '/session/demo')
      ? true
      : undefined,
  )
}

/** Waits until the panel shows what only somebody connected sees. */
export function connected(page: Page): Promise<void> {
  return page.waitFor({ css: '[role=tab]', text: 'Tickets' })
}
