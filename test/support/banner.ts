import type { Messages } from '../../src/locales/en.js'
import { en } from '../../src/locales/en.js'
import { SnowError } from '../../src/shared/errors.js'
import type { PanelElement } from '../../src/elements/panel/panel-element.js'
import { until } from './fixture.js'
import type { World } from './world.js'

/**
 * The session dies as the page finds out by any call, and the person goes to sign in again. It is lost for the
 * proxy too: a page that gets the focus meanwhile asks it, and would take a "connected" for the truth.
 */
export async function signInAfterEnd(world: World, panel: PanelElement): Promise<void> {
  const { connection } = world.workspace
  world.loseSession()
  await until(() => {
    if (connection.get().phase === 'connected')
      connection.report(new SnowError('SNOW_RECONNECT_NEEDED', 'dead'))
    const button = buttonOf(panel, en.connect.reconnect)
    button?.click()
    return button
  }, en.connect.reconnect)
}

/** The words of the banner above a panel's content; `''` while there is none. */
export function bannerText(panel: PanelElement): string {
  const banner = panel.shadowRoot!.querySelector('snow-connect[banner]')
  return banner?.shadowRoot?.querySelector('.banner')?.textContent?.replace(/\s+/g, ' ').trim() ?? ''
}

/** Presses a button of the banner, once it is there. */
export async function pressInBanner(
  panel: PanelElement,
  label: (messages: Messages) => string,
): Promise<void> {
  const button = await until(() => buttonOf(panel, label(en)), label(en))
  button.click()
}

function buttonOf(panel: PanelElement, label: string): HTMLButtonElement | undefined {
  const banner = panel.shadowRoot!.querySelector('snow-connect[banner]')
  const buttons = banner?.shadowRoot?.querySelectorAll('button') ?? []
  return [...buttons].find(({ textContent }) => textContent.trim() === label)
}
