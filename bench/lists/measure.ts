import { chromium, type Browser, type CDPSession, type Page } from 'playwright-core'
import { chromiumArgs, chromiumPath } from '../../scripts/browsers.mjs'
import type { Fling, ListPage, Painted } from './page/list-page.js'
import type { Pages } from './pages.js'
import type { Variant } from './variants.js'

declare const listPage: ListPage

/** How much slower than this machine's the page's processor is made. */
export const throttling = 4
export const stepPx = 250

export interface Wish {
  readonly rows: number
  /** Steps of the fling; 0 for none. */
  readonly steps: number
  readonly end: boolean
  readonly heap: boolean
}

export interface Sample {
  readonly firstRowsMs: number | undefined
  readonly nodes: number
  /** Nodes after the fling; those before it when there was none. */
  readonly nodesAfter: number
  /** What a list holds beside the records, on a page that has one already and so its compiled code. */
  readonly heapKb: number | undefined
  /** What the first list of the page holds beside the records, compiled code included. */
  readonly firstHeapKb: number
  readonly fling: FlingSample | undefined
  /** `undefined`: not asked for, or not reached. */
  readonly endMs: number | undefined
}

export interface FlingSample {
  /** Processor time of the main thread for one step. */
  readonly stepMs: number
  readonly work: Quantiles
  readonly frame: Quantiles
  /** Frames of 60 a second that were missed. */
  readonly dropped: number
  readonly wrong: number
}

export interface Quantiles {
  readonly medianMs: number
  readonly p95Ms: number
}

export function openBrowser(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('This needs Chromium: apt install chromium')
  return chromium.launch({ executablePath: chromiumPath, args: chromiumArgs })
}

/** One list in a page of its own, from nothing. Throws when the page did. */
export async function measure(browser: Browser, pages: Pages, variant: Variant, wish: Wish): Promise<Sample> {
  const context = await browser.newContext({ viewport: { width: 800, height: 800 } })
  try {
    const page = await context.newPage()
    const broken: Error[] = []
    page.on('pageerror', (error) => broken.push(error))
    await page.goto(pages.urlOf(variant))
    await page.waitForFunction(() => 'listPage' in globalThis)
    await page.evaluate((count) => listPage.prepare(count), wish.rows)
    const sample = await measurePage(page, await context.newCDPSession(page), wish)
    if (broken[0] !== undefined) throw broken[0]
    return sample
  } catch (error) {
    throw new Error(`${variant.name} with ${wish.rows} rows`, { cause: error })
  } finally {
    await context.close()
  }
}

async function measurePage(page: Page, browserSession: CDPSession, wish: Wish): Promise<Sample> {
  const before = await heapKb(browserSession)
  await browserSession.send('Emulation.setCPUThrottlingRate', { rate: throttling })
  const first = await page.evaluate(() => listPage.mount())
  await page.evaluate(untilQuiet)
  const nodes = await page.evaluate(() => listPage.nodes())
  const fling = wish.steps === 0 ? undefined : await measureFling(page, browserSession, wish.steps)
  const nodesAfter = await page.evaluate(() => listPage.nodes())
  const end: Painted = wish.end ? await page.evaluate(() => listPage.jumpToEnd()) : { ms: undefined }
  await browserSession.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  const firstHeapKb = (await heapKb(browserSession)) - before
  const ownHeapKb = wish.heap ? await measureAnother(page, browserSession, before + firstHeapKb) : undefined
  return { firstRowsMs: first.ms, nodes, nodesAfter, heapKb: ownHeapKb, firstHeapKb, fling, endMs: end.ms }
}

async function measureAnother(page: Page, browserSession: CDPSession, before: number): Promise<number> {
  await page.evaluate(() => listPage.mountAnother())
  await page.evaluate((px) => listPage.fling(40, px), stepPx)
  await page.evaluate(untilQuiet)
  return (await heapKb(browserSession)) - before
}

async function measureFling(page: Page, browserSession: CDPSession, steps: number): Promise<FlingSample> {
  const busyBefore = await busySeconds(browserSession)
  const fling = await page.evaluate(([count, px]) => listPage.fling(count, px), [steps, stepPx] as const)
  const busyMs = ((await busySeconds(browserSession)) - busyBefore) * 1000
  return {
    stepMs: busyMs / steps,
    work: quantilesOf(fling.worksMs),
    frame: quantilesOf(fling.framesMs),
    dropped: droppedIn(fling),
    wrong: fling.wrong,
  }
}

function droppedIn({ framesMs }: Fling): number {
  const frameMs = 1000 / 60
  return framesMs.reduce((sum, ms) => sum + Math.max(0, Math.round(ms / frameMs) - 1), 0)
}

async function heapKb(browserSession: CDPSession): Promise<number> {
  // What a first collection lets go of, a second one takes.
  for (let time = 0; time < 2; time += 1) await browserSession.send('HeapProfiler.collectGarbage')
  return (await browserSession.send('Runtime.getHeapUsage')).usedSize / 1024
}

/** Processor time of the page's main thread: what other programs take of the machine is not in it. */
async function busySeconds(browserSession: CDPSession): Promise<number> {
  await browserSession.send('Performance.enable', { timeDomain: 'threadTicks' })
  const { metrics } = await browserSession.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')!.value
}

/** Half a second: what a list does once it rests belongs neither to its first rows nor to a fling. */
function untilQuiet(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 500))
}

function quantilesOf(values: readonly number[]): Quantiles {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!
  return { medianMs: at(0.5), p95Ms: at(0.95) }
}
