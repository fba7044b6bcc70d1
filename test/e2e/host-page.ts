import type { Demo } from '../../src/cli/demo-command.js'
import type { Page } from './driver/driver.js'

/** The acts of a person on the demo's host page. */
export interface HostPage {
  readonly page: Page
  /** Connects through the window, as that person. */
  signIn(userName: string): Promise<void>
  /** Opens a tab of the panel by its name. */
  openTab(name: string): Promise<void>
  /** Resolves once the host's log has a line of that event that holds `text`. */
  heard(event: string, text?: string): Promise<void>
}

export async function openHostPage(page: Page, demo: Demo): Promise<HostPage> {
  await page.goto(`${demo.url}/`)
  return {
    page,
    async signIn(userName) {
      await page.click({ css: 'button', text: 'Connect' })
      await completeSignIn(await page.popup(), userName)
      await page.waitFor({ css: '[role=tab]', text: 'Tickets' })
    },
    openTab: (name) => page.click({ css: '[role=tab]', text: name }),
    heard: (event, text) => page.waitFor({ css: '#events li', text: text === undefined ? event : text }),
  }
}

/** Chooses a person on the instance's sign-in page and allows the connection. */
export async function completeSignIn(window: Page, userName: string): Promise<void> {
  await window.click({ css: `button[value="${userName}"]` })
  await window.click({ css: 'button[name=allow]' })
}
