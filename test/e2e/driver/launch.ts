import type { Browser, BrowserName, LaunchOptions } from './driver.js'
import { launchPuppeteer } from './puppeteer-browser.js'
import { launchWebKit } from './webkit-browser.js'

/** `BROWSERS=chromium` runs fewer while working. */
export const browserNames = (process.env['BROWSERS'] ?? 'chromium,firefox,webkit').split(',') as BrowserName[]

export function launchBrowser(name: BrowserName, options: LaunchOptions = {}): Promise<Browser> {
  return name === 'webkit' ? launchWebKit(options) : launchPuppeteer(name, options)
}
