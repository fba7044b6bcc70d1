import type { Messages } from '../../src/locales/en.js'
import { en } from '../../src/locales/en.js'
import { SnowError } from '../../src/shared/errors.js'
import type { PanelElement } from '../../src/elements/panel/panel-element.js'
import type { Workspace } from '../../src/state/types.js'
import { until } from './fixture.js'

/** The session dies as the page finds out by any call. */
export function endSession({ connection }: Workspace): void {
  connection.report(new SnowError('SNOW_RECONNECT_NEEDED', 'dead'))
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
  const button = await until(() => {
    const buttons = panel
      .shadowRoot!.querySelector('snow-connect[banner]')
      ?.shadowRoot?.querySelectorAll('button')
    return [...(buttons ?? [])].find(({ textContent }) => textContent.trim() === label(en))
  }, label(en))
  button.click()
}
